"""Hypothesis entry point: registers the types of peacetalks if the package is in use.

This module is outside the package because importing any part of the package imports all of it,
and this code runs wherever both are installed. If peacetalks is imported later, it registers
its types then.
"""

import sys


def register() -> None:
    """Register every kind and value type if peacetalks is imported; Hypothesis calls this."""
    if "peacetalks" in sys.modules:
        from peacetalks.testing import registration  # noqa: PLC0415 # see above

        registration.register()
