"""The contract of a log: what every log must do, whatever store it uses.

Each law is a function of a factory that returns a new, empty log; its name states the law.
``check_log`` runs all of them. With pytest, make each a separate test::

    @pytest.mark.parametrize("law", CONTRACT, ids=lambda law: law.__name__)
    def test_my_log(law):
        law(new)
"""

from __future__ import annotations

from typing import Final

from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.log_reading import READING
from peacetalks.testing.log_story import Law, NewLog, checked_maker
from peacetalks.testing.log_writing import WRITING

__all__ = ["CONTRACT", "check_log"]

CONTRACT: Final[tuple[Law, ...]] = (*WRITING, *READING)
"""The laws, in the order in which it is best to fix them."""


def check_log(new: NewLog) -> None:
    """Check every law of the contract on a log.

    Args:
        new: a function that returns a new, empty log each time.

    Raises:
        BrokenLaw: if a law does not hold, with its name.
        InvalidValue: if ``new`` is not a function that returns a log.

    >>> from peacetalks.log import MemoryLog
    >>> check_log(MemoryLog)
    """
    checked_maker(new)
    for law in CONTRACT:
        try:
            law(new)
        except Exception as error:
            raise BrokenLaw(f"{law.__name__.replace('_', ' ')}: {error}") from error
