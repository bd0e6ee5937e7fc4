"""Entry point of Hypothesis: tells it the types of peacetalks, if peacetalks is in use.

It stands outside the package, because to import anything in there costs what the package costs,
and this runs wherever both are installed. If peacetalks is imported later, it registers then.
"""

import sys


def register() -> None:
    """Register every kind and value type, if peacetalks is imported; called by Hypothesis."""
    if "peacetalks" in sys.modules:
        from peacetalks.testing import registration  # noqa: PLC0415 # see above

        registration.register()
