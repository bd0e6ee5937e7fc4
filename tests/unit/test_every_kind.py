"""What holds of every kind of fact, and of every part of a state, read off the lists."""

import copy
import importlib
import pickle
import typing
from pathlib import Path

import attrs
import pytest
from hypothesis.vendor.pretty import pretty

import peacetalks as pt
from peacetalks import events
from peacetalks.errors import InvalidEvent
from peacetalks.events import KINDS, Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.families import FAMILIES
from peacetalks.events.kinds import CORE, CoreEvent
from peacetalks.events.meetings import MeetingRefused
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.reducer.folding import NEGOTIATION, evolve, fold
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.tables import PUBLIC, TABLES
from peacetalks.values.count import Count
from peacetalks.values.facts import Participant, Reason
from stories import held, proposed, reached, refused, said

ALL = (*KINDS, UnknownEvent)
RANKS = Path(__file__).parents[1] / "golden" / "ranks_of_kinds.txt"
FILLED = {
    "agreement": "a",
    "stage": "signed",
    "area": "NK",
    "count": 7,
    "measure": {"casualties-reported": "killed", "relations-measure-taken": "sanctions"},
    "how": "fulfilled",
    "judgement": "progress",
    "status": "fulfilled",
    "mediator": "USA",
    "monitor": "EU",
    "actor": "AZE",
    "actors": ("DDR", "DEU"),
    "into": "DEU",
    "duplicates": ("x", "y"),
    "payload": {"tags": ["a", {"b": 1}]},
    "replacement": MeetingRefused(id="x", occurred="2023", meeting="m"),
    "expected": "refused",
    "period": "2030",
    "complete": "complete",
    "raw": '{"kind":"summit-livestreamed"}',
}


def made(kind, **more):
    """Return a fact of a kind, with no more than the fields it needs."""
    needed = [f.alias for f in attrs.fields(kind) if f.default is attrs.NOTHING]
    given = {name: FILLED.get(name, "x") for name in needed if name != "occurred"}
    if isinstance(given.get("measure"), dict):
        given["measure"] = given["measure"][kind.kind]
    return kind(occurred="2023-11-16", **given, **more)


def named(kind):
    return kind.kind


every_kind = pytest.mark.parametrize("kind", ALL, ids=named)


# The lists


def test_the_union_is_the_list_and_the_unknown():
    assert set(typing.get_args(CoreEvent)) == {*KINDS, UnknownEvent}
    assert len(typing.get_args(CoreEvent)) == len(KINDS) + 1


def test_the_vocabulary_is_the_list_in_its_order():
    assert CORE.kinds == KINDS
    assert CORE.tags == tuple(kind.kind for kind in KINDS)
    assert len(set(CORE.tags)) == len(KINDS)


def test_a_kind_that_is_added_changes_no_rank_between_the_kinds_of_the_first_build():
    first = RANKS.read_text(encoding="utf-8").split()
    assert [tag for tag in CORE.tags if tag in set(first)] == first


def test_every_kind_that_is_defined_is_in_the_list():
    public = {getattr(events, name) for name in events.__all__}
    kinds = {x for x in public if isinstance(x, type) and issubclass(x, Event)} - {Event}
    assert kinds == set(ALL)


def test_every_kind_has_a_handler_and_nothing_else_has():
    assert set(NEGOTIATION) == set(ALL)


@every_kind
def test_every_kind_stands_in_the_module_of_its_family(kind):
    module = importlib.import_module(f"peacetalks.events.{kind.family}")
    assert kind.__name__ in module.__all__
    assert getattr(module, kind.__name__) is kind


def test_the_families_list_every_kind_once_and_in_order():
    assert tuple(kind for family in FAMILIES for kind in family.kinds) == KINDS
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    assert all(kind.family == family.name for family in FAMILIES for kind in family.kinds)


def test_a_kind_of_ones_own_is_in_the_family_other_unless_it_says_which():
    @attrs.frozen(kw_only=True)
    class SummitLivestreamed(Event):
        url: str

    @attrs.frozen(kw_only=True)
    class SummitPhotographed(Event):
        family: typing.ClassVar[str] = "meetings"

    assert (SummitLivestreamed.family, SummitPhotographed.family) == ("other", "meetings")
    assert "other" not in {family.name for family in FAMILIES}


@every_kind
def test_every_kind_is_final_documented_and_names_no_field_kind(kind):
    assert getattr(kind, "__final__", False)
    assert kind.__doc__
    assert "kind" not in attrs.fields_dict(kind)
    documented = kind.__doc__.partition("Attributes:")[2]
    own = {f.name for f in attrs.fields(kind)} - {f.name for f in attrs.fields(Event)}
    assert not [name for name in own if f"{name}: " not in documented]


# Each kind


