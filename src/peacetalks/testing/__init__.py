"""Tools for testing code that builds on peacetalks.

::

    from hypothesis import given
    from peacetalks.testing import check_log, laws, strategies

    @given(strategies.histories(max_size=8))
    def test_my_reducer(history): ...

    def test_my_fold():
        laws.check_fold(my_fold)

    def test_my_log():
        check_log(MyLog)

``strategies`` draws facts, stories, logs and viewpoints. ``laws`` checks what every reducer, kind,
importer and log must do. ``given(...).on(...).then(...)`` states one example.
``NegotiationMachine`` plays a negotiation against a log, step by step. All except ``check_log``,
``CONTRACT``, ``BrokenLaw`` and ``given`` need the extra ``testing``, which is Hypothesis.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from peacetalks.errors import MissingExtra

if TYPE_CHECKING:
    from peacetalks.testing import laws, strategies
    from peacetalks.testing.broken import BrokenLaw
    from peacetalks.testing.log_contract import CONTRACT, check_log
    from peacetalks.testing.machine import NegotiationMachine
    from peacetalks.testing.scenario import Scenario, given

__all__ = [
    "CONTRACT",
    "BrokenLaw",
    "NegotiationMachine",
    "Scenario",
    "check_log",
    "given",
    "laws",
    "strategies",
]

_WHERE: Final = {
    "CONTRACT": "log_contract",
    "BrokenLaw": "broken",
    "NegotiationMachine": "machine",
    "Scenario": "scenario",
    "check_log": "log_contract",
    "given": "scenario",
}
"""The module of each name that is not itself a module."""


def __getattr__(name: str) -> Any:  # Any: of whatever type the name is
    """Load a name when it is first used.

    Raises:
        AttributeError: if there is no such name.
        MissingExtra: if the name needs Hypothesis and it is not installed.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = importlib.import_module(f"{__name__}.{_WHERE.get(name, name)}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise MissingExtra("testing", "hypothesis") from error
    loaded = getattr(module, name) if name in _WHERE else module
    globals()[name] = loaded
    return loaded


def __dir__() -> list[str]:
    return sorted(__all__)
