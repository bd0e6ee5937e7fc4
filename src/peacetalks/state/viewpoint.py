"""``Viewpoint``: the day, the knowledge and the account that a state is limited to.

The words *known*, *recorded*, *told by* and *viewpoint* are defined in
``docs/reference/glossary.md``.
"""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from peacetalks.actors.code import Codes
from peacetalks.fields.check import checked
from peacetalks.fields.convert import as_when, many_codes
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.register import Register

__all__ = ["Viewpoint"]


def __dir__() -> list[str]:
    return sorted(__all__)


def _recorded(value: WhenLike | int | None) -> When | int | None:
    return value if value is None or type(value) is int else When(value)  # type: ignore[arg-type] # mypy does not narrow by type()


@final
@checked
@frozen(kw_only=True)
class Viewpoint:
    """From where a negotiation is seen: on which day, as known when, as told by whom.

    Attributes:
        on: only facts that had settled by the end of this day; None: all.
        known: only facts that were public by the end of this day; None: all.
        recorded: the log as of this instant, or up to this position of the stream, which must
            exist; None: the whole log. If the instant is in the future, records until then will
            count too.
        told_by: the account of these parties; empty: all accounts.
        unsettled: whether facts that may have happened by the day count too.

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
        """Return it in words, with the names of the parties.

        >>> print(Viewpoint(on="2023-11-17", told_by="AZE").in_words(Register()))
        on 2023-11-17, knowing what is on record now, as told by Azerbaijan
        """
        return self._in_words(actors.listed(self.told_by))

    def _in_words(self, parties: str) -> str:
        on = f"on {self.on}" if self.on else "on the last day on record"
        if self.known is None:
            known = "knowing what is on record now"
        elif self.known == self.on:
            known = "knowing what was public then"
        else:
            known = f"knowing what was public on {self.known}"
        recorded = f", as recorded by {self.recorded}" if self.recorded is not None else ""
        account = f", as told by {parties}" if self.told_by else ""
        return f"{on}, {known}{recorded}{account}"
