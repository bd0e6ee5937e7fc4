"""The fixtures of PA-X as they are read, and what is looked at in each of their rows."""

from pathlib import Path

from peacetalks import importers

__all__ = ["FIXTURES", "agreement", "by_key", "codes", "read"]

FIXTURES = Path(__file__).parent / "fixtures" / "pax"


def read(name):
    return importers.read(FIXTURES / name, release=name, published="unknown")


def by_key(name):
    """Return what is made of each row, by the id that it has."""
    found = list(read(name).outcomes())
    return {outcome.key or "no id": outcome for outcome in found}


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def agreement(outcome):
    return outcome.events[0]
