"""``Viewpoint``: from where a state is seen."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from peacetalks.construction import Codes, as_when, checked, many_codes
from peacetalks.state.register import Register
from peacetalks.when import When, WhenLike

__all__ = ["Viewpoint"]


def _recorded(value: WhenLike | int | None) -> When | int | None:
    return value if value is None or type(value) is int else When(value)  # type: ignore[arg-type] # no int is left


@final
@checked
@frozen(kw_only=True)
class Viewpoint:
    """From where a negotiation is seen: on which day, as known when, as told by whom.

    Attributes:
        on: facts that had settled by the end of this day; None: all.
        known: facts public by the end of this day; None: all.
        recorded: the log as it stood at this instant, or after this position of the stream,
            which must have been reached; None: as it stands. As of an instant that is still to
            come, what is recorded until then will count too.
        told_by: the parties whose account it is; empty: everyone's.
        unsettled: whether facts that may have happened by then count too.

    >>> Viewpoint(on="2023-11-17", told_by="AZE").told_by
    ('AZE',)
    """

    on: When | None = field(default=None, converter=as_when)
    known: When | None = field(default=None, converter=as_when)
    recorded: When | int | None = field(default=None, converter=_recorded)
    told_by: Codes = field(default=(), converter=many_codes)
    unsettled: bool = False

    def __str__(self) -> str:
        return self._in_words(" and ".join(self.told_by))

    def in_words(self, actors: Register) -> str:
        """Return it as a sentence, with the names of the parties that tell.

        >>> print(Viewpoint(on="2023-11-17", told_by="AZE").in_words(Register()))
        on 2023-11-17, knowing what is on record now, as told by Azerbaijan
        """
        return self._in_words(actors.listed(self.told_by))

    def _in_words(self, tellers: str) -> str:
        on = f"on {self.on}" if self.on else "on the last day on record"
        if self.known is None:
            known = "knowing what is on record now"
        elif self.known == self.on:
            known = "knowing what was public then"
        else:
            known = f"knowing what was public on {self.known}"
        recorded = f", as recorded by {self.recorded}" if self.recorded is not None else ""
        told = f", as told by {tellers}" if self.told_by else ""
        return f"{on}, {known}{recorded}{told}"
