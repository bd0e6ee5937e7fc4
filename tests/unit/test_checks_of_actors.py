"""What is stated about actors is held against itself; the facts stay, and what can be right is let be."""

from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import datasets
from peacetalks.actors import Actor
from peacetalks.checks.contradictions import find_contradictions

ABOUT_ACTORS = {f"PT17{n}" for n in range(1, 10)} | {"PT180"}
CONTRADICTING = """\
actors:
  - {code: EAST, name: Eastern League, organ_of: WEST}
  - {code: WEST, name: Western League, organ_of: EAST}
  - {code: EAST, name: East Block}
  - {code: SELF, name: Self, within: SELF}
  - {code: LOST, name: Lost, within: NOBODY}
"""
SAID = "- {kind: statement-made, id: said, occurred: 2023, by: EAST-MOD}\n"


def named(actor: str, name: str, **more: object) -> pt.ActorNamed:
    return pt.ActorNamed(occurred="2023-10-01", actor=actor, names=name, **more)


def found(*events: pt.Event, registry: pt.Registry | None = None) -> list[str]:
    findings = pt.check(events, registry=registry)
    return [finding.code for finding in findings if finding.code in ABOUT_ACTORS]


def said_by(code: str) -> pt.StatementMade:
    return pt.StatementMade(occurred="2023-10-02", by=code)


def attack(by: str, against: str | None, **more: object) -> pt.AttackReported:
    return pt.AttackReported(occurred="2023-10-02", by=by, against=against, **more)


NORTH, SOUTH = named("NORTH", "Northern Alliance"), named("SOUTH", "Southern Alliance")


def test_whom_the_stream_names_is_no_unknown_actor():
    assert found(said_by("NORTH")) == ["PT171"]
    assert found(NORTH, said_by("NORTH"), said_by("NORTH-MOD")) == []


def test_a_code_that_has_only_an_alias_has_no_name():
    alias = pt.ActorAliased(occurred="2023", actor="NORTH", scheme="ucdp-actor", code="291")
    assert found(alias, said_by("NORTH")) == ["PT171", "PT176"]
    assert found(alias, said_by("NORTH"), NORTH) == []


def test_whom_the_stream_names_may_have_been_meant():
    (finding,) = pt.check([NORTH, said_by("NORTHS")])
    assert finding.message.endswith("hint: did you mean 'NORTH'?")


def test_a_registry_of_ones_own_is_asked_after_the_stream():
    own = pt.world().with_actors(Actor("NORTH", "Northern Alliance", "armed_group"))
    assert found(said_by("NORTH"), registry=own) == []
    assert found(SOUTH, said_by("NORTH"), said_by("SOUTH"), registry=own) == []
    history = pt.History([SOUTH, said_by("NORTH")], registry=own)
    assert [f.code for f in pt.check(history)] == []
    assert [f.code for f in pt.check(history, registry=pt.world())] == ["PT171"]


def test_a_counting_body_that_is_named_is_known():
    count = pt.CasualtiesReported(
        occurred="2023-10-02", series="k", measure="killed", count=2, counting_body="QED"
    )
    assert found(count) == ["PT171"]
    assert found(count, named("QED", "A counting body")) == []


@pytest.mark.parametrize(
    "later",
    [
        named("NORTH", "Northern Front", reported="2024"),
        named("NORTH", "Northern Alliance", reported="2024"),
        pt.ActorNamed(occurred="2023-10-01", actor="NORTH", names={"fa": "Jabha"}),
        pt.ActorNamed(occurred="2024", actor="NORTH", names="Northern Front"),
    ],
)
def test_a_later_name_and_one_in_another_language_are_no_second_name(later: pt.ActorNamed):
    assert found(NORTH, later) == []


def test_two_names_of_days_that_overlap_are_told_and_of_others_are_not():
    first = named("NORTH", "Northern Alliance", valid="1996/2001")
    assert found(first, named("NORTH", "United Front", valid="2002/..", reported="2024")) == []
    overlap = named("NORTH", "United Front", valid="2000/..", reported="2024")
    assert found(first, overlap) == ["PT172"]


def test_a_circle_of_three_is_told_once_and_one_of_itself_too():
    three = [
        named("A1", "First", within="B1"),
        named("B1", "Second", organ_of="C1"),
        named("C1", "Third", within="A1"),
    ]
    assert found(*three) == ["PT173"]
    assert found(named("A1", "First", organ_of="A1")) == ["PT173"]
    assert found(*three[:2], named("C1", "Third")) == []