@every_kind
def test_every_kind_refuses_to_be_set_or_deleted(kind):
    event = made(kind)
    for name in (*(f.name for f in attrs.fields(kind)), "kind", "schema", "id", "anything"):
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            setattr(event, name, "x")
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            delattr(event, name)
    assert event == made(kind)


@every_kind
def test_every_kind_has_slots_and_no_room_for_more(kind):
    event = made(kind)
    assert not hasattr(event, "__dict__")
    with pytest.raises(TypeError):
        vars(event)


@every_kind
def test_every_kind_is_hashable_and_equal_by_what_it_says(kind):
    assert len({made(kind), made(kind)}) == 1
    assert made(kind) != made(kind, certainty="provisional")
    assert made(kind) != made(kind, id="own")
    assert made(kind).id == made(kind, note="no part of the fact").id


@every_kind
def test_every_kind_pickles_and_copies_to_an_equal_one(kind):
    event = made(kind, id="own", claimed_by="AZE", place="Granada", note="n")
    computed = made(kind)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        for one in (event, computed):
            again = pickle.loads(pickle.dumps(one, protocol))  # our own bytes
            assert again == one
            assert (again.id, hash(again)) == (one.id, hash(one))
    assert copy.copy(event) == copy.deepcopy(event) == event


@every_kind
def test_every_kind_evolves_into_a_copy_and_keeps_the_rest(kind):
    event = made(kind, note="n")
    changed = attrs.evolve(event, certainty="provisional", speaker="I. Aliyev")
    assert (event.certainty, changed.certainty, changed.note) == ("reported", "provisional", "n")
    assert changed.id != event.id
    assert attrs.evolve(event) == event
    assert attrs.evolve(changed, certainty="reported", speaker=None).id == event.id


@every_kind
def test_every_kind_refuses_an_unknown_field_with_a_hint(kind):
    with pytest.raises(InvalidEvent, match="did you mean 'certainty'"):
        made(kind, certanty="reported")
    with pytest.raises(InvalidEvent, match=f"{kind.__name__} has no field 'zzz'"):
        made(kind, zzz=1)


@every_kind
def test_every_kind_says_which_field_is_missing(kind):
    needed = [f.alias for f in attrs.fields(kind) if f.default is attrs.NOTHING]
    with pytest.raises(InvalidEvent, match=f"{kind.__name__} needs '{needed[0]}'"):
        kind()


@every_kind
def test_every_kind_takes_its_fields_by_name_only(kind):
    with pytest.raises((TypeError, InvalidEvent)):
        kind("2023")


@every_kind
def test_every_kind_keeps_nothing_that_can_change(kind):
    event = made(kind, claimed_by=["ARM", "AZE"], basis=["a"], sources=[], external_ids=[])
    immutable = (str, int, float, bool, tuple, FrozenMap, type(None))
    for field in attrs.fields(kind):
        value = getattr(event, field.name)
        assert isinstance(value, immutable) or type(value).__module__.startswith("peacetalks")
        hash(value)


@every_kind
def test_every_kind_folds_alone_and_onto_itself(kind):
    event = made(kind)
    once = fold([event])
    assert evolve(once, event) == fold([event, event])
    assert once.summary()


def test_a_correction_holds_an_event_and_nothing_else():
    with pytest.raises(InvalidEvent):
        EventCorrected(occurred="2023", target="x", replacement={"kind": "meeting-refused"})


# Values given in other forms


@pytest.mark.parametrize("codes", ["AZE", ["AZE"], ("AZE",)])
def test_one_code_may_stand_where_several_may(codes):
    assert refused(codes) == refused("AZE")


@pytest.mark.parametrize("wrong", ["azerbaijan", "Azerbaijan", "", " AZE", ("AZE", "aze"), 5])
def test_what_is_no_code_is_refused_with_the_field(wrong):
    with pytest.raises(InvalidEvent, match=r"\$\.by"):
        refused(wrong)


@pytest.mark.parametrize(
    ("fields", "said_so"),
    [
        ({"reasons": "mediator_bais"}, "did you mean 'mediator_bias'"),
        ({"certainty": "provisonal"}, "did you mean 'provisional'"),
        ({"by": "Azerbaijn"}, "did you mean 'AZE'"),
    ],
)
def test_a_misspelt_word_is_refused_with_the_one_that_was_meant(fields, said_so):
    with pytest.raises(InvalidEvent, match=said_so):
        refused(**{"by": "AZE", **fields})


def test_silence_and_none_at_all_are_not_the_same():
    assert refused(alternatives_offered=None) != refused(alternatives_offered=())


# Parts


def test_the_tables_of_a_state_are_the_tables_of_the_list():
    fields = [f.name for f in attrs.fields(Parts)]
    assert fields == list(TABLES.values())
    assert set(TABLES) == set(PUBLIC)


