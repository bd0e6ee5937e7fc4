"""UCDP GED: the figures of a row are read the same on the short way and on the long one."""

import sys

from hypothesis import example, given
from hypothesis import strategies as st

from peacetalks.importers import Row

GED = sys.modules["peacetalks.importers.builtin.ucdp_ged"]
figures = st.sampled_from(
    ["0", "1", "2", "3", "7", "1.0", " 2 ", "", "-1", "many", "1e2", "9" * 30]
)


@given(texts=st.lists(figures | st.integers(0, 9).map(str), min_size=7, max_size=7))
@example(texts=["3", "3", "4", "2", "1", "0", "0"])
@example(texts=["7", "7", "6", "7", "0", "0", "0"])
@example(texts=["", "", "", "", "", "", ""])
def test_what_is_remembered_of_figures_is_what_a_row_tells(texts):
    row = Row(GED._FIGURES, texts)
    short = GED._plain(*texts)
    long = GED._figures(row)
    if short is not None:
        assert short == long
        assert row.findings == []
    elif all(text.isdigit() for text in texts) and len(texts[0]) < 18:
        assert row.findings