def test_a_circle_that_was_corrected_is_no_circle():
    assert (
        found(
            named("A1", "First", within="B1"),
            named("B1", "Second", within="A1"),
            named("B1", "Second", within="ARM", reported="2024"),
        )
        == []
    )


def test_two_statements_of_one_time_may_not_say_both_relations():
    guard = [
        named("GUARD", "Border Guard", organ_of="ARM"),
        named("GUARD", "Border Guard", within="ARM"),
    ]
    assert found(*guard) == ["PT174"]
    assert found(guard[0], named("GUARD", "Border Guard", within="ARM", reported="2024")) == []


def test_an_id_that_one_had_after_the_other_is_no_id_of_two():
    def given(code: str, **more: object) -> pt.ActorAliased:
        return pt.ActorAliased(occurred="2023", actor=code, scheme="ucdp-actor", code="291", **more)

    assert found(NORTH, SOUTH, given("NORTH"), given("SOUTH")) == ["PT175"]
    assert (
        found(NORTH, SOUTH, given("NORTH", valid="../2001"), given("SOUTH", valid="2002/..")) == []
    )
    assert found(NORTH, given("NORTH"), given("NORTH", valid="2001")) == []


def test_an_id_that_the_registry_gives_to_another_is_told():
    assert found(named("NORTH", "Northern Alliance", ids={"gw": "700"})) == ["PT175"]
    assert found(named("AFG", "Afghanistan", ids={"gw": "700"})) == []


def test_what_an_actor_became_is_known_or_told():
    split = pt.ActorSplit(occurred="2023", actor="NORTH", into=("NORTH", "REST"))
    assert found(NORTH, split) == ["PT176"]
    assert found(NORTH, split, named("REST", "The Rest")) == []
    merged = pt.ActorMerged(occurred="2023", actors=("NORTH", "SOUTH"), into="UNION")
    assert found(NORTH, SOUTH, merged) == ["PT176"]


def test_a_name_that_the_registry_shares_out_is_no_name_of_two():
    assert found(named("COD", "Congo")) == []
    assert found(named("COD", "Congo"), named("COG", "Congo")) == ["PT177"]
    assert found(named("NORTH", "Armenia")) == ["PT177"]


@pytest.mark.parametrize(
    ("fought", "codes"),
    [
        (attack("GUARD", "NORTH"), ["PT178"]),
        (attack(("GUARD", "NORTH"), None), ["PT178"]),
        (attack("GUARD", "POLICE"), ["PT178"]),
        (
            pt.HostilitiesStarted(occurred="2023", hostilities="h", parties=("GUARD", "NORTH")),
            ["PT178"],
        ),
        (attack(("GUARD", "NORTH"), "SOUTH"), []),
        (attack("GUARD", "SOUTH"), []),
    ],
)
def test_who_fights_another_does_not_act_for_it(fought: pt.Event, codes: list[str]):
    guards = [named(code, f"The {code}", organ_of="NORTH") for code in ("GUARD", "POLICE")]
    assert found(NORTH, SOUTH, *guards, fought) == codes


def test_a_retracted_statement_is_held_against_nobody():
    other = named("NORTH", "Northern Front", id="other")
    assert found(NORTH, other) == ["PT172"]
    taken_back = pt.EventRetracted(occurred="2023-11", target="other")
    assert found(NORTH, other, taken_back) == []


def test_a_register_that_contradicts_itself_is_told_with_file_and_line_and_the_facts_stay(
    tmp_path: Path,
):
    path = tmp_path / "talks.yaml"
    path.write_text(
        "actors:\n"
        "  - {code: NORTH, name: Northern Alliance}\n"
        "  - {code: NORTH, name: Northern Front}\n"
        "events:\n"
        "  - {kind: statement-made, occurred: 2023, by: NORTH}\n",
        encoding="utf-8",
    )
    reading = pt.read(path)
    (finding,) = pt.check(reading)
    assert (finding.code, finding.file, finding.line) == ("PT172", str(path), 3)
    assert len(pt.History(reading).timeline(actor="NORTH")) == 1


