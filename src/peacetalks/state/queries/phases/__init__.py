"""The phase of each pair of parties: what is on record between the two, and the rules."""
