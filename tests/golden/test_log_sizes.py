"""A log of a whole data set takes a few times the space of its CSV, rows and facts together."""

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers

SYRIA = (
    Path(__file__)
    .parents[2]
    .joinpath("..", "shared", "data", "ged-syria", "ged-syria-2016-2019.csv")
)
EACH = 6  # of the rows, from all years: those of the first are short


@pytest.mark.skipif(not SYRIA.exists(), reason="no ../shared/data beside the repository")
@pytest.mark.parametrize(("packed", "most"), [(False, 5.5), (True, 3.5)])
def test_a_log_of_a_data_set_is_at_most_a_few_times_its_csv(packed, most, tmp_path):
    part = tmp_path / "ged-syria-part.csv"
    with SYRIA.open(encoding="utf-8", newline="") as lines:
        header, *rows = lines
        part.write_text("".join([header, *rows[::EACH]]), encoding="utf-8", newline="")
    with pt.open_log(tmp_path / "talks.db") as log:
        read = importers.read(part, published="unknown")
        kept = importers.append(log, None, read, packed=packed)
        assert kept.appended["rows"] > 0.9 * len(rows) / EACH
        log._store.settle()
    assert (tmp_path / "talks.db").stat().st_size <= most * part.stat().st_size