def test_statements_of_another_file_are_held_against_themselves_with_its_lines(tmp_path: Path):
    own, talks = tmp_path / "own.yaml", tmp_path / "talks.yaml"
    own.write_text(CONTRADICTING, encoding="utf-8")
    talks.write_text(SAID, encoding="utf-8")
    apart = pt.check(pt.read(talks), actors=pt.read(own))
    assert [(f.code, f.file, f.line) for f in apart] == [
        ("PT173", str(own), 2),
        ("PT172", str(own), 4),
        ("PT173", str(own), 5),
        ("PT176", str(own), 6),
    ]
    history = pt.check(pt.History(pt.read(talks)), actors=pt.read(own))
    assert [(f.code, f.line) for f in history] == [(f.code, f.line) for f in apart]
    talks.write_text(CONTRADICTING + "events:\n" + SAID, encoding="utf-8")
    assert [(f.code, f.line) for f in pt.check(pt.read(talks))] == [(f.code, f.line) for f in apart]


def test_who_is_stated_in_the_events_is_known_to_the_statements_of_another_file():
    wing = named("WING", "Military wing", within="NORTH")
    codes = [f.code for f in pt.check([NORTH, said_by("WING")], actors=[wing])]
    assert codes == []


def test_who_became_nobody_but_itself_is_told():
    split = pt.ActorSplit(occurred="2023", actor="NORTH", into="NORTH")
    assert found(NORTH, split) == ["PT179"]
    merged = pt.ActorMerged(occurred="2023", actors="NORTH", into="NORTH")
    assert found(NORTH, merged) == ["PT179"]
    assert found(NORTH, pt.ActorSplit(occurred="2023", actor="NORTH", into="ARM")) == []


def test_a_blank_name_is_told_and_a_statement_of_ids_alone_is_not():
    assert found(NORTH, named("NORTH", " ", reported="2024")) == ["PT180"]
    assert found(NORTH, pt.ActorNamed(occurred="2023", actor="NORTH", names={})) == ["PT180"]
    ids = pt.ActorNamed(occurred="2023", actor="NORTH", names={}, ids={"ucdp-actor": "291"})
    assert found(NORTH, ids) == []


def test_many_names_of_one_time_are_told_as_a_few_and_how_many_more():
    many = [named("NORTH", f"Alliance {n}", id=f"e{n:02}") for n in range(20)]
    findings = [f for f in pt.check(many) if f.code == "PT172"]
    assert len(findings) == 3
    assert findings[-1].message.endswith("; and 16 more")


def test_a_hostile_register_is_checked_in_time():
    chain = [named(f"A{n}", f"Name {n}", organ_of=f"A{n + 1}") for n in range(3_000)]
    names = [named("NORTH", f"Alliance {n}", valid=f"{1000 + n}/..") for n in range(1_500)]
    start = time.process_time()
    codes = {f.code for f in pt.check([*chain, *names])}
    assert "PT173" not in codes
    assert time.process_time() - start < 4


NAMES = st.sampled_from(["One", "Two", "Three"])
DAYS = st.sampled_from([None, "1990", "1991", "1992", "1990/1991", "1991/..", "../1990"])


@given(st.lists(st.tuples(NAMES, DAYS, DAYS), max_size=7))
def test_something_contradicts_itself_where_any_two_statements_of_one_time_differ(drawn):
    several = [
        pt.ActorNamed(
            occurred=day or "1990", actor="A", names=name, valid=valid, reported="2024", id=f"e{n}"
        )
        for n, (name, valid, day) in enumerate(drawn)
    ]

    def at_once(one: pt.ActorNamed, other: pt.ActorNamed) -> bool:
        if one.valid is not None and other.valid is not None:
            return one.valid.overlaps(other.valid)
        return one.occurred.overlaps(other.occurred)

    differ = [
        (one.id, other.id)
        for one, other in combinations(several, 2)
        if one.names != other.names and at_once(one, other)
    ]
    told = [(c.first.id, c.last.id) for c in find_contradictions(several, lambda e: e.names)]
    assert set(told) <= set(differ)
    assert bool(told) is bool(differ)
    assert len({last for _, last in told}) == len(told)


@pytest.mark.parametrize("name", datasets.names())
def test_the_shipped_streams_say_nothing_of_actors_that_contradicts_itself(name: str):
    codes = {finding.code for finding in pt.check(datasets.load(name))}
    assert codes & ABOUT_ACTORS <= {"PT171"}
