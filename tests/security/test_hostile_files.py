"""Files of strangers: they make data or findings, never code, and take little memory."""

import contextlib
import gzip
import pickle
import subprocess
import sys
import textwrap
import zipfile

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.codec.strict_json import MAX_DEPTH

HEADER = b"id,type_of_violence,side_a,side_b,country,date_start,date_end,low,best,high\n"
MEGABYTES = 200


# YAML and JSON


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['echo made > made']",
        "!!python/object/new:os.system ['echo made > made']",
        "!!python/name:os.system",
        "!!python/module:os",
        "!own {a: 1}",
        "!!binary aGVsbG8=",
    ],
)
def test_a_tag_of_yaml_makes_nothing(tmp_path, monkeypatch, value):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.yaml").write_text(
        f"- kind: meeting-held\n  occurred: 2023\n  meeting: m\n  note: {value}\n"
    )
    read = pt.read("t.yaml", errors="collect")
    assert len(read) == 0
    assert read.findings[0].code == "PT001"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.yaml"]


def test_aliases_that_multiply_are_refused_before_they_are_read(tmp_path):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]")
    (tmp_path / "t.yaml").write_text("\n".join(lines))
    read = pt.read(tmp_path / "t.yaml", errors="collect")
    assert len(read) == 0
    assert "aliases that repeat too much" in read.findings[0].message


@pytest.mark.parametrize("form", ["jsonl", "yaml"])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_nesting_that_is_too_deep_is_a_finding_and_no_crash(tmp_path, form, depth):
    event = f'{{"kind": "meeting-held", "occurred": "2023", "x": {"[" * depth}{"]" * depth}}}'
    path = tmp_path / f"t.{form}"
    path.write_text(f"[{event}]" if form == "yaml" else event)
    read = pt.read(path, errors="collect")
    assert len(read) == 0
    assert read.findings


@pytest.mark.parametrize("number", ["9" * 5_000, "1e999", "-1e999", "NaN", "Infinity"])
def test_a_number_that_is_none_is_a_finding(tmp_path, number):
    path = tmp_path / "t.jsonl"
    path.write_text(
        f'{{"kind": "displacement-reported", "occurred": "2023", "series": "s", "count": {number}}}\n'
    )
    read = pt.read(path, errors="collect")
    assert read.findings


def test_a_pickle_is_no_file_of_events(tmp_path):
    class Hostile:
        def __reduce__(self):
            return (open, (str(tmp_path / "made"), "w"))

    for name in ("t.jsonl", "t.yaml", "t.csv", "t.db"):
        path = tmp_path / name
        path.write_bytes(pickle.dumps(Hostile()))
        with pytest.raises(pt.PeacetalksError):
            _opened(path)
    assert not (tmp_path / "made").exists()


def _opened(path):
    if path.suffix == ".db":
        with pt.open_log(path, create=False) as log:
            return list(log.streams())
    if path.suffix == ".csv":
        return list(importers.read(path, published="unknown").outcomes())
    return pt.read(path)


def test_no_file_of_ours_is_read_by_pickle():
    """Only runs in several processes and the laws of kinds unpickle, and only what they pickled."""
    script = textwrap.dedent("""
        import ast, pathlib, peacetalks
        root = pathlib.Path(peacetalks.__file__).parent
        for path in sorted(root.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = node.func if isinstance(node, ast.Call) else None
                if isinstance(called, ast.Attribute) and called.attr in {"loads", "load"}:
                    if getattr(called.value, "id", "") in {"pickle", "cloudpickle", "marshal", "dill"}:
                        print(path.relative_to(root).as_posix())
    """)
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert told.stdout.split() == ["scale/submitting.py", "testing/laws/kind.py"]


# What is packed


def _bomb(path, form):
    block = b"a" * 1_000_000
    if form == "gz":
        with gzip.open(path, "wb", compresslevel=9) as file:
            file.write(HEADER)
            for _ in range(MEGABYTES):
                file.write(block)
    else:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
            packed.open("ged.csv", "w") as file,
        ):
            file.write(HEADER)
            for _ in range(MEGABYTES):
                file.write(block)


@pytest.mark.parametrize("form", ["gz", "zip"])
def test_a_small_file_that_unpacks_to_much_takes_little_memory(tmp_path, form):
    path = tmp_path / f"ged.csv.{form}"
    _bomb(path, form)
    assert path.stat().st_size < 2_000_000
    script = textwrap.dedent(f"""
        import tracemalloc
        from peacetalks import importers
        tracemalloc.start()
        for outcome in importers.read({str(path)!r}, published="2030").outcomes():
            assert not outcome.events
            print(outcome.findings[0].code)
        print(tracemalloc.get_traced_memory()[1] // 1_000_000)
    """)
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    code, megabytes = told.stdout.split()
    assert code == "PT201"
    assert int(megabytes) < MEGABYTES // 2


def test_a_member_of_an_archive_is_never_written_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("t.zip", "w") as packed:
        packed.writestr("../../outside.csv", HEADER + b"1,1,A,B,C,2020-01-01,2020-01-01,1,1,1\n")
    list(importers.read("t.zip", release="1", published="unknown").outcomes())
    assert [path.name for path in tmp_path.iterdir()] == ["t.zip"]
    assert not (tmp_path.parent / "outside.csv").exists()


# SQL


@pytest.mark.parametrize(
    "name", ["x'; DROP TABLE peacetalks_records; --", 'x" OR 1=1 --', "x\x00", "../x", "x;y"]
)
def test_the_name_of_a_stream_is_a_value_and_never_a_statement(tmp_path, name):
    with pt.open_log(tmp_path / "t.db") as log:
        log.append("aze-arm", [pt.MeetingHeld(id="m", occurred="2023", meeting="m")])
        with contextlib.suppress(pt.PeacetalksError):
            log.append(name, [pt.MeetingHeld(id="n", occurred="2023", meeting="m")])
        assert len(list(log.read("aze-arm"))) == 1
        assert log.verify().records == sum(one.records for one in log.streams())


def test_texts_of_events_reach_a_log_as_values(tmp_path):
    text = "'); DELETE FROM peacetalks_records; --"
    event = pt.MeetingHeld(id="m", occurred="2023", meeting="m", note=text)
    with pt.open_log(tmp_path / "t.db") as log:
        log.append("aze-arm", [event], recorded_by=text, cause=text)
        (record,) = log.read("aze-arm")
    assert (record.event.note, record.recorded_by, record.cause) == (text, text, text)
