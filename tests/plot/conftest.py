"""The history that is drawn."""

import pytest

import peacetalks as pt


@pytest.fixture(scope="session")
def history():
    return pt.History(pt.datasets.south_caucasus())
