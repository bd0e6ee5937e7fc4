"""Kinds with a field of every shape, or of some, new each time they are asked for."""

from itertools import count
from typing import Annotated, Literal

import attrs

import peacetalks as pt
from peacetalks.actors.code import Code, Codes
from peacetalks.events import Event
from peacetalks.primitives.identifiers import Area, Form, Slug

NUMBERS = count(1)


def check_short(text):
    if len(text) > 3:
        raise pt.InvalidEvent("not a short text", value=text)


SHORT = Form("a short text", check_short)


def fresh():
    """Return a new kind with a field of every shape."""

    @attrs.frozen
    class Part:
        code: Code
        days: tuple[pt.When, ...] = ()
        said: object = None

    @attrs.frozen(kw_only=True)
    class Described(Event):
        kind = f"described-{next(NUMBERS)}"
        thing: Slug
        short: Annotated[str, SHORT] | None = None
        who: Code | None = None
        by: Codes = ()
        several: tuple[Codes, ...] = ()
        where: Area | None = None
        word: Literal["yes", "no"] = "no"
        number: int | None = None
        share: float | None = None
        sure: bool | None = None
        day: pt.When | None = None
        days: tuple[pt.When, ...] = ()
        days_by_name: pt.FrozenMap[str, pt.When] = pt.FrozenMap()
        due: pt.When | pt.After | None = None
        either: int | pt.When | None = None
        anything: object = None
        labels: pt.FrozenMap[Code, str] = pt.FrozenMap()
        count: pt.Count | None = None
        part: Part | None = None
        parts: tuple[Part, ...] = ()
        guests: tuple[pt.Participant, ...] = ()
        quoted: tuple[Event, ...] = ()

    return Described


def stated(kind):
    """Return an event with a value in every field of its own."""
    part = attrs.fields_dict(kind)["part"].type.__args__[0]
    day = pt.When("2023")
    return kind(
        occurred="2031",
        thing="t",
        short="xyz",
        who="ARM",
        by=("ARM", "AZE"),
        several=(("EU",), ("FRA", "USA")),
        where="NK",
        word="yes",
        number=2,
        share=1,
        sure=True,
        day=day,
        days=(day, pt.When("2024-01")),
        days_by_name=pt.FrozenMap({"a": day}),
        due=pt.When("2025"),
        either=2023,
        anything=(1, pt.FrozenMap({"a": 2024})),
        labels=pt.FrozenMap({"RUS": "a"}),
        count=pt.Count.exactly(3),
        part=part("GEO", (day,), said=2022),
        parts=(part("IRN", (day,)), part("TUR")),
        guests=(pt.Participant("OSCE"), pt.Participant("UN")),
        quoted=(pt.MeetingHeld(id="m", occurred="2022", meeting="m"),),
    )


WRONG = {
    "thing": ["", "a b", 1],
    "short": ["longer"],
    "who": ["Armenia"],
    "by": [("ARM", "x"), "ARM"],
    "several": [(("ARM",), ("x",))],
    "where": [""],
    "word": ["maybe"],
    "number": [1.5, True, 1 << 63],
    "share": ["1", float("nan")],
    "sure": [1],
    "day": ["2023"],
    "days": [(pt.When("2023"), "2024")],
    "days_by_name": [pt.FrozenMap({"a": 1}), {"a": pt.When("2023")}],
    "due": [1],
    "either": ["2023", True],
    "anything": [[1], {1}],
    "labels": [pt.FrozenMap({"x": "y"}), pt.FrozenMap({"ARM": 1})],
    "count": [3],
    "part": [pt.Count.exactly(1)],
    "guests": [("UN",)],
    "quoted": [("m",)],
}


def with_fields(*names):
    """Return a new kind with some of the fields, and the event with their values."""
    whole = fresh()
    own = {
        name: attrs.field(type=field.type, default=field.default, kw_only=True)
        for name, field in attrs.fields_dict(whole).items()
        if name in names
    }
    name = f"With{next(NUMBERS)}"
    kind = attrs.make_class(
        name, own, bases=(Event,), frozen=True, slots=True, eq=False, repr=False
    )
    event = stated(whole)
    return kind(occurred="2031", **{name: getattr(event, name) for name in names})
