"""How Hypothesis is asked for examples where a test is not one law for itself."""

from hypothesis import HealthCheck, Phase, settings

__all__ = ["drawing", "shared_by"]


def drawing(number):
    """Return the settings by which so many examples are drawn, the same ones each time.

    None is shrunk: Hypothesis is a source of examples, and nothing else.
    """
    return settings(
        max_examples=number,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def shared_by(tests, *, laws=4):
    """Return the settings of each of so many tests that try the same code with other data.

    Eighty kinds of event are read by one codec, so a law of it that is tried with each kind gets the
    examples of a few laws in all, not of eighty. Each kind gets at least five, since the first
    that Hypothesis draws are the plainest.
    """
    return settings(max_examples=max(5, laws * settings().max_examples // tests))
