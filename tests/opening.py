"""What opening a place is answered."""

import pickle
from pathlib import Path

import pytest

import peacetalks as pt


def refused(error, place, **options):
    """Return what opening a place is answered, which must change nothing."""
    path = Path(place)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error) as raised:
        pt.open_log(place, **options)
    if before is not None:
        assert path.read_bytes() == before
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    return str(raised.value)
