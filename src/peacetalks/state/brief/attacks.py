"""The attacks of a brief, a row for each pair: how many, since when, the last, by whom.

Who attacked whom is told only where it is on record; see ``peacetalks.state.pairs``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from peacetalks.events import AttackReported
from peacetalks.plural import first_of, many
from peacetalks.state.brief.page import Item, Page, in_words, latest, on_day
from peacetalks.state.pairs import directions_of, pairs_of

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_FORMS: Final = 3
_Attacks: TypeAlias = list[AttackReported]


def attacks(page: Page, state: NegotiationState) -> Iterator[Item]:
    """Yield a row for the attacks between each pair, and for those that name no pair."""
    pairs, others = _grouped(page, state)
    for (a, b), told in pairs.items():
        row = partial(_row, page, state, told, f" between {page.names((a, b))}", (a, b))
        yield told[-1].occurred, row
    for where, told in others.items():
        yield told[-1].occurred, partial(_row, page, state, told, where, ())


def _grouped(
    page: Page, state: NegotiationState
) -> tuple[dict[tuple[str, str], _Attacks], dict[str, _Attacks]]:
    """Return the attacks by pair, and those without a pair by what is stated of them, in order."""
    alike: dict[tuple[object, object], _Attacks] = {}
    for attack in state.attacks():
        alike.setdefault((attack.by, attack.against), []).append(attack)
    pairs: dict[tuple[str, str], _Attacks] = {}
    others: dict[str, _Attacks] = {}
    for told in alike.values():
        named = pairs_of(told[0], state.actors.principal)
        for pair in named:
            pairs.setdefault(pair, []).extend(told)
        if not named:
            others.setdefault(_unpaired(page, told[0]), []).extend(told)
    for told in (*pairs.values(), *others.values()):
        told.sort(key=lambda attack: latest(attack.occurred))
    return pairs, others


def _unpaired(page: Page, attack: AttackReported) -> str:
    if attack.by:
        return f" by {page.names(attack.by)}, on whom is not stated,"
    if attack.against:
        return f" on {page.names(attack.against)}, by whom is not stated,"
    return ", by whom and on whom is not stated,"


def _row(
    page: Page,
    state: NegotiationState,
    told: _Attacks,
    where: str,
    pair: tuple[str, ...],
) -> None:
    first, last = told[0].occurred, told[-1].occurred
    when = on_day(last, state.on)
    if first != last:
        when = f"since {in_words(first, state.on)}, the last {when}"
    parts = [f"{many(len(told), 'attack')}{where} {when}"]
    parts += _directions(page, state, told, pair)
    forms = Counter(attack.form for attack in told if attack.form)
    if forms:
        parts.append(first_of([form for form, _ in forms.most_common()], _FORMS))
    claims = [attack for attack in told if attack.claimed_by]
    if 0 < len(claims) < len(told):
        who = dict.fromkeys(code for attack in claims for code in attack.claimed_by)
        parts.append(f"{len(claims):,} of them claimed by {page.names(who)}")
    page.line(f"  {told[-1].occurred!s:<10} ", "; ".join(parts), reversed(told))


def _directions(
    page: Page, state: NegotiationState, told: _Attacks, pair: tuple[str, ...]
) -> Iterator[str]:
    if not pair:
        return
    by: Counter[str] = Counter()
    for attack in told:
        directions = directions_of(attack, state.actors.principal)
        by.update(a for a, b in (pair, pair[::-1]) if (a, b) in directions)
    without = sum(not (attack.by and attack.against) for attack in told)
    counts = [f"{by[code]:,} by {page.name(code)}" for code in pair if by[code]]
    if without:
        counts.append(f"{without:,} without a direction on record")
    yield ", ".join(counts)
