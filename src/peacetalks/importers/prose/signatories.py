r"""Who signed, as a list of signatories says it: parties by their names, and what was not read.

The list is taken apart before anybody is looked up. Its grammar, as published lists have it::

    list     = line*                          one a line, or set off by ";" or bullets
    line     = opening names [persons]        "For the Front: A. Writer", "AND: the Front"
             | names ":" [persons]            "Delegation of the Front:"
             | names "represented by" persons "the Front, represented by A. Writer"
             | person "for" names             "A. Writer, for the Front"
             | person "," office              "A. Writer, President of Georgia"
             | names                          "Georgia, Russia and the Front"
             | witnessing                     "In the presence of:", third parties from here on
    names    = name (("," | "and" | "/" | " - ") name)*

Persons sign for the party that was named last. What can be a party, and is not surely one, is
*left*: a list with something left is not whole.
"""

from __future__ import annotations

import functools
import re
from typing import Final, final

from attrs import frozen

from peacetalks.importers.prose.groups import abbreviates, is_initials
from peacetalks.importers.prose.lines import (
    is_outside_brackets,
    lines,
    split_outside_brackets,
)
from peacetalks.importers.prose.lists import names, without_joint
from peacetalks.importers.prose.persons import cut_before_person, words_of
from peacetalks.importers.prose.pieces import Piece, Sort, piece
from peacetalks.importers.prose.speakers import Known, bare, known_before_person
from peacetalks.importers.prose.vocabulary import (
    AND,
    COMMENTS,
    GROUPS,
    HEADERS,
    OPENING,
    PERSON_FOLLOWS,
    PLACED,
    SIGNS_FOR,
    WITNESSING,
    folded,
)

__all__ = ["Signatories", "read_signatories"]

_DASH: Final = re.compile(r"\s+-+\s+")
_BY: Final = re.compile(r"\b(?:by|between|for)\b", re.IGNORECASE)
_PERSONS: Final[frozenset[Sort]] = frozenset({"person", "perhaps"})
_OFFICES: Final[frozenset[Sort]] = frozenset({"office", "unclear"})
_ROLE: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_MOST_HARMLESS: Final = 8
_LONGEST: Final = 2000
"""Longer lines are no list: to take them apart takes the square of their length."""


@final
@frozen
class Signatories:
    """What was read of a list of signatories.

    Attributes:
        names: the parties, by the names that the list has, in its order, each once.
        left: what can be a party and was not read, in its order.
    """

    names: tuple[str, ...]
    left: tuple[str, ...]


def read_signatories(text: str, knows: Known, *, third: bool = False) -> Signatories:
    r"""Return the parties of a list, and what of it was not read.

    Args:
        text: the list.
        knows: whether the registry has a name.
        third: whether it is a list of third parties: "Witnesses:" opens what is asked for.

    >>> knows = {"Georgia", "Peru"}.__contains__
    >>> read_signatories("For Georgia: A. Writer;\r\nFor the Hill Front: B. Writer", knows).names
    ('Georgia', 'Hill Front')
    >>> read_signatories("Peru, A. Writer, someone else", knows)
    Signatories(names=('Peru',), left=('someone else',))
    """
    known = functools.cache(knows)
    reader = _Reader(known, third=third)
    for line in lines(text, known):
        reader.read(line)
    reader.end()
    return Signatories(tuple(reader.names), tuple(reader.left))


