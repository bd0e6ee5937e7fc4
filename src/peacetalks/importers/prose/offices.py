"""Read offices: "President of the Republic of Georgia" acts for Georgia, "MILF Panel Chair" for MILF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.importers.prose.groups import (
    has_noun_in_head,
    is_government,
    is_group,
    is_group_initials,
    is_own,
    without_article,
)
from peacetalks.importers.prose.persons import (
    MOST_WORDS,
    cut_before_person,
    has_group_noun,
    words_of,
)
from peacetalks.importers.prose.speakers import Known, bare, known_before_person, speaker
from peacetalks.importers.prose.vocabulary import (
    AND,
    CARES,
    GROUPS,
    OFFICES,
    PARTICLES,
    RANKS,
    TITLES,
    TOPICS,
    folded,
)

__all__ = ["Office", "office"]

_FEWEST_LETTERS: Final = 3
_OF: Final = re.compile(
    r"\s(?:of|for|de la|de las|de los|de l'|des?|del|du|d'|da|do|dos)(?:\s+|(?<='))|(?<=\w)\s-\s",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(r"\s(?:in|to|at|on|for)\s", re.IGNORECASE)


@final
@frozen
class Office:
    """An office.

    Attributes:
        party: the party it acts for; None: not stated.
        is_clear: whether all of it is understood; if not, it may act for a party that was not read.
    """

    party: str | None
    is_clear: bool = True


def office(text: str, short: str | None, knows: Known) -> Office | None:
    """Return the office in a text; None if the text is not an office.

    Args:
        text: the text.
        short: an abbreviation in brackets after it.
        knows: says whether the registry has a name.

    >>> knows = {"Georgia"}.__contains__
    >>> office("Minister of the Interior of Georgia", None, knows)
    Office(party='Georgia', is_clear=True)
    >>> office("Head of Delegation", None, knows), office("Leader of the Lowlanders", None, knows)
    (Office(party=None, is_clear=True), Office(party=None, is_clear=False))
    """
    start = without_article(text)
    if not _is_office(start):
        return None
    for match in _OF.finditer(start):
        rest = start[match.end() :].strip()
        rest = rest if knows(bare(rest, knows)) else cut_before_person(rest)
        if _are_several(rest, knows):
            return Office(None, is_clear=False)
        party = _party(rest, short, knows, is_concerned="for" in match[0].split())
        if party is not None:
            return Office(party)
        between = words_of(_OF.split(rest)[0])
        if has_group_noun(between) and not all(folded(w) in CARES | PARTICLES for w in between):
            break  # "leaders of the parties of Georgia" do not act for Georgia
    before = _before_office(start)
    if any(not _names_no_party(part) for part in AND.split(start)[1:]):
        return Office(None, is_clear=False)  # "HVF delegates and others"
    if _is_abbreviation(before) or (before and knows(before)):
        return Office(before)
    party = _group(before, short) if _ends_with_noun(before) else None
    return Office(party, is_clear=party is not None or _names_no_party(start))


def _is_office(text: str) -> bool:
    words = [folded(word) for word in words_of(text)]
    head = [folded(word) for word in words_of(_OF.split(text)[0])][:MOST_WORDS]
    if not words or words[-1] in OFFICES:
        return bool(words)
    if OFFICES.isdisjoint(head) or has_group_noun(head[:1]):
        return False
    return head[0] not in TITLES or not OFFICES.isdisjoint(head[1:])


def _are_several(text: str, knows: Known) -> bool:
    """Whether an office acts for two parties: "Envoy of Georgia and the Front"."""
    if knows(bare(text, knows)):
        return False
    return any(knows(speaker(text[: joint.start()], knows)) for joint in AND.finditer(text))


def _party(text: str, short: str | None, knows: Known, *, is_concerned: bool) -> str | None:
    """Return the party of an office, from the text after "of" or "for"; None: not stated there."""
    for end in (text, _WHERE.split(text)[0], _before_office(text)):
        name = speaker(end, knows)
        # An envoy for a state acts for somebody else.
        if knows(name) and not (is_concerned and name == without_article(end)):
            return name
        if is_government(name) or _is_abbreviation(name):
            return name
    known = None if is_concerned else known_before_person(text, knows)
    return known or _group(speaker(text, knows), short)


def _group(name: str, short: str | None) -> str | None:
    """Return a name if it can be that of a group with an office; otherwise None."""
    if (
        folded(name.split(" ", maxsplit=1)[0]) in TOPICS
        or not has_noun_in_head(name)
        or not is_group(name)
    ):
        return None
    if is_own(name):
        return name
    return None if short is None else f"{name} ({short})"


def _is_abbreviation(name: str) -> bool:
    """Whether a name is the abbreviation of a group; two letters can be an office ("PM")."""
    return len(name) >= _FEWEST_LETTERS and is_group_initials(name)


def _before_office(text: str) -> str:
    """Return the words before an office, as in "MILF Peace Panel Chairman"."""
    return without_article(" ".join(_until_office(text))).removesuffix("'s")


def _until_office(text: str) -> Iterator[str]:
    for word in text.split():
        if folded(word).strip(".,'\"") in OFFICES | RANKS:
            return
        yield word


def _ends_with_noun(name: str) -> bool:
    return folded(name.rpartition(" ")[2]) in GROUPS


def _names_no_party(text: str) -> bool:
    """Whether an office has no word that could be a party: "Head of Delegation"."""
    parts = (folded(part) for word in words_of(text) for part in re.split(r"[-']", word) if part)
    return all(part in OFFICES | RANKS | CARES | PARTICLES | TITLES for part in parts)
