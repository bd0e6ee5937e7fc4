"""What a row is asked for: a value, or a finding that says what is wrong with it."""

from pathlib import Path

import pytest

from peacetalks.actors import Actor, world
from peacetalks.actors.code import check_code
from peacetalks.importers import Context, Row, identifiers
from peacetalks.importers.tables import spellings
from peacetalks.values.count import Count

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"
GED = FIXTURES / "global-49.csv"


def row(**fields: str) -> Row:
    return Row(list(fields), list(fields.values()), file="f.csv", line=7)


def said(one: Row) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in one.findings]


# Getters


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("-7", -7),
        ("+7", 7),
        ("7.0", 7),
        ("7.000", 7),
        ("7e2", 700),
        ("007", 7),
        ("123456789012345678", 123456789012345678),
        ("239008.0", 239008),
        ("", None),
        ("  ", None),
    ],
)
def test_a_whole_number_is_read_however_it_is_written(text, number):
    one = row(n=text)
    assert one.whole("n") == number
    assert one.findings == []


@pytest.mark.parametrize(
    "text",
    ["7.5", "many", "1,000", "1_000", "\u0667", "nan", "inf", "1e400", "1e30", "9" * 40, "0x7", "7 8",
     "--7", ".", "e5", "7.", "1e", "7.0.0", "\ufffd"],
)  # fmt: skip
def test_what_is_no_whole_number_is_a_finding_with_the_column_and_the_value(text):
    one = row(n=text)
    if text == "7.":
        assert one.whole("n") == 7
        return
    assert one.whole("n") is None
    ((code, message),) = said(one)
    assert code == "PT203"
    assert message.startswith("n: not a number: ")
    assert one.findings[0].file == "f.csv"
    assert one.findings[0].line == 7


def test_a_column_that_is_not_there_says_nothing():
    one = row(n="1")
    assert one.whole("m") is None
    assert one.text_of("m") is None
    assert one.day("m") is None
    assert one.choice("m", {"1": "one"}) is None
    assert not one.has("m")
    assert one.findings == []


def test_what_a_data_set_writes_for_nothing_is_nothing_only_where_it_is_said():
    silent = frozenset({"", "-99", "NA"})
    assert row(n="-99").whole("n", silent) is None
    assert row(n="-99").whole("n") == -99
    assert row(n="NA").number("n", 0, 1, silent) is None
    one = row(n="NA")
    assert one.number("n", 0, 1) is None
    assert said(one) == [("PT203", "n: not a number from 0 to 1: 'NA'")]


def test_persons_are_whole_and_not_below_zero():
    one = row(a="-1", b="0", c="2.5")
    assert (one.persons("a"), one.persons("b"), one.persons("c")) == (None, 0, None)
    assert [code for code, _ in said(one)] == ["PT203", "PT203"]


def test_degrees_lie_between_their_bounds():
    one = row(a="90", b="-90.0", c="90.0001", d="48.14", e="north", f="-0")
    assert [one.number(name, -90, 90) for name in "abcdef"] == [90, -90, None, 48.14, None, 0]
    assert len(one.findings) == 2


@pytest.mark.parametrize(
    ("spelt", "text", "day"),
    [
        (spellings.iso_day, "2014-01-22", "2014-01-22"),
        (spellings.iso_day, " 2014-01-22 ", "2014-01-22"),
        (spellings.iso_day, "2009-02-20T00:00:00", "2009-02-20"),
        (spellings.iso_day, "2009-02-20T00:00:00Z", "2009-02-20"),
        (spellings.iso_day, "2014-01-22 00:00:00.000", "2014-01-22"),
        (spellings.month_first, "1/22/2014 12:00:00 AM", "2014-01-22"),
        (spellings.month_first, "05/02/2014 00:00", "2014-05-02"),
        (spellings.month_first, "2014-05-02", "2014-05-02"),
        (spellings.day_month_name, "9-May-20", "2020-05-09"),
        (spellings.day_month_name, "31-Dec-69", "2069-12-31"),
        (spellings.day_month_name, "1-Jan-70", "1970-01-01"),
        (spellings.day_month_name, "01-January-2015", "2015-01-01"),
        (spellings.compact_day, "20201113", "2020-11-13"),
    ],
)
def test_a_day_is_read_as_its_data_set_writes_it(spelt, text, day):
    assert row(d=text).day("d", spelt) == day


@pytest.mark.parametrize(
    ("spelt", "text"),
    [
        (spellings.iso_day, "2014-02-30"),
        (spellings.iso_day, "2014-13-01"),
        (spellings.iso_day, "0000-01-01"),
        (spellings.iso_day, "2014-1-22"),
        (spellings.iso_day, "2014"),
        (spellings.iso_day, "\u0662014-01-22"),
        (spellings.iso_day, "2014-01-22T99:99"),
        (spellings.iso_day, "1/22/2014"),
        (spellings.iso_day, "now"),
        (spellings.month_first, "22/1/2014"),
        (spellings.month_first, "2/30/2014"),
        (spellings.month_first, "1/22/14"),
        (spellings.day_month_name, "9-Foo-20"),
        (spellings.day_month_name, "31-Feb-2020"),
        (spellings.compact_day, "20201301"),
        (spellings.compact_day, "2020111"),
    ],
)
def test_what_is_no_day_of_its_data_set_is_a_finding(spelt, text):
    one = row(d=text)
    assert one.day("d", spelt) is None
    assert said(one) == [("PT204", f"d: not a date: {text!r}")]


