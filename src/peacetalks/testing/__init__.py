"""What people test their own code with who build on peacetalks.

::

    from hypothesis import given
    from peacetalks.testing import check_log, laws, strategies

    @given(strategies.histories(max_size=8))
    def test_my_reducer(history): ...

    def test_my_fold():
        laws.check_fold(my_fold)

    def test_my_log():
        check_log(MyLog)

``strategies`` draws facts, stories, logs and viewpoints; ``laws`` holds what every reducer, kind,
importer and log must do; ``given(...).on(...).then(...)`` states one example; and
``NegotiationMachine`` plays a negotiation against a log, step by step. All but ``check_log``,
``CONTRACT``, ``BrokenLaw`` and ``given`` want the extra ``testing``, which is Hypothesis.
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
"""The module of each name that is no module itself."""


def __getattr__(name: str) -> Any:  # Any: of whatever type the name is
    """Load a name when it is first asked for.

    Raises:
        AttributeError: for what is no name of the kit.
        MissingExtra: for what needs Hypothesis, where that is not installed.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = importlib.import_module(f"{__name__}.{_WHERE.get(name, name)}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise MissingExtra("testing", "hypothesis") from error
    found = getattr(module, name) if name in _WHERE else module
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names, whether they are loaded or not."""
    return [*globals(), *(name for name in __all__ if name not in globals())]
