"""Force in a brief: offensives, hostilities, and the attacks between each pair.

The attacks between a pair are one row, with their number, the first and the last date, and the
attackers. The row says who attacked whom only if that is on record (``peacetalks.state.pairs``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Final, TypeAlias

from peacetalks._support.wording import count_noun, first_few
from peacetalks.events.force import AttackReported
from peacetalks.primitives.when import When
from peacetalks.state.brief.days import dated, latest, on_day
from peacetalks.state.brief.page import Item, Page
from peacetalks.state.force import Hostilities, Offensive
from peacetalks.state.pairs import directions_of, pairs_of
from peacetalks.state.queries import force as queries
from peacetalks.state.snapshot import Snapshot

_FORMS: Final = 3
_Attacks: TypeAlias = list[AttackReported]


def fighting_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for each offensive and for each round of hostilities."""
    for offensive in state.parts.offensives.values():
        yield offensive.launched, partial(_offensive, page, offensive)
    for hostilities in state.parts.hostilities.values():
        yield hostilities.started, partial(_hostilities, page, hostilities)


def _offensive(page: Page, offensive: Offensive) -> None:
    page.line(
        dated(offensive.launched),
        f"offensive of {page.names(offensive.by)}, {_end(offensive.ended)}",
        offensive.because,
    )
    for party, label in offensive.labels.items():
        labelling = [e for e in offensive.because if party in (getattr(e, "labels", None) or ())]
        text = f'{page.name(party)} calls it "{label}"'
        page.line("      ", text, labelling or offensive.because)


def _hostilities(page: Page, hostilities: Hostilities) -> None:
    name = page.names(hostilities.parties) if hostilities.parties else hostilities.hostilities
    text = f"fighting, {name}, {_end(hostilities.ended)}"
    page.line(dated(hostilities.started), text, hostilities.because)


def _end(ended: When | None) -> str:
    return "no end on record" if ended is None else f"ended {on_day(ended)}"


def attack_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for the attacks between each pair, and for the attacks without a pair."""
    by_pair, others = _grouped(page, state)
    for pair, of_pair in by_pair.items():
        between = f" between {page.names(pair)}"
        yield of_pair[-1].occurred, partial(_row, page, state, of_pair, between, pair)
    for sides, alike in others.items():
        yield alike[-1].occurred, partial(_row, page, state, alike, sides, ())


def _grouped(
    page: Page, state: Snapshot
) -> tuple[dict[tuple[str, str], _Attacks], dict[str, _Attacks]]:
    """Return the attacks by pair, and those without a pair by their stated sides, in order."""
    by_sides: dict[tuple[object, object], _Attacks] = {}
    for attack in queries.attacks(state):
        by_sides.setdefault((attack.by, attack.against), []).append(attack)
    by_pair: dict[tuple[str, str], _Attacks] = {}
    others: dict[str, _Attacks] = {}
    for alike in by_sides.values():
        pairs = pairs_of(alike[0], state.actors.principal)
        for pair in pairs:
            by_pair.setdefault(pair, []).extend(alike)
        if not pairs:
            others.setdefault(_stated_sides(page, alike[0]), []).extend(alike)
    for group in (*by_pair.values(), *others.values()):
        group.sort(key=lambda attack: latest(attack.occurred))
    return by_pair, others


def _stated_sides(page: Page, attack: AttackReported) -> str:
    if attack.by:
        return f" by {page.names(attack.by)}, target not stated"
    if attack.against:
        return f" on {page.names(attack.against)}, attacker not stated"
    return ", attacker and target not stated"


def _row(
    page: Page,
    state: Snapshot,
    attacks: _Attacks,
    sides: str,
    pair: tuple[str, ...],
) -> None:
    first, last = attacks[0].occurred, attacks[-1].occurred
    when = on_day(last, state.on)
    if first != last:
        when = f"the first {on_day(first, state.on)}, the last {when}"
    comma = "" if pair and first == last else ","
    texts = [f"{count_noun(len(attacks), 'attack')}{sides}{comma} {when}"]
    texts += _directions(page, state, attacks, pair)
    forms = Counter(attack.form for attack in attacks if attack.form)
    if forms:
        texts.append(first_few([form for form, _ in forms.most_common()], _FORMS))
    claims = [attack for attack in attacks if attack.claimed_by]
    if 0 < len(claims) < len(attacks):
        claimants = dict.fromkeys(code for attack in claims for code in attack.claimed_by)
        texts.append(f"{len(claims):,} of them claimed by {page.names(claimants)}")
    page.line(dated(last), "; ".join(texts), reversed(attacks))


def _directions(
    page: Page, state: Snapshot, attacks: _Attacks, pair: tuple[str, ...]
) -> Iterator[str]:
    if not pair:
        return
    by: Counter[str] = Counter()
    for attack in attacks:
        directions = directions_of(attack, state.actors.principal)
        by.update(a for a, b in (pair, pair[::-1]) if (a, b) in directions)
    without = sum(not (attack.by and attack.against) for attack in attacks)
    counts = [f"{by[code]:,} by {page.name(code)}" for code in pair if by[code]]
    if without:
        counts.append(f"{without:,} without a direction on record")
    yield ", ".join(counts)