@final
class _Reader:
    """Reads line by line, and knows for whom the persons of the next one sign."""

    def __init__(self, knows: Known, *, third: bool) -> None:
        self.knows = knows
        self.third = third
        self.names: dict[str, None] = {}
        self.left: dict[str, None] = {}
        self.is_open = False
        """Whether a party was named before, and nobody yet who signs for it: persons can follow."""
        self.is_marked = False
        """Whether it was named as one whose persons follow ("For the Front:")."""
        self.is_witnessing = False
        self.waiting: list[tuple[str, bool]] = []
        """Persons of whom nothing says yet for whom they sign; and if they surely are persons."""

    def read(self, line: str) -> None:
        """Read a line."""
        if (
            len(line) > _LONGEST
            or COMMENTS.search(line)
            or (PLACED.match(line) and _BY.search(line))
        ):
            self.leave(line)
        elif self.third:
            self.line(_without_roles(line))
        elif WITNESSING.match(line):
            self.end()
            self.is_witnessing = True
        elif not self.is_witnessing:
            self.line(line)
        elif OPENING.match(line):
            self.leave(line)

    def end(self) -> None:
        """Leave the persons of whom nothing said for whom they sign."""
        self.left.update(dict.fromkeys(text for text, _ in self.waiting))
        self.waiting.clear()

    def leave(self, text: str) -> None:
        """Keep what can be a party and is not read."""
        self.end()
        self.left[text] = None

    def take(self, found: list[Piece], *, marked: bool) -> None:
        """Take parties; one person who waits signs for them."""
        is_office = found[0].sort == "office"
        if len(self.waiting) > 1 or not all(is_office or is_sure for _, is_sure in self.waiting):
            self.end()
        self.waiting.clear()
        for one in found:
            if one.sort == "unsigned":
                self.leave(f"{one.name} (unsigned)")
            elif one.name is not None:
                self.names[one.name] = None
        self.is_open = marked or not is_office
        self.is_marked = marked

    def line(self, line: str) -> None:
        """Read a line of signatories."""
        header = HEADERS.match(line)
        text = (
            without_joint(line[header.end() :] if header else line)
            if not OPENING.match(line)
            else line
        )
        if not text or PLACED.match(text):
            return
        opening = OPENING.match(text)
        signed = PERSON_FOLLOWS.search(text)
        before, colon, after = (part.strip() for part in text.partition(":"))
        if opening:
            self.opened(text[opening.end() :])
        elif signed and signed.start():
            self.named(text[: signed.start()], text[signed.end() :], text)
        elif colon:
            self.headed(before, after, text)
        else:
            self.plain(text)

    def opened(self, text: str) -> None:
        """Read what stands behind an opening: names, then persons."""
        signed = PERSON_FOLLOWS.search(text)
        before, _, after = text.partition(":")
        if signed and 0 < signed.start() <= len(before):
            before, after = text[: signed.start()], text[signed.end() :]
        self.named(before.strip(), after.strip(), text, opened=True)

    def named(self, before: str, after: str, whole: str, *, opened: bool = False) -> None:
        """Take the names before a mark, and look for others among the persons behind it."""
        pieces = split_outside_brackets(before)
        found = names(before, self.knows, opened=opened)
        if found is not None:
            pieces = []
        elif pieces:
            found = names(pieces[0], self.knows, opened=opened) or self.with_person(pieces[0])
        if found is None:
            self.leave(whole)
            self.is_open = False
            return
        self.take(found, marked=True)
        self.members(pieces[1:], listed=True)
        self.members(split_outside_brackets(after), listed=False)

    def with_person(self, text: str) -> list[Piece] | None:
        """Return the name with which a text begins that goes on with a person."""
        head = cut_before_person(text)
        if head != text:
            return names(head, self.knows, opened=True)
        known = known_before_person(text, self.knows)
        if known is not None:
            return [Piece("name", known)]
        first, _, rest = text.partition(" ")
        if is_initials(first) and piece(rest, self.knows).sort in _PERSONS:
            return names(first, self.knows, opened=True)
        return None

    def is_new(self, found: list[Piece]) -> bool:
        """Whether there is a name among some that is not of a party taken before."""
        return any(one.name is not None and not self.is_taken(one.name) for one in found)

    def is_taken(self, name: str) -> bool:
        """Whether a party of a name was taken, or one whose name it abbreviates or is a part of."""
        if name in self.names or not is_initials(name):
            return name in self.names
        return any(name in taken or abbreviates(name, words_of(taken)) for taken in self.names)

    def members(self, pieces: list[str], *, listed: bool) -> None:
        """Read what stands behind the name of a party: its persons and offices, or other parties."""
        for text in pieces:
            one = piece(text, self.knows)
            found = names(without_joint(text), self.knows)
            if found is not None and listed:
                self.take(found, marked=True)
            elif (
                self.is_new(found or [one])
                or (found is None and (":" in text or PERSON_FOLLOWS.search(text)))
                or (found is None and self.may_be_party(one, text, is_marked=True))
            ):
                self.leave(text)

    def headed(self, before: str, after: str, whole: str) -> None:
        """Read a line with a colon: a party and its persons, or an office and who has it."""
        one = piece(before, self.knows)
        found = names(before, self.knows)
        if one.sort in _OFFICES:
            if one.name is not None and one.name not in self.names:
                self.take([one], marked=False)
            elif one.name is None and not self.is_marked:
                self.leave(whole)
        elif found is not None:
            self.take(found, marked=True)
            self.members(split_outside_brackets(after), listed=False)
        elif not (self.is_marked and after and one.sort in _PERSONS):
            self.leave(whole)
            self.is_open = False

    def plain(self, line: str) -> None:
        """Read a line without marks: names, or persons and for whom they sign."""
        if not (self.is_marked or is_outside_brackets(line, len(line))):
            self.leave(line)  # a list in brackets that was cut in pieces
            return
        if self.is_marked and piece(line, self.knows).sort in _PERSONS:
            return
        found = names(line, self.knows)
        if found is not None:
            if self.is_marked and self.is_new(found):
                self.leave(line)
            else:
                self.take(found, marked=self.is_marked)
            return
        found = self.signed_for(line)
        if found is not None:
            self.take(found, marked=False)
            self.is_open = False
            return
        sides = [part for part in _DASH.split(line) if part]
        is_pair = len(sides) == 2  # noqa: PLR2004 # a person, and for whom he signs
        self.pieces(sides if is_pair else split_outside_brackets(line), is_pair=is_pair)

    def signed_for(self, line: str) -> list[Piece] | None:
        """Return for whom a person signs: "A. Writer, for the Front"; None: not said so."""
        for found in SIGNS_FOR.finditer(line):
            before = split_outside_brackets(line[: found.start()])
            sorts = {piece(text, self.knows).sort for text in before}
            if not is_outside_brackets(line, found.start()) or not sorts <= _PERSONS | _OFFICES:
                continue
            is_alone = len(before) == 1 and sorts <= _PERSONS
            behind = line[found.end() :].lstrip(": ")
            if not is_alone and self.knows(bare(behind, self.knows)):
                return None  # an envoy for a state is somebody else's
            return names(behind, self.knows, opened=is_alone)
        return None

    def offices(self, text: str) -> list[str]:
        """Return the offices of which a text is made: "President of Georgia and President of Peru"."""
        for joint in AND.finditer(text):
            before, after = text[: joint.start()], text[joint.end() :]
            first, second = piece(before, self.knows), piece(after, self.knows)
            if second.sort == "office" and second.name is not None:
                if first.sort != "office":
                    return [before, after]
                if first.name is not None:
                    return [before, *self.offices(after)]
        return [text]

    def pieces(self, pieces: list[str], *, is_pair: bool) -> None:
        """Read pieces that nothing opens: names, persons, offices."""
        is_named = self.is_open
        persons: list[tuple[str, bool]] = []
        was_open, is_signed = self.is_open, False
        for text in (part for whole in pieces for part in self.offices(whole)):
            one = piece(text, self.knows)
            found = self.names_in(text, one)
            if persons and (found is not None or one.name is not None):
                self.end()  # the party is that of the persons of this line
            if found is not None:
                unsure = [who for who, is_sure in persons if not (is_sure or is_pair)]
                self.left |= dict.fromkeys(unsure)  # of "Anna Writer, the Front" both can be groups
                self.named_among(found, text)
                persons, is_named = [], True
                continue
            if one.sort in _PERSONS:
                persons.append((text, one.sort == "person"))
                is_signed = is_signed or not was_open
            elif one.sort in _OFFICES:
                is_named = self.office(one, text, is_named=is_named)
                persons = []
            elif self.may_be_party(one, text, is_marked=self.is_marked):
                self.leave(text)
        self.unnamed(persons, is_named=is_named)
        if is_signed and not self.is_marked:
            self.is_open = False

    def may_be_party(self, one: Piece, text: str, *, is_marked: bool) -> bool:
        """Whether a piece of which no name is read could have one."""
        if one.sort == "other":
            return not (is_marked and _is_harmless(text))
        return one.sort in {"name", "unsigned"}

    def names_in(self, text: str, one: Piece) -> list[Piece] | None:
        """Return the names that a piece is made of, unless it is something else for sure."""
        if one.sort in {"office", "person", "third"}:
            return None
        return names(without_joint(text), self.knows)

    def named_among(self, found: list[Piece], text: str) -> None:
        """Take names that stand among persons; a new one in the block of a party is left."""
        if not self.is_marked:
            self.take(found, marked=False)
        elif self.is_new(found):
            self.leave(text)

    def unnamed(self, persons: list[tuple[str, bool]], *, is_named: bool) -> None:
        """Keep persons behind whom no party is named: they sign for the one before, or wait."""
        for text, is_sure in persons:
            if not is_named:
                self.waiting.append((text, is_sure))
            elif not (is_sure or self.is_marked):
                self.leave(text)

    def office(self, one: Piece, text: str, *, is_named: bool) -> bool:
        """Read an office that nothing opens, and return whether a party is named now."""
        if self.is_marked:
            if one.name is not None and not self.is_taken(one.name):
                self.leave(text)
        elif one.name is not None:
            self.take([one], marked=False)
            return True
        elif one.sort == "unclear":
            self.leave(text)
        elif not is_named:
            self.waiting.append((text, False))
        return is_named


def _without_roles(line: str) -> str:
    """Return a line without "Witnesses:" before it and "(mediator)" behind its names."""
    text = _ROLE.sub(lambda found: "" if WITNESSING.match(found[1]) else found[0], line)
    opening = WITNESSING.match(text)
    return text if opening is None else text[opening.end() :].strip(" :,")


def _is_harmless(text: str) -> bool:
    """Whether what is neither a person nor an office names no group, and is no sentence."""
    words = text.split()
    return len(words) <= _MOST_HARMLESS and GROUPS.isdisjoint(map(folded, words))
