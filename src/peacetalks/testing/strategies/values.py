"""One strategy for each type of value in facts."""

from __future__ import annotations

from hypothesis import strategies as st

from peacetalks.errors import InvalidValue
from peacetalks.fields.shape import SLUG, TEXT, Simple
from peacetalks.history import Record
from peacetalks.testing.simulation.inputs import checked_flags
from peacetalks.testing.strategies.dates import whens
from peacetalks.testing.strategies.fields import Drawing
from peacetalks.testing.strategies.kinds import PLAINEST_FIRST, Actors, Dates, drawing_of
from peacetalks.values.count import Count
from peacetalks.values.due import After
from peacetalks.values.facts import Condition, ExternalId, Participant, Place, Reason, Source

__all__ = [
    "conditions",
    "counts",
    "external_ids",
    "participants",
    "periods",
    "places",
    "reasons",
    "records",
    "sources",
]

_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def counts(
    min_value: int | None = None, max_value: int | None = None, *, ordered: bool = False
) -> st.SearchStrategy[Count]:
    """Draw counts: exact ones, ranges, bounds, words without a number.

    Args:
        min_value: the lower bound of all numbers; None: any of 64 bits, including negative ones.
        max_value: the upper bound of all numbers.
        ordered: draw only consistent counts: low ≤ best ≤ high, and the bounds that the qualifier
            implies. Otherwise draw anything that can be constructed, as data sets have it.

    Raises:
        InvalidValue: if there is no whole number of 64 bits between the bounds, or ``ordered`` is
            not a boolean.

    >>> from hypothesis import given
    >>> @given(counts(0, ordered=True))
    ... def figures_are_shown(count):
    ...     assert count.figure is None or count.figure >= 0
    >>> figures_are_shown()
    """
    checked_flags(ordered=ordered)
    least = _LEAST if min_value is None else min_value
    most = _MOST if max_value is None else max_value
    for bound in (least, most):
        if type(bound) is not int or not _LEAST <= bound <= _MOST:
            raise InvalidValue("not a bound of a count", value=bound, accepted="a whole number")
    if least > most:
        raise InvalidValue("no number between the bounds", value=(min_value, max_value))
    numbers = st.integers(least, most)
    return _ordered(numbers) if ordered else _any_count(numbers)


def _any_count(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Count]:
    return Drawing({**drawing_of().leaves, Simple.WHOLE_NUMBER: numbers}).of(Count)


def _ordered(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Count]:
    rising = st.lists(numbers, min_size=3, max_size=3).map(sorted)
    words = st.sampled_from(["several", "dozens", "hundreds"])
    made = [Count.exactly, Count.about, Count.at_least, Count.more_than, Count.at_most]
    return st.one_of(
        *(numbers.map(make) for make in (*made, Count.less_than)),
        rising.map(lambda three: Count(*three)),
        rising.map(lambda three: Count.between(three[0], three[2])),
        words.map(Count.some),
    )


def sources(*, between: Dates | None = None) -> st.SearchStrategy[Source]:
    """Draw sources; ``between``: the bounds of all dates in them.

    >>> from hypothesis import given
    >>> @given(sources(between=("2023-01-01", "2023-12-31")))
    ... def it_is_of_that_year(source):
    ...     assert source.published is None or str(source.published.earliest)[:4] == "2023"
    >>> it_is_of_that_year()
    """
    return drawing_of(None, between).of(Source)


def reasons(*, actors: Actors | None = None) -> st.SearchStrategy[Reason]:
    """Draw reasons; ``actors``: the codes to draw from.

    >>> from hypothesis import given
    >>> @given(reasons())
    ... def a_reason_has_a_category(reason):
    ...     assert reason.category
    >>> a_reason_has_a_category()
    """
    return drawing_of(actors).of(Reason)


def conditions() -> st.SearchStrategy[Condition]:
    """Draw conditions of an acceptance or a commitment.

    >>> from hypothesis import given
    >>> @given(conditions())
    ... def an_open_one_names_nothing(condition):
    ...     assert condition.satisfied_by != ""
    >>> an_open_one_names_nothing()
    """
    return drawing_of().of(Condition)


def participants(*, actors: Actors | None = None) -> st.SearchStrategy[Participant]:
    """Draw participants; ``actors``: the codes to draw from.

    >>> from hypothesis import given
    >>> @given(participants())
    ... def somebody_is_there(participant):
    ...     assert participant.actor
    >>> somebody_is_there()
    """
    return drawing_of(actors).of(Participant)


def places(*, actors: Actors | None = None) -> st.SearchStrategy[Place]:
    """Draw places; ``actors``: the codes to draw countries from.

    >>> from hypothesis import given
    >>> @given(places(actors=("ARM", "AZE")))
    ... def it_lies_in_one_of_them(place):
    ...     assert place.country in {"ARM", "AZE", None}
    >>> it_lies_in_one_of_them()
    """
    return drawing_of(actors).of(Place)


def external_ids() -> st.SearchStrategy[ExternalId]:
    """Draw ids of facts in other data sets.

    >>> from hypothesis import given
    >>> @given(external_ids())
    ... def an_id_is_a_text(external):
    ...     assert isinstance(external.id, str)
    >>> an_id_is_a_text()
    """
    return drawing_of().of(ExternalId)


def periods() -> st.SearchStrategy[After]:
    """Draw days relative to an event: "30 days after the signature".

    >>> from hypothesis import given
    >>> @given(periods())
    ... def a_period_lasts(after):
    ...     assert after.duration
    >>> a_period_lasts()
    """
    return drawing_of().of(After)


def records() -> st.SearchStrategy[Record]:
    """Draw independent records of a log; ``logs`` draws whole logs.

    >>> from hypothesis import given
    >>> @given(records())
    ... def positions_start_at_one(record):
    ...     assert record.position >= 1
    >>> positions_start_at_one()
    """
    drawing = drawing_of()
    counted = st.integers(1, _MOST)
    return st.builds(
        Record,
        event=st.sampled_from(PLAINEST_FIRST).flatmap(drawing.of),
        position=counted,
        recorded_at=whens(precision="second"),
        stream=st.none() | drawing.leaves[SLUG],
        global_position=st.none() | counted,
        recorded_by=st.none() | drawing.leaves[TEXT],
        cause=st.none() | drawing.leaves[TEXT],
    )
