"""The collector is suspended while a batch is made, and always put back."""

import gc
import threading

import pytest

import peacetalks as pt
from peacetalks.log import batch
from peacetalks.log.garbage import gc_paused


def test_it_is_put_back_after_an_error_and_after_blocks_in_blocks():
    assert gc.isenabled()
    with gc_paused(), gc_paused():
        assert not gc.isenabled()
    with pytest.raises(ZeroDivisionError), gc_paused(), gc_paused():
        1 / 0  # noqa: B018 # that is the case
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    gc.disable()
    try:
        with gc_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_threads_whose_blocks_overlap_put_it_back_once_all_are_done():
    inside, leave = threading.Barrier(5), threading.Event()

    def block():
        with gc_paused():
            inside.wait()
            leave.wait()

    threads = [threading.Thread(target=block) for _ in range(4)]
    for thread in threads:
        thread.start()
    inside.wait()
    assert not gc.isenabled()
    with gc_paused():
        pass
    assert not gc.isenabled()
    leave.set()
    for thread in threads:
        thread.join()
    assert gc.isenabled()


def test_a_batch_is_made_without_it_and_the_callers_own_code_runs_with_it(monkeypatch):
    seen = []

    def events():
        seen.append(gc.isenabled())
        yield pt.MeetingHeld(occurred="2023", meeting="m")

    def draft(*told, **options):
        seen.append(gc.isenabled())
        return made(*told, **options)

    made = batch._draft
    monkeypatch.setattr(batch, "_draft", draft)
    with pt.MemoryLog() as log:
        log.append("a", events())
        log.history("a")
    assert seen == [True, False]
    assert gc.isenabled()
