"""Several threads ask one history: each gets the answer that a fresh one gives."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import peacetalks as pt
from stories import refused


@pytest.fixture
def _often():
    """Let threads take turns far more often than they do by themselves."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def views():
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 10, 20, 28)]
    accounts = [(), ("AZE",), ("ARM",), ("AZE", "ARM")]
    return [
        pt.Viewpoint(on=on, known=known, told_by=told_by)
        for on in days
        for known, told_by in zip((None, on, "2023-06-01", None), accounts, strict=True)
    ]


@pytest.mark.usefixtures("_often")
def test_threads_get_the_answers_of_a_fresh_history():
    events = [
        refused(
            id=f"e{number}",
            meeting=f"m{number % 7}",
            on=f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
            claimed_by=("AZE", "ARM", ())[number % 3],
        )
        for number in range(300)
    ]
    asked = views()
    expected = {seen: pt.History(events).at(seen) for seen in asked}
    for _ in range(3):
        history = pt.History(events)

        def ask(offset, history=history):
            turned = asked[offset:] + asked[:offset]
            return all(history.at(seen) == expected[seen] for seen in turned)

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, range(0, 8 * 23, 23)))
