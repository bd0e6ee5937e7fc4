"""Facts stay on record until the last word about their thing, as the class of their kind declares."""

from typing import ClassVar

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import codec, frames
from peacetalks.errors import InvalidVocabulary
from peacetalks.events import KINDS
from peacetalks.history.explanation import address
from peacetalks.reducer import record
from peacetalks.testing import laws, strategies
from stories import flat

SIDES = ["ARM", "AZE"]


@attrs.frozen(kw_only=True)
class PanelNamed(pt.Event):
    """It has one thing, and a line made of all its fields."""

    last_word: ClassVar[tuple[str, ...]] = ("panel",)

    panel: str
    members: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class RoundSummed(pt.Event):
    """Its thing has a number, a day and actors, and need not be stated."""

    last_word: ClassVar[tuple[str, ...]] = ("round", "day", "claimed_by", "hosts")
    brief_line: ClassVar[str] = "round {round} summed[ for {hosts}]: {words|claimed_by}"

    round: int | None = None
    day: pt.When | None = None
    hosts: tuple[pt.Participant, ...] = ()
    words: str | None = None


@attrs.frozen(kw_only=True)
class BellRung(pt.Event):
    """It has no last word."""

    tower: str


OWN = (PanelNamed, RoundSummed, BellRung)
LASTING = tuple(kind for kind in KINDS if kind.last_word)
ALL = pt.CORE.with_kinds(*OWN)
every_kind = pytest.mark.parametrize("kind", [*LASTING, *OWN], ids=lambda kind: kind.kind)


@st.composite
def repeated(draw, kind):
    """Draw facts of a kind, several of them about one thing."""
    facts = draw(st.lists(strategies.events(kind, actors=SIDES), min_size=1, max_size=6))
    told = []
    for number, fact in enumerate(facts):
        like, turned = draw(st.sampled_from(facts)), draw(st.booleans())
        thing = {name: getattr(like, name) for name in kind.last_word}
        if turned:
            thing = {n: v[::-1] if isinstance(v, tuple) else v for n, v in thing.items()}
        told.append(attrs.evolve(fact, id=f"e{number}", act=None, **thing))
    return told


def expected(facts):
    """Return the ids of the facts on record: of those about one thing, the last."""
    last = {}
    for fact in facts:
        thing = [getattr(fact, name) for name in type(fact).last_word]
        named = bool(thing) and thing[0] is not None
        key = tuple(frozenset(v) if isinstance(v, tuple) else v for v in thing)
        last[key if named else fact.id] = fact.id
    return sorted(last.values())


def on_record(state):
    return sorted(part.event.id for part in state.parts.on_record.values())


def keeps_the_last_word(kind, **how):
    """Check every way to a state against the model."""

    @settings(**{"max_examples": 20, **how})
    @given(repeated(kind))
    def law(facts):
        assert on_record(pt.fold(facts)) == expected(facts)
        state = pt.NegotiationState()
        for fact in facts:
            state = pt.evolve(state, fact)
        assert on_record(state) == expected(facts)
        history = pt.History(facts[:-1], vocabulary=ALL)
        assert on_record(history.state()) == expected(history.effective().events)
        history.extend(facts[-1:])
        assert on_record(history.state()) == expected(history.effective().events)

    law()


@every_kind
def test_no_fact_stays_on_record_after_the_last_word_and_no_other_fact_is_lost(kind):
    keeps_the_last_word(kind)


def keeping_all(draft, event):
    """Keep every fact, as if no kind had a last word."""
    return kept_with(draft, event, lambda fact: (fact.id,))


def naming_no_thing(draft, event):
    """Take facts that do not name their thing for facts about one thing."""
    return kept_with(
        draft, event, lambda fact: tuple(map(fact.__getattribute__, fact.last_word)) or (fact.id,)
    )


def kept_with(draft, event, key):
    part = draft.part(
        record.OnRecordDraft, (event.kind, *key(event)), event.kind, key(event), event
    )
    part.event = event
    return draft


@pytest.mark.parametrize(
    ("name", "bug", "kind"),
    [
        ("folding.keep", keeping_all, PanelNamed),
        ("folding.keep", naming_no_thing, RoundSummed),
        ("record._unordered", lambda value: value, RoundSummed),
    ],
)
def test_the_law_catches_planted_bugs(name, bug, kind, monkeypatch):
    monkeypatch.setattr(f"peacetalks.reducer.{name}", bug)
    with pytest.raises(AssertionError):
        keeps_the_last_word(kind, max_examples=300, phases=[Phase.generate])


