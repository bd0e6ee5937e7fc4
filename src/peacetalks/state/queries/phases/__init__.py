"""The phase of each pair of parties: what is on record of the two, and the rules that judge it."""
