"""Laws of the importers of CAMEO: pairs, and rows of junk."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from peacetalks import importers, world
from peacetalks.importers import Context, Row, keep_apart
from peacetalks.importers.builtin.gdelt_actors import actor
from peacetalks.importers.builtin.icews_actors import party
from peacetalks.importers.cameo.pairing import Direction, counterpart, pairs

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
    return list(importers.read(path, path_format(name), published="unknown").outcomes())


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
        o.rows[0].line: o
        for o in importers.read(FIXTURES / name, path_format(name), published="unknown").outcomes()
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


# Whom rows mean

STATES = [a for a in world() if a.group == "state" and world().meanings(a.name) == (a.code,)]
OTHERS = [
    (a.code, name)
    for a in world()
    if a.group not in {"state", "historic"}
    for name in (a.name, *a.names)
    if world().meanings(name, "2018-06-01") == (a.code,)
]


def named_by_icews(name, country, sectors=""):
    columns = ("source name", "source country", "source sectors")
    row = Row(columns, [name, country, sectors], line=2)
    return party(row, Context("icews"), "source", "2018-06-01"), row


@given(st.sampled_from(OTHERS), st.sampled_from(STATES))
def test_who_the_registry_knows_by_name_is_that_actor_whatever_country_stands_beside(known, home):
    code, name = known
    found, row = named_by_icews(name, home.name)
    assert found.code == code
    assert row.findings == []


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_the_name_of_a_state_beside_another_state_is_not_read_as_that_state_in_silence(one, home):
    found, row = named_by_icews(one.name, home.name)
    is_told = [finding.code for finding in row.findings].count("PT218") == 1
    assert is_told == (one != home)
    assert (found.code == one.code) == (one == home)


ORGANS = ("GOV", "MIL", "LEG", "JUD", "SPY", "COP")
PIECES = st.lists(
    st.sampled_from([*ORGANS, "REB", "OPP", "CVL", "KUR", "CHR"]), min_size=1, max_size=4,
    unique=True,
)  # fmt: skip


def named_by_gdelt(full, country="SDN", group="", name="A TOWN", roles=(), ethnic=""):
    told = {
        "actor1code": full, "actor1name": name, "actor1countrycode": country,
        "actor1knowngroupcode": group, "actor1ethniccode": ethnic,
        **{f"actor1type{number}code": role for number, role in enumerate(roles, 1)},
    }  # fmt: skip
    return actor(Row(tuple(told), list(told.values()), line=2), Context("gdelt"), "1", "2018-06-01")


@given(PIECES, st.integers(0, 3))
def test_a_code_is_its_state_if_all_of_it_is_organs_whatever_columns_tell_of_it(pieces, columns):
    found = named_by_gdelt("SDN" + "".join(pieces), roles=pieces[:columns])
    assert (found == "SDN") == set(ORGANS).issuperset(pieces)
    assert set(found.split("-")) in ({"SDN"}, {"SDN", *pieces})
    part = world().get(found)
    assert found == "SDN" or part is None or part.organ_of is None


@given(PIECES, st.randoms(use_true_random=False))
def test_the_order_of_what_is_no_organ_among_organs_makes_no_other_actor(pieces, random):
    organs = [piece for piece in pieces if piece in ORGANS]
    others = [piece for piece in pieces if piece not in ORGANS]
    mixed = list(others)
    for place, organ in enumerate(organs):
        later = random.randint(mixed.index(organs[place - 1]) + 1 if place else 0, len(mixed))
        mixed.insert(later, organ)
    assert named_by_gdelt("SDN" + "".join(mixed)) == named_by_gdelt("SDN" + "".join(pieces))


@given(PIECES)
def test_what_stands_behind_the_code_of_a_group_is_who_of_it(pieces):
    found = named_by_gdelt("AFGINSTAL" + "".join(pieces), "AFG", "TAL", roles=("INS",))
    assert found.startswith("TALIBAN")
    assert (found == "TALIBAN") == set(ORGANS).issuperset(pieces)


@given(
    st.sampled_from(STATES),
    st.permutations(["source", "target"]),
    st.sampled_from(["Military", "Police", "Government"]),
)
def test_no_actor_is_a_faction_of_itself(state, slots, organ):
    for others in ([f"{organ} ({state.name})"], [f"{organ} ({state.name})", "Somebody"]):
        context, row = Context("icews"), Row([], [], line=2)
        names = [state.name, *others][-2:]
        for slot, name in zip(slots, names, strict=True):
            context.known(row, name, state.code, slot=slot)
        sides = keep_apart(row, context, *slots)
        codes = [side[0] for side in sides]
        assert len({*codes}) == 2
        assert (state.code in codes) == (state.name in names)
        assert (codes[0] == state.code) == (names[0] == state.name)
        assert [finding.code for finding in row.findings].count("PT219") == 1


@given(st.sampled_from([a for a in STATES if a.names]))
def test_two_names_that_are_both_an_actors_own_are_that_actor(state):
    names = [name for name in state.names if world().meanings(name) == (state.code,)][:1]
    context, row = Context("icews"), Row([], [], line=2)
    for slot, name in zip(("source", "target"), [state.name, *names, state.name][:2], strict=True):
        context.known(row, name, state.code, slot=slot)
    assert keep_apart(row, context, "source", "target") == ((state.code,), (state.code,))
