"""The laws of kinds, formats and logs catch what they are there to catch, each by its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

import attrs
import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.events.kinds import CORE
from peacetalks.findings import imports
from peacetalks.importers.api import UNSAID
from peacetalks.importers.builtin.ucdp_ged import UCDP_GED
from peacetalks.log import Log
from peacetalks.log import log as log_module
from peacetalks.log.memory import MemoryStore
from peacetalks.testing import BrokenLaw, laws
from planted import broken_by, said

pytestmark = pytest.mark.planted

GED = Path(__file__).parents[1] / "fixtures" / "ucdp-ged" / "global-49.csv"

# Kinds


@attrs.define(unsafe_hash=True)
class Part:
    """Can change: attrs gives a setter to what has a converter."""

    words: tuple[str, ...] = attrs.field(default=(), converter=tuple)


@attrs.frozen(kw_only=True)
class Parted(pt.Event):
    part: Part


@attrs.frozen(kw_only=True)
class Listed(pt.Event):
    words: list[str]


@attrs.frozen(kw_only=True)
class Streamed(pt.Event):
    schema: ClassVar[int] = 2
    address: str
    viewers: int | None = None


OLD = {"kind": "streamed", "occurred": "2023", "url": "x", "seen": 5, "certainty": "reported"}
UNSEEN = {key: value for key, value in OLD.items() if key != "seen"}


def renaming(fields):
    return {
        "occurred": fields["occurred"],
        "address": fields["url"],
        "viewers": fields.get("seen"),
    }


def losing(fields):
    return {"occurred": fields["occurred"], "address": fields["url"]}


def with_upcast(upcast):
    return CORE.with_kinds(Streamed, upcasts={("streamed", 1): upcast})


def test_a_kind_with_a_part_that_can_change():
    error = broken_by(laws.check_kind, Parted)
    assert error.law == "frozen"
    assert said(error)[0] == "frozen: Parted.part.words can be set"
    assert len(error.events) == 1


def test_a_kind_of_a_type_that_facts_cannot_hold():
    error = broken_by(laws.check_kind, Listed)
    assert error.law == "well formed"
    assert "Listed.words" in str(error)


def test_a_kind_that_is_not_finished_is_not_well_formed():
    class Bare(pt.Event):
        pass

    error = broken_by(laws.check_kind, Bare)
    assert error.law == "well formed"
    assert "attrs.frozen" in str(error)


def test_a_kind_that_no_pickle_finds():
    @attrs.frozen(kw_only=True)
    class Inside(pt.Event):
        url: str

    error = broken_by(laws.check_kind, Inside)
    assert error.law == "pickle"
    assert len(error.events) == 1


def test_an_upcast_that_loses_what_a_field_said():
    laws.check_kind(Streamed, vocabulary=with_upcast(renaming), older=[OLD])
    error = broken_by(laws.check_kind, Streamed, vocabulary=with_upcast(losing), older=[OLD])
    assert error.law == "upcast"
    assert said(error)[0] == "upcast: the value of 'seen' in version 1 is lost"
    assert said(error)[2] == (
        '  read:    {"kind": "streamed", "v": 2, "occurred": "2023", "address": "x"}'
    )


def deleting(fields):
    del fields["seen"]
    return {"occurred": fields["occurred"], "address": fields.pop("url")}


def always_the_same(fields):
    del fields["url"]
    return {"occurred": fields["occurred"], "address": "elsewhere"}


@pytest.mark.parametrize(
    ("upcast", "example", "lost"), [(deleting, OLD, "'seen'"), (always_the_same, UNSEEN, "'url'")]
)
def test_an_upcast_that_loses_what_it_cannot_do_without(upcast, example, lost):
    older = [example]
    error = broken_by(laws.check_kind, Streamed, vocabulary=with_upcast(upcast), older=older)
    assert error.law == "upcast"
    assert said(error)[0] == f"upcast: the value of {lost} in version 1 is lost"
    assert "which is the same with other values" in str(error)
    assert "fields.pop('name', None)" in said(error)[-1]


@pytest.mark.parametrize(
    "address",
    [
        lambda url: {"x": "there"}[url],
        lambda url: url[:3],
        lambda url: url.upper(),
        lambda url: {"x": "there"}.get(url, "elsewhere"),
    ],
    ids=["by a table", "cut", "other letters", "by a table with a default"],
)
def test_an_upcast_that_keeps_what_it_cannot_do_without_is_no_bug(address):
    def upcast(fields):
        return {"occurred": fields["occurred"], "address": address(fields["url"])}

    laws.check_kind(Streamed, vocabulary=with_upcast(upcast), older=[UNSEEN], max_examples=5)


@attrs.frozen(kw_only=True)
class Picky(pt.Event):
    number: int = attrs.field()

    @number.validator
    def _check(self, _, value):
        if value != 7_777_777:
            raise ValueError("not the one number")


def test_a_kind_whose_rule_refuses_nearly_all_that_is_drawn_is_named():
    with pytest.raises(pt.InvalidValue, match="hardly any events of Picky can be drawn"):
        laws.check_kind(Picky, max_examples=5)


def test_an_upcast_that_does_not_lead_to_the_present_version():
    older = [json.dumps(OLD)]
    vocabulary = with_upcast(lambda fields: fields)
    error = broken_by(laws.check_kind, Streamed, vocabulary=vocabulary, older=older)
    assert error.law == "upcast"
    assert "cannot be read: $.address: Streamed needs 'address'" in str(error)


def test_a_loss_that_is_meant_is_left_out_of_the_example():
    laws.check_kind(Streamed, vocabulary=with_upcast(losing), older=[UNSEEN])


# Formats of data sets


def broken_format(**changes):
    return broken_by(laws.check_importer, GED, attrs.evolve(UCDP_GED, **changes))


def is_whole(row):
    return row.fields["best"].isdigit()


def test_a_format_that_swallows_a_row():
    error = broken_format(group=lambda rows: ((row,) for row in rows if is_whole(row)))
    assert error.law == "balance"
    assert "1 row read, but only 0 made an event or a finding" in str(error)
    assert "  '' instead of '3' in the column 'best'" in said(error)


def test_a_format_that_makes_nothing_of_a_row_and_does_not_say_why():
    def convert(rows, context):
        return UCDP_GED.convert(rows, context) if is_whole(rows[0]) else ()

    error = broken_format(convert=convert)
    assert error.law == "reasons"
    assert "  '' instead of '3' in the column 'best'" in said(error)


def test_a_format_that_raises_on_junk():
    def convert(rows, context):
        int(rows[0].fields["best"])
        return UCDP_GED.convert(rows, context)

    error = broken_format(convert=convert)
    assert error.law == "never raises"
    assert "the import raises ValueError: invalid literal for int()" in str(error)
    assert type(error.__cause__) is ValueError
    assert len([line for line in said(error) if line.startswith("  900001,")]) == 1


def test_a_format_that_raises_on_any_row():
    def convert(*_):
        raise RuntimeError("not written yet")

    error = broken_format(convert=convert)
    assert error.law == "never raises"
    assert "not written yet" in str(error)


def test_a_format_whose_findings_have_another_line():
    def convert(rows, context):
        events = list(UCDP_GED.convert(rows, context))
        if not is_whole(rows[0]):
            rows[0].findings.append(imports.NOTHING.finding("odd", file="ged.csv", line=1))
        return events

    error = broken_format(convert=convert)
    assert error.law == "lines"
    assert "  ged.csv:1: odd" in said(error)


def test_a_format_that_keeps_something_from_row_to_row():
    kept = ["3"]

    def convert(rows, context):
        note, kept[0] = kept[0], rows[0].fields["best"]
        return [attrs.evolve(event, note=note) for event in UCDP_GED.convert(rows, context)]

    error = broken_format(convert=convert)
    assert error.law == "neighbours"
    assert any(".note: " in line for line in said(error))


def test_a_format_whose_stream_of_a_row_is_no_name():
    streams = {"country": lambda rows, _: rows[0].fields["country"]}
    error = broken_format(streams=streams, default_stream="country")
    assert error.law == "streams"
    assert "  '' instead of 'Ukraine' in the column 'country'" in said(error)


def test_what_reading_says_of_a_row_without_a_reason_is_what_the_law_looks_for():
    silent = attrs.evolve(UCDP_GED, convert=lambda *_: ())
    read = importers.read(GED, silent, published="unknown")
    assert next(read.outcomes()).findings[-1].message == UNSAID


# Logs


def new_log():
    return Log(MemoryStore("0" * 32))


def test_a_log_that_reads_its_records_backwards_breaks_the_law_of_order(monkeypatch):
    readable = log_module.readable

    def backwards(*asked):
        return iter([*readable(*asked)][::-1])

    monkeypatch.setattr(log_module, "readable", backwards)
    error = broken_by(laws.check_log_stories, new_log)
    assert error.law == "order"
    assert len(error.events) == 2
    with pytest.raises(BrokenLaw, match="positions have no gaps"):
        laws.check_log(new_log)


def test_a_log_whose_history_lacks_the_last_record(monkeypatch):
    history = Log.history

    def without(self, stream, **how):
        whole = history(self, stream, **how)
        return whole.only(whole.events[:-1])

    monkeypatch.setattr(Log, "history", without)
    error = broken_by(laws.check_log_stories, new_log)
    assert error.law == "history"
    assert len(error.events) <= 2


def test_a_log_that_raises_on_bookkeeping(monkeypatch):
    append = Log.append

    def picky(self, stream, events, **how):
        if any(isinstance(event, pt.EventRetracted) for event in events):
            raise RuntimeError("no bookkeeping here")
        return append(self, stream, events, **how)

    monkeypatch.setattr(Log, "append", picky)
    error = broken_by(laws.check_log_stories, new_log)
    assert error.law == "never raises"
    assert "no bookkeeping here" in str(error)
