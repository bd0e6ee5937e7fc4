"""Find out which actor a name in a data set means, and which part of the name is not understood.

A name is resolved only if all of it is understood. The years of a reign, ``(2016-)``, say when
somebody ruled and not who acts, so they are left out. "Government of", "Military Forces of" and
the like, and the branches in ``organs.csv`` after a reign, are organs of a state: they act for it.
Any other rest is a different actor within the state: "Military Forces of Yemen (2016-) Supreme
Political Council" is not Yemen. A name that two actors have means neither of them.

``organs.csv`` in this package lists the branches, each with an actor of ACLED that has it, as
written in public copies of the data. What is not in the list ("Haftar Faction") is not an organ. A
branch that is missing there is merely shown separately from its state; a faction taken for a branch
would disappear.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Callable, Collection
from importlib import resources
from typing import Final, final

from attrs import frozen

from peacetalks.actors import Actor, Registry
from peacetalks.actors.spelling import likeness, plain
from peacetalks.importers.identifiers import slug

__all__ = [
    "Understood",
    "abbreviations",
    "part_of",
    "same_text",
    "understanding",
    "understood",
    "without_reign",
]

_REIGN: Final = re.compile(r"\s*\(\s*\d{4}\s*-\s*(?:\d{4})?\s*\)\s*")
_ORGAN: Final = re.compile(
    r"(Government|(?:Military|Police|Armed|Security) Forces) of (?:the )?(.+)", re.DOTALL
)
_ABBREVIATED: Final = frozenset({"organisation", "entity"})
"""Groups whose codes are the abbreviations that people write. Several armed groups share one
abbreviation, and the codes of states are the letters of ISO 3166-1."""
_BLANKS: Final = re.compile(r"\s+")
_TWO_NAMES: Final = re.compile(r"([^\s:]+):\s+(.*\S)", re.DOTALL)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_ALIKE: Final = 0.8
"""At least this likeness is needed for two spelt-out names to be spellings of one name."""


@final
@frozen
class Understood:
    """What could be understood of a name, and what could not.

    Attributes:
        code: the actor that the name, or its beginning, means; None if there is none, or several.
        organ: the organ of that actor that the name means, as "Air Force"; None: no organ.
        rest: the part that was not understood; empty if all of it was.
        candidates: the actors that the name can mean, if there are several.

    >>> Understood("YEM", rest="Supreme Political Council").whole is None
    True
    """

    code: str | None
    organ: str | None = None
    rest: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def whole(self) -> str | None:
        """The actor, if all of the name was understood."""
        return None if self.rest else self.code


def understood(
    name: str, registry: Registry, on: str | None = None, *, known: Collection[str] = ()
) -> Understood:
    """Return what can be understood of a name.

    Args:
        name: the name as a data set writes it.
        registry: the actors that are known.
        on: the day of the row.
        known: codes that are also names, such as abbreviations of organisations.

    >>> from peacetalks import world
    >>> air_force = understood("Military Forces of Russia (2000-) Air Force", world())
    >>> air_force.whole, air_force.organ
    ('RUS', 'Air Force')
    >>> council = understood("Military Forces of Yemen (2016-) Supreme Political Council", world())
    >>> council.code, council.rest, council.whole
    ('YEM', 'Supreme Political Council', None)
    >>> understood("Police Forces of Congo (1997-)", world()).candidates
    ('COD', 'COG')
    """
    whole = _whole_name(name.strip(), registry, on, known)
    if whole is not None:
        return whole
    if ":" in name:
        whole = _short_and_full(name.strip(), registry, on, known)
        if whole is not None:
            return whole
    if "(" not in name and " of " not in name:
        return Understood(None, rest=name)
    head, *tails = (piece.strip() for piece in _REIGN.split(name.strip()))
    plain = _BLANKS.sub(" ", " ".join(filter(None, (head, *tails))))
    if tails and plain:
        whole = _whole_name(plain, registry, on, known)
        if whole is not None:
            return whole
    return _organ(head, " ".join(filter(None, tails)), plain or name, registry, on, known)


def without_reign(name: str) -> str:
    """Return a name without the years of a reign.

    >>> without_reign("Taliban (1996-2001) Northland")
    'Taliban Northland'
    """
    return _REIGN.sub(" ", name).strip() or name


def _organ(
    head: str, tail: str, plain: str, registry: Registry, on: str | None, known: Collection[str]
) -> Understood:
    """Return what is understood of a name of an organ of a state, or of an actor within it."""
    organ = _ORGAN.fullmatch(head)
    if organ is None and not tail:
        return Understood(None, rest=plain)
    role, owner = (None, head) if organ is None else organ.groups()
    state = _whole_name(owner, registry, on, known)
    if state is None and not tail:
        owner, tail = _without_branch(owner)
        state = _whole_name(owner, registry, on, known) if tail else None
    if state is None or state.code is None:
        return Understood(None, rest=plain, candidates=state.candidates if state else ())
    branch = tail.strip("() ")
    if not branch:
        return Understood(state.code, organ=role)
    if branch.casefold() in _branches():
        return Understood(state.code, organ=branch)
    return Understood(state.code, rest=branch)


def _whole_name(
    name: str, registry: Registry, on: str | None, known: Collection[str]
) -> Understood | None:
    """Return the actor that a whole name means; None if no actor has it."""
    codes = _codes(name, registry, on, known)
    if not codes:
        return None
    return (
        Understood(codes[0]) if len(codes) == 1 else Understood(None, rest=name, candidates=codes)
    )


def _short_and_full(
    text: str, registry: Registry, on: str | None, known: Collection[str]
) -> Understood | None:
    """Return the actor that "ABBREVIATION: full name" means; None if neither is known."""
    pieces = _TWO_NAMES.fullmatch(text)
    if pieces is None:
        return None
    short, full = (_codes(piece, registry, on, known) for piece in pieces.groups())
    if not full:
        spelt_out = plain(pieces[2])
        full = short = tuple(code for code in short if _may_be(spelt_out, registry.get(code)))
    codes = tuple(code for code in full if code in short) if short else full
    if len(codes) == 1:
        return Understood(codes[0])
    either = tuple(sorted({*short, *full}))
    return Understood(None, rest=text, candidates=either) if either else None


def _codes(
    name: str, registry: Registry, on: str | None, known: Collection[str]
) -> tuple[str, ...]:
    return registry.meanings(name, on) or ((name,) if name in known else ())


def _may_be(spelt_out: str, actor: Actor | None) -> bool:
    """Whether an actor may have a spelt-out name that is not in the registry."""
    names = (actor.name, *actor.names) if actor is not None else ()
    others = [plain(_BRACKETS.sub("", name)) for name in names if " " in name]
    return not others or any(likeness(spelt_out, name) >= _ALIKE for name in others)


def _without_branch(text: str) -> tuple[str, str]:
    """Return a text and the branch at its end, which is empty if there is none."""
    for words in _branches():
        if text.casefold().endswith(f" {words}"):
            return text[: -len(words)].strip(), text[-len(words) :]
    return text, ""


@functools.cache
def _branches() -> frozenset[str]:
    text = resources.files("peacetalks.importers.actors").joinpath("organs.csv").read_text("utf-8")
    return frozenset(row["words"].casefold() for row in csv.DictReader(text.splitlines()))


def abbreviations(registry: Registry) -> frozenset[str]:
    """Return the codes of a registry that people write as names: "NATO", but not "AND".

    >>> from peacetalks import world
    >>> {"NATO", "AND"} & abbreviations(world())
    {'NATO'}
    """
    return frozenset(actor.code for actor in registry if actor.group in _ABBREVIATED)


def understanding(registry: Registry) -> Callable[[str, str | None], Understood]:
    """Return a cached version of ``understood`` for a registry, since many rows name the same.

    Args:
        registry: the actors that are known, with their abbreviations.
    """
    letters = abbreviations(registry)

    @functools.lru_cache(maxsize=1 << 14)
    def on_any_day(name: str) -> Understood:
        return understood(name, registry, known=letters)

    @functools.lru_cache(maxsize=1 << 14)
    def on_a_day(name: str, on: str) -> Understood:
        return understood(name, registry, on, known=letters)

    def understands(name: str, on: str | None) -> Understood:
        meaning = on_any_day(name)
        # A name that means no actor on any day means none on this day.
        is_unknown = meaning.code is None and not meaning.candidates
        return meaning if on is None or is_unknown else on_a_day(name, on)

    return understands


@functools.lru_cache(maxsize=1 << 12)
def part_of(code: str, name: str) -> str:
    """Return the code of an actor within another actor.

    >>> part_of("YEM", "Supreme Political Council")
    'YEM-SUPREME-POLITICAL-COUNCIL'
    """
    return f"{code}-{slug(name).upper()}"


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one name, ignoring case, accents and punctuation.

    >>> same_text("Al-Qaeda", "al qaeda"), same_text("Al-Qaeda", "Al-Qaida")
    (True, False)
    """
    return one == other or slug(one) == slug(other)
