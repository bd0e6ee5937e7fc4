"""Keep the releases of a data set in a log: what changed between them, and each one as it was."""
