"""What is stated about actors is held against itself; the facts stay, and what can be right is let be."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import datasets
from peacetalks.actors import Actor

ABOUT_ACTORS = {f"PT17{n}" for n in range(1, 9)}


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


@pytest.mark.parametrize("name", datasets.names())
def test_the_shipped_streams_say_nothing_of_actors_that_contradicts_itself(name: str):
    codes = {finding.code for finding in pt.check(datasets.load(name))}
    assert codes & ABOUT_ACTORS <= {"PT171"}
