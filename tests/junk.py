"""Rows with junk in one field each, beside rows that are whole: what an import must outlive."""

import csv

from peacetalks import importers

JUNK = (
    "",
    " ",
    "junk",
    "-1",
    "-99",
    "0",
    "99999999999999999999",
    "1e400",
    "2.5",
    "2023-02-30",
    "0001-01-01",
    "9999-12-31",
    "31/31/2023",
    "12-15 May 1994",
    '"',
    "a\r\nb",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "e\u0301\u200b",
    ";",
    ";;; ;",
    "/",
    "[2020..2021]",
    "1" * 5_000,
)


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


def outlives(folder, columns, row, *, format=None):  # noqa: A002 # as importers.read calls it
    """Assert that junk in any field of a row makes an event or a finding, and harms no other row."""
    whole = write_rows(folder / "whole.csv", columns, [row])
    (alone,) = importers.read(whole, format, release="r").outcomes()
    assert alone.events
    spoilt = []
    for index in range(len(columns)):
        spoilt += [[*row[:index], junk, *row[index + 1 :]] for junk in JUNK]
    rows = [one for bad in spoilt for one in (bad, row)]
    imported = importers.read(write_rows(folder / "spoilt.csv", columns, rows), format, release="r")
    outcomes = list(imported.outcomes())
    assert imported.report.rows == len(rows) == sum(len(one.rows) for one in outcomes)
    for outcome in outcomes:
        assert outcome.events or outcome.findings, outcome.rows[0].raw
        for finding in outcome.findings:
            assert finding.line == outcome.rows[0].line
        for rule in imported.format.streams.values():
            assert rule(outcome.rows, imported.context)
    return alone, outcomes
