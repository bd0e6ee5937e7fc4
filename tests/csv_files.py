"""Files of comma-separated values, read and written plainly."""

import csv


def read_rows(path):
    """Return the columns and the rows of a file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def write_rows(path, columns, rows):
    """Write a file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    return path