@pytest.mark.parametrize("kind", OWN)
def test_a_kind_of_ones_own_holds_the_laws_of_kinds(kind, monkeypatch):
    laws.check_kind(kind, max_examples=10)
    if kind is not BellRung:
        monkeypatch.setattr("peacetalks.reducer.folding.keep", keeping_all)
        with pytest.raises(laws.BrokenLaw, match="do not stay on record"):
            laws.check_kind(kind, max_examples=100)


FIRST = PanelNamed(id="first", occurred="2023-01-01", panel="lake", members=("A",))
SECOND = PanelNamed(id="second", occurred="2023-02-01", panel="lake", members=("B", "C"))
ROUND = RoundSummed(
    id="sum", occurred="2023-02-03", round=3, day=pt.When("2023-02"), hosts=(pt.Participant("ARM"),)
)
HISTORY = pt.History([FIRST, SECOND, ROUND], vocabulary=ALL)


def test_no_answer_lacks_the_thing_of_a_kind_of_ones_own():
    state = HISTORY.state()
    where = "on_record/panel-named/lake"
    before, after = pt.Viewpoint(on="2023-01-15"), pt.Viewpoint(on="2023-02-15")
    assert HISTORY.why(where).events == (SECOND,)
    changed = {each.title for each in HISTORY.diff(before, after).differences}
    assert changed == {where, "on_record/round-summed/3/2023-02/none/Armenia"}
    assert where in {address("on_record", key) for key in state.parts.on_record}
    rows = frames.parts(state, "on_record").rows()
    assert [row["because"] for row in rows] == [["second"], ["sum"]]
    assert pt.schema(ALL)["$defs"]["panel-named"]["properties"].keys() >= {"panel", "members"}
    assert list(codec.loads(codec.dumps(HISTORY.events), vocabulary=ALL)) == [FIRST, SECOND, ROUND]


def test_the_brief_prints_the_last_word_once_and_no_word_before_it():
    brief = flat(FIRST, SECOND)
    assert brief.count("panel named") == 1
    assert "2023-02-01 panel named: panel lake, members B and C" in brief


@pytest.mark.parametrize("kind", [k for k in KINDS if k.brief_line], ids=lambda kind: kind.kind)
def test_the_line_of_a_kind_is_printed_once(kind):
    needed = {f.name for f in attrs.fields(kind) if f.default is attrs.NOTHING} - {"occurred"}
    event = kind(occurred="2023-02-01", **dict.fromkeys(needed, "AZE"))
    assert flat(event).count(f"2023-02-01 {kind.kind.replace('-', ' ')}") == 1


def test_a_line_names_actors_leaves_out_what_is_not_stated_and_says_so_elsewhere():
    told = attrs.evolve(ROUND, words="one_word", claimed_by="AZE")
    assert "round 3 summed for ARM: one word" in flat(told)
    assert "round 3 summed: Azerbaijan (claimed by" in flat(
        attrs.evolve(told, hosts=(), words=None)
    )
    assert "round not stated summed: not stated" in flat(RoundSummed(occurred="2023"))


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (
            {"last_word": ("pannel",)},
            "last_word: not a field: 'pannel'; hint: did you mean 'panel'?",
        ),
        ({"last_word": (3,)}, "last_word: not a field: 3"),
        ({"last_word": "panel"}, "last_word: not a tuple of fields: 'panel'; hint: ('panel',)"),
        ({"last_word": ["panel"]}, "last_word: not a tuple of fields: ['panel']"),
        ({"last_word": ("seat",)}, "'seat' alone may not be stated; hint: ('seat', 'claimed_by')"),
        ({"brief_line": "panel {pannel}"}, "brief_line: not a field: 'pannel'"),
        ({"brief_line": "panel {panel|set}"}, "not a field: 'set'; hint: did you mean 'seat'?"),
        ({"brief_line": "panel {panel"}, "brief_line: not a line: 'panel {panel'; accepted: text"),
        ({"brief_line": "panel[ {panel!r}]"}, "brief_line: not a line"),
        ({"brief_line": "panel[[ {panel}]]"}, "brief_line: not a line"),
        ({"brief_line": 3}, "brief_line: not a line: 3"),
        ({"last_word": attrs.field(default=(), type=tuple[str, ...])}, "a field may not be named"),
        ({"brief_line": attrs.field(default="", type=str)}, "may not be named 'brief_line'"),
    ],
)
def test_a_slip_in_a_declaration_is_an_error_of_the_class(declared, told):
    fields = {"panel": attrs.field(type=str), "seat": attrs.field(default=None, type=str | None)}
    body = {
        name: value for name, value in declared.items() if type(value) in {tuple, str, list, int}
    }
    fields |= {name: value for name, value in declared.items() if name not in body}
    with pytest.raises(InvalidVocabulary) as caught:
        attrs.make_class("Slip", fields, (pt.Event,), class_body=body, frozen=True, kw_only=True)
    assert told in str(caught.value)