def test_a_range_that_ends_before_it_starts_is_read_the_other_way_and_told():
    one = row(a="2014-02-03", b="2014-02-01")
    assert one.range_of_days("a", "b") == ("2014-02-01", "2014-02-03")
    assert said(one)[0][0] == "PT205"


def test_one_day_of_a_range_stands_for_both_where_the_other_is_missing():
    assert row(a="2014-02-03", b="").range_of_days("a", "b") == ("2014-02-03", "2014-02-03")
    broken = row(a="soon", b="2014-02-03")
    assert broken.range_of_days("a", "b") == ("2014-02-03", "2014-02-03")
    assert said(broken)[0][0] == "PT204"
    assert row(a="", b=" ").range_of_days("a", "b") is None


def test_figures_out_of_order_are_all_kept_and_told():
    one = row(low="7", best="7", high="6")
    assert one.count("low", "best", "high") == Count(7, 7, 6)
    assert said(one) == [("PT206", "not low ≤ best ≤ high: low 7, best 7, high 6")]


def test_a_figure_of_which_one_bound_is_junk_keeps_the_others():
    one = row(low="x", best="7", high="9")
    assert one.count("low", "best", "high") == Count(None, 7, 9)
    assert [code for code, _ in said(one)] == ["PT203"]
    assert row(low="", best="", high="").count("low", "best", "high") is None


def test_a_code_is_read_also_where_it_was_written_as_a_float():
    codes = {"1": "one", "2": "two"}
    assert row(c="1").choice("c", codes) == "one"
    assert row(c="2.0").choice("c", codes) == "two"
    assert row(c=" 2 ").choice("c", codes) == "two"
    one = row(c="3")
    assert one.choice("c", codes) is None
    assert said(one) == [("PT210", "c: not in the codebook: '3'; accepted: 1, 2")]


def test_long_values_are_shortened_in_findings():
    one = row(n="x" * 100_000)
    one.whole("n")
    assert len(one.findings[0].message) < 150


def test_a_row_keeps_what_the_file_has_under_the_names_of_the_file():
    one = Row(("Event ID", "B"), ["7", "x"], names=("event id", "b"), file="f", line=2)
    assert one.fields == {"event id": "7", "b": "x"}
    assert one.raw == {"Event ID": "7", "B": "x"}
    assert repr(one) == "<Row f:2 with 2 values>"


# Names


@pytest.mark.parametrize(
    "text",
    ["", "é", "…", "a" * 500, "a" * 102 + "-" + "b" * 50, "Kurdistan Workers' Party", "6711", "-", "\ufffd",
     "1-2_3", "a--b", "\u0663"],
)  # fmt: skip
def test_a_code_made_of_any_text_is_an_actors_code(text):
    check_code(identifiers.code("UCDP", text))


def test_codes_and_identifiers_of_long_texts_differ_where_the_texts_do():
    long = "a" * 300
    assert identifiers.identifier(long + " b") != identifiers.identifier(long + " c")
    assert identifiers.code("X", long + "b") != identifiers.code("X", long + "c")
    assert len(identifiers.identifier(long + " b")) <= 120


# Actors


def test_an_actor_that_is_in_no_registry_is_reported_once_and_one_that_was_added_never():
    context = Context("ucdp-ged")
    one, other = row(a="DPR"), row(a="DPR")
    assert context.local_code(one, "UCDP:6711", "DPR") == "UCDP:6711"
    assert context.local_code(other, "UCDP:6711", "DPR") == "UCDP:6711"
    assert [code for code, _ in said(one)] == ["PT207"]
    assert other.findings == []
    larger = world().with_actors(Actor("UCDP:6711", "Donetsk People's Republic", "entity"))
    known = row(a="DPR")
    Context("ucdp-ged", registry=larger).local_code(known, "UCDP:6711", "DPR")
    assert known.findings == []


def test_so_many_actors_are_kept_and_the_rest_is_told_once(monkeypatch):
    monkeypatch.setattr("peacetalks.importers.context._MOST", 3)
    context = Context("ucdp-ged")
    one = row(a="x")
    for number in (1, 2, 3, 1, 4, 5, 4):
        assert context.local_code(one, f"UCDP:{number}", "x" * 100_000) == f"UCDP:{number}"
    assert [*context.unknown] == ["UCDP:1", "UCDP:2", "UCDP:3"]
    assert [code for code, _ in said(one)] == ["PT207"] * 4
    assert said(one)[-1][1] == "more than 3 actors are not in the registry; others are not listed"
    assert all(len(message) < 200 for _, message in said(one))


def test_a_codebook_of_many_codes_is_not_told_in_full():
    one = row(c="x")
    one.choice("c", {str(number): "" for number in range(1000)})
    assert said(one)[0][1].endswith("accepted: 0, 1, 2, 3, 4, 5, 6, 7 and 992 more")
