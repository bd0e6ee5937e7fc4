"""Rows out of files: unpack, split, and read values by column."""
