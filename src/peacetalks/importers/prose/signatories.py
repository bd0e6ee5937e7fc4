r"""Read a list of signatories: the names of its parties, and what could not be read.

The list is split before any name is looked up. Its grammar, derived from published lists::

    list     = line*                          one per line, or separated by ";" or bullets
    line     = opening names [persons]        "For the Front: A. Writer", "AND: the Front"
             | names ":" [persons]            "Delegation of the Front:"
             | names "represented by" persons "the Front, represented by A. Writer"
             | person "for" names             "A. Writer, for the Front"
             | person "," office              "A. Writer, President of Georgia"
             | names                          "Georgia, Russia and the Front"
             | witnessing                     "In the presence of:", third parties from here on
    names    = name (("," | "and" | "/" | " - ") name)*

Persons sign for the party that was named last. A text that may be a party, but is not certain to be
one, is *left*; a list with something left is not complete.
"""

from __future__ import annotations

import functools
import re
from typing import Final, final

from attrs import frozen

from peacetalks.importers.prose.groups import abbreviates, is_initials
from peacetalks.importers.prose.line_splitting import (
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
"""Longer lines are not lists, and splitting them would take quadratic time."""


@final
@frozen
class Signatories:
    """The result of reading a list of signatories.

    Attributes:
        names: the names of the parties in the list, in its order, each once.
        left: texts that may be parties but could not be read, in its order.
    """

    names: tuple[str, ...]
    left: tuple[str, ...]


def read_signatories(text: str, knows: Known, *, third: bool = False) -> Signatories:
    r"""Return the parties of a list, and what could not be read.

    Args:
        text: the list.
        knows: says whether the registry has a name.
        third: whether it is a list of third parties, so that those after "Witnesses:" count.

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
    """Reads a list line by line, and keeps track of the party that persons sign for."""

    def __init__(self, knows: Known, *, third: bool) -> None:
        self.knows = knows
        self.third = third
        self.names: dict[str, None] = {}
        self.left: dict[str, None] = {}
        self.is_open = False
        """Whether a party was named and still lacks its signatory, so that persons can follow."""
        self.is_marked = False
        """Whether the party was announced as one whose persons follow ("For the Front:")."""
        self.is_witnessing = False
        self.waiting: list[tuple[str, bool]] = []
        """Persons without a party so far, and whether they are certain to be persons."""

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
        """Add the persons without a party to what is left."""
        self.left.update(dict.fromkeys(text for text, _ in self.waiting))
        self.waiting.clear()

    def leave(self, text: str) -> None:
        """Add a text that may be a party but cannot be read to what is left."""
        self.end()
        self.left[text] = None

    def take(self, parties: list[Piece], *, marked: bool) -> None:
        """Add parties; a single waiting person signs for them."""
        is_office = parties[0].sort == "office"
        if len(self.waiting) > 1 or not all(is_office or is_sure for _, is_sure in self.waiting):
            self.end()
        self.waiting.clear()
        for one in parties:
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
        """Read the text after an opening: names, then persons."""
        signed = PERSON_FOLLOWS.search(text)
        before, _, after = text.partition(":")
        if signed and 0 < signed.start() <= len(before):
            before, after = text[: signed.start()], text[signed.end() :]
        self.named(before.strip(), after.strip(), text, opened=True)

    def named(self, before: str, after: str, whole: str, *, opened: bool = False) -> None:
        """Add the names before a mark, and look for other names among the persons after it."""
        pieces = split_outside_brackets(before)
        parties = names(before, self.knows, opened=opened)
        if parties is not None:
            pieces = []
        elif pieces:
            parties = names(pieces[0], self.knows, opened=opened) or self.with_person(pieces[0])
        if parties is None:
            self.leave(whole)
            self.is_open = False
            return
        self.take(parties, marked=True)
        self.members(pieces[1:], listed=True)
        self.members(split_outside_brackets(after), listed=False)

    def with_person(self, text: str) -> list[Piece] | None:
        """Return the name at the start of a text that continues with a person."""
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

    def is_new(self, parties: list[Piece]) -> bool:
        """Whether one of the names is not a party that was added before."""
        return any(one.name is not None and not self.is_taken(one.name) for one in parties)

    def is_taken(self, name: str) -> bool:
        """Whether a name, or a longer name that it abbreviates or is part of, was added before."""
        if name in self.names or not is_initials(name):
            return name in self.names
        return any(name in taken or abbreviates(name, words_of(taken)) for taken in self.names)

    def members(self, pieces: list[str], *, listed: bool) -> None:
        """Read what follows the name of a party: its persons and offices, or other parties."""
        for text in pieces:
            one = piece(text, self.knows)
            parties = names(without_joint(text), self.knows)
            if parties is not None and listed:
                self.take(parties, marked=True)
            elif (
                self.is_new(parties or [one])
                or (parties is None and (":" in text or PERSON_FOLLOWS.search(text)))
                or (parties is None and self.may_be_party(one, text, is_marked=True))
            ):
                self.leave(text)

    def headed(self, before: str, after: str, whole: str) -> None:
        """Read a line with a colon: a party and its persons, or an office and its holder."""
        one = piece(before, self.knows)
        parties = names(before, self.knows)
        if one.sort in _OFFICES:
            if one.name is not None and one.name not in self.names:
                self.take([one], marked=False)
            elif one.name is None and not self.is_marked:
                self.leave(whole)
        elif parties is not None:
            self.take(parties, marked=True)
            self.members(split_outside_brackets(after), listed=False)
        elif not (self.is_marked and after and one.sort in _PERSONS):
            self.leave(whole)
            self.is_open = False

    def plain(self, line: str) -> None:
        """Read a line without marks: names, or persons and the parties they sign for."""
        if not (self.is_marked or is_outside_brackets(line, len(line))):
            self.leave(line)  # a list in brackets that was split
            return
        if self.is_marked and piece(line, self.knows).sort in _PERSONS:
            return
        parties = names(line, self.knows)
        if parties is not None:
            if self.is_marked and self.is_new(parties):
                self.leave(line)
            else:
                self.take(parties, marked=self.is_marked)
            return
        parties = self.signed_for(line)
        if parties is not None:
            self.take(parties, marked=False)
            self.is_open = False
            return
        sides = [part for part in _DASH.split(line) if part]
        is_pair = len(sides) == 2  # noqa: PLR2004 # a person, and the party he signs for
        self.pieces(sides if is_pair else split_outside_brackets(line), is_pair=is_pair)

    def signed_for(self, line: str) -> list[Piece] | None:
        """Return the party a person signs for, as in "A. Writer, for the Front"; None: not stated."""
        for match in SIGNS_FOR.finditer(line):
            before = split_outside_brackets(line[: match.start()])
            sorts = {piece(text, self.knows).sort for text in before}
            if not is_outside_brackets(line, match.start()) or not sorts <= _PERSONS | _OFFICES:
                continue
            is_alone = len(before) == 1 and sorts <= _PERSONS
            after = line[match.end() :].lstrip(": ")
            if not is_alone and self.knows(bare(after, self.knows)):
                return None  # an envoy for a state acts for somebody else
            return names(after, self.knows, opened=is_alone)
        return None

    def offices(self, text: str) -> list[str]:
        """Return the offices that "and" joins: "President of Georgia and President of Peru"."""
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
        """Read pieces without an opening: names, persons, offices."""
        is_named = self.is_open
        persons: list[tuple[str, bool]] = []
        was_open, is_signed = self.is_open, False
        for text in (part for whole in pieces for part in self.offices(whole)):
            one = piece(text, self.knows)
            parties = self.names_in(text, one)
            if persons and (parties is not None or one.name is not None):
                self.end()  # the party belongs to the persons of this line
            if parties is not None:
                unsure = [who for who, is_sure in persons if not (is_sure or is_pair)]
                self.left |= dict.fromkeys(unsure)  # in "Anna Writer, the Front" both may be groups
                self.named_among(parties, text)
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
        """Whether a piece without a readable name may be a party."""
        if one.sort == "other":
            return not (is_marked and _is_harmless(text))
        return one.sort in {"name", "unsigned"}

    def names_in(self, text: str, one: Piece) -> list[Piece] | None:
        """Return the names in a piece, unless it is certain to be something else."""
        if one.sort in {"office", "person", "third"}:
            return None
        return names(without_joint(text), self.knows)

    def named_among(self, parties: list[Piece], text: str) -> None:
        """Add names that appear among persons; a new name in the block of a party is left."""
        if not self.is_marked:
            self.take(parties, marked=False)
        elif self.is_new(parties):
            self.leave(text)

    def unnamed(self, persons: list[tuple[str, bool]], *, is_named: bool) -> None:
        """Keep persons that no party follows: they sign for the party before them, or wait."""
        for text, is_sure in persons:
            if not is_named:
                self.waiting.append((text, is_sure))
            elif not (is_sure or self.is_marked):
                self.leave(text)

    def office(self, one: Piece, text: str, *, is_named: bool) -> bool:
        """Read an office without an opening, and return whether a party is named now."""
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
    """Return a line without "Witnesses:" before its names and "(mediator)" after them."""
    text = _ROLE.sub(lambda match: "" if WITNESSING.match(match[1]) else match[0], line)
    opening = WITNESSING.match(text)
    return text if opening is None else text[opening.end() :].strip(" :,")


def _is_harmless(text: str) -> bool:
    """Whether a text that is neither a person nor an office has no group noun and is short."""
    words = text.split()
    return len(words) <= _MOST_HARMLESS and GROUPS.isdisjoint(map(folded, words))