@pytest.mark.parametrize("draft", TABLES, ids=lambda draft: draft.__name__)
def test_the_public_part_is_its_draft_and_has_no_field_more(draft):
    public = PUBLIC[draft]
    assert public.__mro__[1] is draft
    assert [f.name for f in attrs.fields(public)] == [f.name for f in attrs.fields(draft)]
    assert draft.__name__ == f"{public.__name__}Draft"
    documented = (public.__doc__ or "").partition("Attributes:")[2]
    own = {f.name for f in attrs.fields(public)} - {"_because"}
    assert not [name for name in own if f"{name}: " not in documented]


FACTS = [
    proposed(mediators="USA", planned_for="2023-11-20", act="x"),
    refused(reasons=Reason("mediator_bias", against="USA")),
    held([*"AB", Participant("EU", "mediator")], meeting="other"),
    reached("signed", part_of="whole", parties=("ARM", "AZE")),
    said("2024-01-02", by="ARM"),
    *(made(kind) for kind in KINDS),
]


def parts():
    return [part for _, _, part in fold(FACTS).parts]


def test_the_facts_of_these_tests_leave_parts_in_every_table():
    assert {table for table, _, _ in fold(FACTS).parts} == set(TABLES.values())


@pytest.mark.parametrize("part", parts(), ids=lambda part: type(part).__name__)
def test_a_frozen_part_refuses_every_write(part):
    event = said("2024-06-01")
    frozen = attrs.exceptions.FrozenInstanceError
    kept = (repr(part), part.writers)
    for field in attrs.fields(type(part)):
        with pytest.raises(frozen):
            setattr(part, field.name, None)
        with pytest.raises((frozen, AttributeError)):
            delattr(part, field.name)
    for write in (
        lambda: part.write(event, since=event.occurred),
        lambda: part.write(event),
        lambda: part.clear(event, "since"),
        lambda: part.credit(event, "x"),
        lambda: part.remember({}),
    ):
        with pytest.raises(frozen):
            write()
    part.writers.clear()
    assert (repr(part), part.writers) == kept


@pytest.mark.parametrize("part", parts(), ids=lambda part: type(part).__name__)
def test_a_part_is_hashable_picklable_and_names_the_facts_behind_it(part):
    assert hash(part) == hash(pickle.loads(pickle.dumps(part)))  # our own bytes
    assert pickle.loads(pickle.dumps(part)).because == part.because
    assert part.because
    assert all(fact in FACTS for fact in part.because)


def test_parts_are_equal_by_what_they_say_and_not_by_who_said_it():
    first, second = refused(id="first"), refused(id="second")
    assert fold([first]).meeting("m") == fold([second]).meeting("m")
    assert fold([first]).meeting("m").because != fold([second]).meeting("m").because


def test_a_state_refuses_to_be_written():
    state = fold(FACTS)
    for name in (f.name for f in attrs.fields(type(state))):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(state, name, None)
    for table in TABLES.values():
        with pytest.raises(TypeError):
            getattr(state.parts, table)["x"] = None
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(state.parts, table, FrozenMap())


def test_going_on_from_a_state_leaves_it_as_it_was():
    before = fold(FACTS)
    shown, hashed = repr(before), hash(before)
    writers = [part.writers for _, _, part in before.parts]
    for event in FACTS:
        evolve(before, event)
    fold(FACTS, initial=before)
    assert (repr(before), hash(before)) == (shown, hashed)
    assert [part.writers for _, _, part in before.parts] == writers


def test_a_part_that_was_not_touched_is_shared_and_not_copied():
    before = fold(FACTS)
    after = evolve(before, refused(meeting="new"))
    assert after.meeting("other") is before.meeting("other")


def test_a_count_of_a_fact_is_a_count():
    assert isinstance(made(events.CasualtiesReported).count, Count)
    assert issubclass(type(parts()[0]), Part)


def test_an_event_is_printed_as_the_python_that_makes_it_without_what_is_not_told():
    told = held(("ARM", "AZE"), id="e1", sources=pt.Source("x.org", published="2023-11-21"))
    text = repr(told)
    assert text == (
        "MeetingHeld(occurred='2023-11-20', id='e1', "
        "sources=(Source(publisher='x.org', published='2023-11-21'),), meeting='m', "
        "participants=(Participant(actor='ARM'), Participant(actor='AZE')))"
    )
    assert eval(text, vars(pt).copy()) == told  # noqa: S307 # our own text
    correction = pt.correct(told, corrected_on="2023-12-01", level="leaders")
    assert eval(repr(correction), vars(pt).copy()) == correction  # noqa: S307 # our own text


def test_hypothesis_prints_an_event_as_short_as_repr_does():
    told = held()
    assert pretty(told) == repr(told)
    assert pretty([told]) == f"[{told!r}]"
