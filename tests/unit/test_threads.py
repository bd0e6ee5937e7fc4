"""Several threads ask one history: each gets the answer that a fresh one gives."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import peacetalks as pt
from peacetalks.history import blocks
from stories import refused


@pytest.fixture
def _often():
    """Let threads take turns far more often than they do by themselves."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def many():
    return [
        refused(
            id=f"e{number}",
            meeting=f"m{number % 7}",
            on=f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
            claimed_by=("AZE", "ARM", ())[number % 3],
        )
        for number in range(400)
    ]


def views():
    """Return viewpoints of few accounts, whose states threads share, and of many days."""
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 28, 3)]
    few = [(None, ()), ("2023-06-01", ()), (None, ("ARM",))]
    return [pt.Viewpoint(on=on, known=known, told_by=by) for on in days for known, by in few] + [
        pt.Viewpoint(on=on, told_by=by) for on in days[::20] for by in ("AZE", ("AZE", "ARM"))
    ]


@pytest.mark.usefixtures("_often")
def test_threads_get_the_answers_of_a_fresh_history():
    events = many()
    asked = views()
    expected = {seen: pt.History(events).at(seen) for seen in asked}
    for _ in range(2):
        history = pt.History(events)

        def ask(offset, history=history):
            turned = asked[offset:] + asked[:offset]
            return all(history.at(seen) == expected[seen] for seen in turned)

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, range(0, 8 * 41, 41)))


def test_a_state_kept_while_another_is_being_kept_disturbs_nothing(monkeypatch):
    events = many()
    monkeypatch.setattr(blocks, "SIZE", 16)
    history, made = pt.History(events), blocks._block
    history.state(on="2023-01-01")
    days = iter([f"2023-{month:02}-15" for month in range(1, 13)])

    def meanwhile(*told):
        # As another thread would, at the worst moment.
        for day in days:
            history.state(on=day)
            break
        return made(*told)

    monkeypatch.setattr(blocks, "_block", meanwhile)
    assert history.state(on="2023-12-31") == pt.History(events).state(on="2023-12-31")
    assert next(days, None) is None
