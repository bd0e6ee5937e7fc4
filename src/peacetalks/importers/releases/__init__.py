"""Releases of a data set in a log: what changed from one to the next, and each as it was."""
