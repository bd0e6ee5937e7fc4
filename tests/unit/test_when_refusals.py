"""Texts that are no dates: each is refused, and the refusal names the way out."""

import datetime as dt

import pytest

from peacetalks.errors import InvalidWhen
from peacetalks.primitives.when import When

FOUR_DIGITS = "write the year with four digits"
FIRST = "write the year first: 2023-11-16"
HYPHENS = "separate with hyphens: 2023-11-16"
DAY_ITSELF = "name the day itself"
OFFSET = "add Z or an offset, as in T13:00+04:00"
TIME = "write a time as T13:00+04:00 or T13:00:05.25Z"
TWO_DIGITS = "write two digits: 2023-01-05"
SPACE = "remove the white space around it"
AFTER = "write ~ or ? after the date: 2023-10~"
NUMBER = "write the month as a number: 2023-11-16"

NOT_A_DATE = [
    ("", None),
    ("soon", None),
    ("maybe", None),
    ("now", DAY_ITSELF),
    ("Today", DAY_ITSELF),
    ("YESTERDAY", DAY_ITSELF),
    ("11/16/2023", FIRST),
    ("16/11/2023", FIRST),
    ("16.11.2023", FIRST),
    ("16-11-2023", FIRST),
    ("16/11/23", FIRST),
    ("11/2023", FIRST),
    ("2023/11/16", HYPHENS),
    ("2023.11.16", HYPHENS),
    ("2023/11", HYPHENS),
    ("20231116", HYPHENS),
    ("202311", HYPHENS),
    ("23", FOUR_DIGITS),
    ("23-11-16", FOUR_DIGITS),
    ("2023-1-5", TWO_DIGITS),
    ("2023-01-5", TWO_DIGITS),
    ("2023-11-16T13:00", OFFSET),
    ("2023-11-16 13:00", OFFSET),
    ("2023-11-16T13:00:05.5", OFFSET),
    ("2023-11-16T13:00/2023-11-17", OFFSET),
    ("[2023-11-16T13:00..]", OFFSET),
    ("2023-11-16 13:00:00+04:00", TIME),
    ("2023-11-16T13:00+0400", TIME),
    ("2023-11-16T13:00+04", TIME),
    ("2023-11-16T1300Z", TIME),
    ("2023-11-16T13:00:00,5Z", TIME),
    ("2023-11-16T13:00:00.1234567Z", TIME),
    ("2023-11-16t13:00z", TIME),
    ("2023-11-16T13:00 +04:00", TIME),
    (" 2023", SPACE),
    ("2023 ", SPACE),
    ("2023\n", SPACE),
    ("~2023", AFTER),
    ("c. 2023", AFTER),
    ("circa 2023", AFTER),
    ("Nov 2023", NUMBER),
    ("16 November 2023", NUMBER),
    ("2021-2023", "write a span with a slash: 2021/2023"),
    ("2023..2024", "write a range in brackets: [2023-09-19..2023-09-20]"),
    ("202X", None),
    ("-0001", None),
    ("12023", None),
    ("2023-11-16T", None),
    ("2023~~", None),
    ("2023]", None),
    ("[2023,]", None),
    ("[,2023]", None),
    ("[2023, 2024]", SPACE),
    ("[2023/2024]", None),
    ("[2023..2024..2025]", "write a range in brackets: [2023-09-19..2023-09-20]"),
    ("2023/..~", None),
    ("../..~", None),
    ("٢٠٢٣", None),
    ("²⁰²³", None),
    ("\uff12\uff10\uff12\uff13", None),  # full-width digits
    ("2023\u201111\u201116", None),  # non-breaking hyphens, as copied from a page
    ("\x00", None),
    ("\ud800", None),
]


@pytest.mark.parametrize(("text", "hint"), NOT_A_DATE)
def test_what_is_no_date_is_refused_with_the_way_out(text, hint):
    with pytest.raises(InvalidWhen) as caught:
        When(text)
    assert caught.value.what == "not a date"
    assert caught.value.value == text
    assert caught.value.hint == hint
    assert "A/B for a span" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2023-02-29", "no such day or time"),
        ("1900-02-29", "no such day or time"),
        ("2023-04-31", "no such day or time"),
        ("2023-13", "no such day or time"),
        ("2023-00", "no such day or time"),
        ("2023-01-00", "no such day or time"),
        ("2023-21", "no such day or time"),
        ("0000", "no such day or time"),
        ("0000-01-01", "no such day or time"),
        ("2023-09-20T24:00Z", "no such day or time"),
        ("2023-09-20T13:60Z", "no such day or time"),
        ("2023-09-20T13:00:60Z", "no such day or time"),
        ("2023-09-20T13:00+24:00", "no such day or time"),
        ("2023-09-20T13:00+23:60", "no such day or time"),
        ("0001-01-01T00:00+00:01", "a time outside the years 1 to 9999 in UTC"),
        ("9999-12-31T23:59-00:01", "a time outside the years 1 to 9999 in UTC"),
        ("2023/2022", "a span that ends before it starts"),
        ("2023-09-20T13:00+04:00/2023-09-20T08:59Z", "a span that ends before it starts"),
        ("2021/2022/2023", "a span has one start and one end"),
        ("2021//2023", "a span has one start and one end"),
        ("[2024..2023]", "a range that ends before it starts"),
        ("[]", "not a choice of dates"),
        ("[..]", "not a choice of dates"),
        ("[2023,..]", "not a choice of dates"),
        ("[2023", "not a choice of dates"),
        ("[", "not a choice of dates"),
        ("[2023]~", "not a choice of dates"),
    ],
)
def test_what_looks_like_a_date_and_is_none_says_why(text, what):
    with pytest.raises(InvalidWhen) as caught:
        When(text)
    assert caught.value.what == what
    assert caught.value.value == text


@pytest.mark.parametrize("value", [None, 2023.0, b"2023", ["2023"], object, True, dt.time(13)])
def test_what_is_neither_text_nor_date_is_refused(value):
    with pytest.raises(InvalidWhen, match="not a date"):
        When(value)


def test_a_year_as_a_number_is_refused_with_the_way_out():
    with pytest.raises(InvalidWhen, match="hint: write it as a text"):
        When(2023)
