"""Hypothesis as a source of examples: the same ones each time, and nothing else."""

from hypothesis import HealthCheck, Phase, settings

__all__ = ["drawing"]


def drawing(number):
    """Return the settings by which so many examples are drawn, and none is shrunk."""
    return settings(
        max_examples=number,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
