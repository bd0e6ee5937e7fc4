"""The streams of the golden questions are sound before a question is asked of them."""

import pytest

import peacetalks as pt
from golden_streams import STREAMS, stream


@pytest.mark.parametrize("name", STREAMS)
def test_reading_the_stream_leaves_no_finding_and_checking_it_no_error(name):
    events = stream(name)
    assert events.findings == ()
    assert [f for f in pt.check(events) if f.severity == "error"] == []
