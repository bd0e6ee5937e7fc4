"""PA-X: stages kept, periods as spans, prose kept whole and read only where it names an actor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pax_fixtures import agreement, by_key, codes, read
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.security import CeasefireDeclared, CeasefireExtended
from peacetalks.importers.builtin.pax_periods import period
from peacetalks.primitives.when import When


@pytest.fixture(scope="module")
def rows():
    return by_key("v10.csv")


def test_a_multiparty_agreement_is_signed_on_its_day(rows):
    event = agreement(rows["9001"])
    assert isinstance(event, AgreementStageReached)
    assert (event.id, event.agreement, event.stage) == ("pa-x:9001", "pa-x:9001", "signed")
    assert event.occurred == When("1994-05-12")


@pytest.mark.parametrize(
    ("key", "scope"),
    [
        ("9001", "process"),
        ("9002", "procedural"),
        ("9003", "ceasefire"),
        ("9007", "partial"),
        ("9008", "comprehensive"),
        ("9009", "implementation"),
        ("9010", "renewal"),
        ("9011", None),
    ],
)
def test_a_stage_is_what_an_agreement_settles(rows, key, scope):
    assert agreement(rows[key]).scope == scope


def test_stage_substage_status_process_and_version_are_kept_as_ids(rows):
    told = {one.scheme: one.id for one in agreement(rows["9001"]).external_ids}
    assert told == {
        "pa-x": "9001",
        "pa-x-process": "4",
        "pa-x-stage": "Pre",
        "pa-x-substage": "Prin",
        "pa-x-status": "Multiparty signed/agreed",
        "pa-x-version": "1",
        "ucdp-conflict": "388",
        "ucdp-peace-agreements": "1901",
        "pam": "77",
    }


def test_prose_stays_whole_and_names_the_parties_that_it_names(rows):
    event = agreement(rows["9001"])
    assert event.parties == ("ARM", "AZE")
    assert event.witnesses == ("RUS",)
    assert "B. Writer" in event.note
    assert "The bishop of a made-up town" in event.note


def test_a_slash_says_that_there_are_none_and_a_blank_says_nothing(rows):
    assert agreement(rows["9002"]).witnesses == ()
    assert agreement(rows["9004"]).parties == ()
    assert agreement(rows["9004"]).witnesses is None


def test_a_period_in_the_title_that_ends_on_the_day_is_a_span(rows):
    assert agreement(rows["9002"]).occurred == When("1994-06-12/1994-06-15")
    assert agreement(rows["9009"]).occurred == When("1998-05-30/1998-06-02")


def test_a_ceasefire_is_declared_beside_the_agreement(rows):
    _, ceasefire = rows["9003"].events
    assert isinstance(ceasefire, CeasefireDeclared)
    assert (ceasefire.id, ceasefire.parties) == ("pa-x:9003:ceasefire", ("ARM", "AZE"))


def test_what_is_related_to_a_ceasefire_declares_none_unless_it_extends_one(rows):
    assert isinstance(rows["9004"].events[1], CeasefireExtended)
    assert len(rows["9005"].events) == 1


def test_a_unilateral_document_is_signed_by_nobody_and_rests_on_the_word_of_its_party(rows):
    event, ceasefire = rows["9006"].events
    assert (event.stage, event.by, event.claimed_by) == ("unspecified", ("NK",), ("NK",))
    assert (ceasefire.announced_by, ceasefire.parties) == (("NK",), None)


def test_a_status_that_is_unclear_or_came_later_is_no_signature(rows):
    assert (agreement(rows["9009"]).stage, agreement(rows["9009"]).certainty) == (
        "unspecified",
        "provisional",
    )
    assert agreement(rows["9010"]).stage == "unspecified"


def test_a_status_or_stage_that_the_codebook_has_not_is_a_finding(rows):
    assert codes(rows["9011"]) == ["PT210"]
    assert codes(rows["9012"]) == ["PT210"]


def test_no_day_no_such_day_and_no_id_are_findings(rows):
    assert codes(rows["9013"]) == ["PT208"]
    assert codes(rows["9014"]) == ["PT204", "PT208"]
    assert codes(rows["no id"]) == ["PT202"]


def test_the_spelling_of_a_conflict_changes_neither_ids_nor_streams():
    old, new = read("v4.csv"), read("v10.csv")
    before = [(o.key, old.rule()(o.rows, old.context)) for o in old.outcomes()]
    after = [(o.key, new.rule()(o.rows, new.context)) for o in new.outcomes()][:3]
    assert before == after == [(f"900{n}", "pa-x-process-4") for n in (1, 2, 3)]


@pytest.mark.parametrize("name", ["v1.csv", "v4.csv", "v10.csv"])
def test_all_versions_are_recognised_and_tell_the_same(name):
    imported = read(name)
    events = [event for event in imported if event.id == "pa-x:9003:ceasefire"]
    assert [event.parties for event in events] == [("ARM", "AZE")]
    assert imported.format.name == "pa-x"


def test_a_row_without_ids_of_a_process_or_conflict_is_divided_by_its_names(rows):
    imported = read("v10.csv")
    told = {
        by: imported.rule(by)(rows["9008"].rows, imported.context) for by in imported.format.streams
    }
    assert told == {
        "process": "pa-x-process-not-stated",
        "conflict": "pa-x-georgia-abkhazia",
        "country": "pa-x-georgia-abkhazia",
    }
    assert imported.rule("country")(rows["9007"].rows, imported.context) == "GEO-RUS"


DAYS = st.dates(min_value=When("1990-01-01").earliest, max_value=When("2030-12-31").earliest)


@given(
    DAYS, DAYS, st.sampled_from(["-", " - ", "\N{EN DASH}", " to "]), st.sampled_from(["%B", "%b"])
)
def test_a_period_is_read_as_it_was_written(one, other, dash, month):
    first, last = sorted((one, other))
    if first == last:
        return
    span = f"{first.isoformat()}/{last.isoformat()}"
    forms = [
        f"{first.day} {first:{month} %Y}{dash}{last.day} {last:{month} %Y}",
        f"{first:{month}} {first.day}, {first:%Y}{dash}{last:{month}} {last.day}, {last:%Y}",
    ]
    if first.year == last.year:
        forms.append(f"{first.day} {first:{month}}{dash}{last.day} {last:{month}} {last:%Y}")
        forms.append(f"{first:{month}} {first.day}{dash}{last:{month}} {last.day}, {last:%Y}")
        if first.month == last.month:
            forms.append(f"{first.day}{dash}{last.day} {last:{month} %Y}")
            forms.append(f"{first:{month}} {first.day}{dash}{last.day}, {last:%Y}")
    for form in forms:
        assert period(f"Minutes of the talks ({form}), final", last.isoformat()) == span
        # A period that ends on another day is not the one that was stored.
        assert period(form, "1989-01-01") is None
        assert period(form, "2040-01-01") is None


@given(st.text(max_size=60), st.sampled_from(["1994-05-15", "2017-01-24"]))
def test_no_text_is_taken_for_a_period_that_does_not_end_on_the_day(text, last):
    found = period(text, last)
    assert found is None or found.endswith(f"/{last}")
