"""Laws of the importers of CAMEO: pairs, and rows of junk."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from peacetalks import importers
from peacetalks.importers import Row
from peacetalks.importers.cameo_pairs import Direction, counterpart, pairs

FIXTURES = Path(__file__).parents[1] / "fixtures"
WINDOW = 5


def directed(row):
    if row.fields["code"] not in {"042", "043", "046"}:
        return None
    told = row.fields
    return Direction(told["about"], told["source"], told["target"], told["code"], told["place"])


def made(values):
    columns = ("about", "source", "target", "code", "place", "damaged")
    rows = []
    for line, one in enumerate(values):
        row = Row(columns, one, line=line, text="cut off" if one[5] == "yes" else None)
        row.key = None if row.text else str(line)
        rows.append(row)
    return rows


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["day 1", "day 2"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["042", "043", "046", "190"]),
        st.sampled_from(["here", "there"]),
        st.sampled_from(["no", "no", "no", "yes"]),
    ),
    max_size=40,
)


@given(ROWS)
def test_pairs_lose_no_row_and_keep_the_order_of_the_first_ones(values):
    rows = made(values)
    found = list(pairs(iter(rows), directed, window=WINDOW))
    first = [together[0].line for together in found]
    assert first == sorted(first)
    assert sorted(row.line for together in found for row in together) == list(range(len(rows)))


@given(ROWS)
def test_a_pair_is_two_rows_that_are_each_others_counterpart(values):
    for together in pairs(iter(made(values)), directed, window=WINDOW):
        if len(together) == 1:
            continue
        one, other = together
        assert one.line < other.line
        assert one.text is other.text is None
        assert counterpart(one.fields["code"]) == other.fields["code"]
        assert one.fields["about"] == other.fields["about"]
        assert one.fields["source"] == other.fields["target"]
        assert one.fields["target"] == other.fields["source"]


@given(ROWS)
def test_in_a_window_that_holds_all_no_counterpart_is_left_alone(values):
    alone = [
        directed(together[0])
        for together in pairs(iter(made(values)), directed, window=1000)
        if len(together) == 1 and together[0].text is None
    ]
    keys = [(d.about, d.source, d.target, d.code) for d in alone if d is not None]
    for about, source, target, code in keys:
        if source != target or counterpart(code) != code:
            assert (about, target, source, counterpart(code)) not in keys


@given(ROWS, st.integers(1, 8))
def test_no_more_rows_are_held_than_the_window_and_their_counterparts(values, window):
    taken = given_back = 0
    most = 0

    def counted():
        nonlocal taken
        for row in made(values):
            taken += 1
            yield row

    for together in pairs(counted(), directed, window=window):
        most = max(most, taken - given_back)
        given_back += len(together)
    assert most <= 2 * (window + 1)


JUNK = st.one_of(
    st.sampled_from(
        ["", "NA", "-", "0", "-1", "1e400", "99999999999999999999", "2023-02-30", "20231399", '"',
         '"a', "many", "ä\N{COMBINING DIAERESIS}", "\N{ZERO WIDTH SPACE}", "((((", "a (b (c", "é" * 500]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
        max_size=30,
    ),
)  # fmt: skip


def spoilt(name, line, column, junk, folder):
    """The outcomes of a file of which one value is junk."""
    lines = (FIXTURES / name).read_text("utf-8").split("\n")
    values = lines[line].split("\t")
    values[column % len(values)] = junk
    lines[line] = "\t".join(values)
    path = folder / Path(name).name
    path.write_text("\n".join(lines), "utf-8")
    return list(importers.read(path, path_format(name)).outcomes())


def path_format(name):
    return name.partition("/")[0]


@given(st.sampled_from(["gdelt/raw-2.0.tsv", "icews/published.tab"]), st.data())
def test_junk_in_a_row_ends_as_an_event_or_a_finding_of_its_line(tmp_path_factory, name, data):
    lines = (FIXTURES / name).read_text("utf-8").rstrip("\n").split("\n")
    # The first line tells what the file is, and rows that are joined tell of one another.
    line = data.draw(st.integers(1, len(lines) - 1))
    column = data.draw(st.integers(0, 60))
    found = spoilt(name, line, column, data.draw(JUNK), tmp_path_factory.mktemp("junk"))
    of_line = [outcome for outcome in found if any(r.line == line + 1 for r in outcome.rows)]
    assert len(of_line) == 1
    assert of_line[0].events or of_line[0].findings
    assert all(finding.line is not None for finding in of_line[0].findings)
    clean = {
        o.rows[0].line: o for o in importers.read(FIXTURES / name, path_format(name)).outcomes()
    }
    partners = {
        row.line for o in (*found, *clean.values()) for row in o.rows
        if any(r.line == line + 1 for r in o.rows)
    }  # fmt: skip
    for outcome in found:
        if outcome.rows[0].line not in partners and len(outcome.rows) == 1:
            was = clean.get(outcome.rows[0].line)
            if was is not None and len(was.rows) == 1:
                assert outcome.events == was.events


def test_the_fixtures_can_be_read_by_a_plain_reader_of_tables():
    with (FIXTURES / "icews" / "published.tab").open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file, delimiter="\t")} == {20}
