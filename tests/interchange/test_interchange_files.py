"""Files in the forms of others, and ``peacetalks convert``, which writes them."""

import json
from pathlib import Path

import icalendar
import pytest
from prov.model import ProvDocument

import peacetalks as pt
from commands import altered, error_of, made, run
from peacetalks import codec, interchange
from peacetalks.errors import InvalidValue, MissingExtra, NotFound

HELD = pt.MeetingHeld(id="met", occurred="2023-10-05", meeting="granada")
NAMES = ["a.cloudevents.json", "a.prov.json", "a.ics"]


@pytest.mark.parametrize("name", [*NAMES, "A.CloudEvents.JSON", "b.ICS"])
def test_the_end_of_the_name_says_the_form(tmp_path, talks, name):
    written = interchange.write(tmp_path / name, talks)
    assert written.entries == {"cloudevents": 183, "prov": 272, "icalendar": 25}[written.form]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_form_may_be_named_instead(tmp_path):
    interchange.write(tmp_path / "a.json", [HELD], form="cloudevents")
    assert interchange.events_of((tmp_path / "a.json").read_bytes()) == (HELD,)


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("a.json", {}, "unsupported file type"),
        ("a.ics", {"form": "ical"}, "unsupported format.*icalendar"),
        ("a.prov.json", {"on": "2023"}, "work only for a calendar"),
        ("a.cloudevents.json", {"known": "2023"}, "work only for a calendar"),
        ("a.ics", {"on": "yesterday"}, "yesterday"),
        ("a.ics", {"source": " "}, "not a URI"),
        ("a.ics", {"on": "2020"}, "cannot be empty"),
        ("folder.ics", {}, "a folder"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_the_file_as_it_was(
    tmp_path, name, options, told
):
    (tmp_path / "folder.ics").mkdir()
    if name != "folder.ics":
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidValue, match=told):
        interchange.write(tmp_path / name, [HELD], **options)
    if name != "folder.ics":
        assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_of_a_file_that_could_not_be_put_in_its_place(tmp_path, monkeypatch, name):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        interchange.write(tmp_path / name, [HELD])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_history_gives_the_same_bytes_in_whatever_order_it_was_read(tmp_path, talks, name):
    interchange.write(tmp_path / name, talks)
    interchange.write(tmp_path / f"b{name}", list(reversed(talks.events)))
    assert (tmp_path / name).read_bytes() == (tmp_path / f"b{name}").read_bytes()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotFound, match="no such folder"):
        interchange.write(tmp_path / "none" / "a.ics", [HELD])


def test_a_link_is_followed(tmp_path):
    (tmp_path / "link.ics").symlink_to(tmp_path / "real.ics")
    interchange.write(tmp_path / "link.ics", [HELD])
    assert (tmp_path / "link.ics").is_symlink()
    assert b"granada" in (tmp_path / "real.ics").read_bytes()


@pytest.mark.parametrize(("name", "package"), [("a.prov.json", "prov"), ("a.ics", "icalendar")])
def test_a_package_that_is_missing_is_told_with_its_extra(tmp_path, monkeypatch, name, package):
    for module in (package, f"{package}.model"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtra, match=r"peacetalks\[interchange\]"):
        interchange.write(tmp_path / name, [HELD])
    interchange.write(tmp_path / "a.cloudevents.json", [HELD])


def test_convert_writes_what_the_libraries_read(tmp_path):
    cloud, prov, ics = (tmp_path / name for name in NAMES)
    for path in (cloud, prov):
        code, out, told = run("convert", "south-caucasus", path)
        assert (code, out) == (0, "")
        assert told == f"183 events of south-caucasus written to {path}\n"
    back = interchange.events_of(cloud.read_text(encoding="utf-8"))
    assert back == pt.History(pt.datasets.south_caucasus()).events
    source = json.loads(cloud.read_bytes())[0]["source"]
    assert source == "urn:peacetalks:south-caucasus"
    document = ProvDocument.deserialize(prov, format="json")
    assert document == interchange.prov(back, source=source)
    assert run("convert", "south-caucasus", ics, "--on", "2024-12-31")[0] == 0
    again = icalendar.Calendar.from_ical(ics.read_bytes())
    assert again == interchange.calendar(back, on="2024-12-31", source=source).calendar


def test_convert_says_what_has_no_day(tmp_path):
    path = tmp_path / "a.ics"
    told = run("convert", "south-caucasus", path, "--on", "2025-12-31")[2]
    assert told.splitlines()[:3] == [
        f"meetings/{name} has no day and is left out"
        for name in ("direct-talks-2023-11", "border-2023-12", "malta-2024-12")
    ]
    code, out, told = run(
        "convert", "south-caucasus", path, "--on", "2025-12-31", "--json", "--force"
    )
    assert (code, told) == (0, "")
    answer = json.loads(out)
    assert (answer["form"], answer["entries"], len(answer["undated"])) == ("icalendar", 25, 3)


def test_convert_counts_only_what_was_known(tmp_path):
    path = tmp_path / "a.ics"
    run("convert", "south-caucasus", path, "--on", "2023-11-17", "--known", "2023-11-15")
    assert b"washington-2023-11" not in path.read_bytes()


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return made("talks.db")


def test_convert_takes_a_stream_of_a_log(log):
    assert run("convert", log, "a.cloudevents.json", "--stream", "aze-arm")[0] == 0
    batch = json.loads(Path("a.cloudevents.json").read_bytes())
    assert [(e["source"], e["sequence"]) for e in batch] == [
        ("urn:peacetalks:aze-arm", str(number)) for number in (1, 2, 3)
    ]
    assert run("convert", log, "a.prov.json", "--uri", "https://example.org/talks")[0] == 0
    assert b"https://example.org/talks#event:" in Path("a.prov.json").read_bytes()


def test_convert_writes_nothing_of_a_log_that_was_changed_behind_its_back(log):
    altered("UPDATE peacetalks_records SET payload = '{' WHERE position = 2")
    assert error_of("convert", log, "a.cloudevents.json").startswith(f"{log}:2: ")
    assert not Path("a.cloudevents.json").exists()


@pytest.mark.parametrize("name", NAMES)
def test_convert_writes_nothing_of_a_file_that_cannot_be_read_whole(tmp_path, name):
    source, target = tmp_path / "talks.jsonl", tmp_path / name
    source.write_text(f"{codec.dumps([HELD])}{{}}\n", encoding="utf-8")
    assert error_of("convert", source, target).startswith(f"{source}:2: ")
    assert not target.exists()


@pytest.mark.parametrize("name", NAMES)
def test_convert_replaces_a_file_only_by_force(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    assert "--force overwrites it" in error_of("convert", "article-2023-11-16", tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert run("convert", "article-2023-11-16", tmp_path / name, "--force")[0] == 0


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("a.prov.json", ["--on", "2023"], "--on works only with .ics"),
        ("a.cloudevents.json", ["--known", "2023"], "--known works only with .ics"),
        ("a.jsonl", ["--on", "2023"], "--on works only with .ics"),
        (
            "a.jsonl",
            ["--uri", "urn:x:y"],
            "--uri works only with .cloudevents.json, .prov.json, .ics",
        ),
        (
            "a.jsonl",
            ["--stream", "x"],
            "--stream works only with .cloudevents.json, .prov.json, .ics",
        ),
        ("a.ics", ["--stream", "x"], "--stream needs a log"),
        ("a.ics", ["--uri", "a b"], "not a URI"),
        ("a.ics", ["--to", "ical"], "'ical' is not one of"),
        ("a.ics", ["--on", "2019"], "cannot be empty"),
    ],
)
def test_convert_refuses_options_that_a_form_has_no_room_for(tmp_path, name, options, told):
    assert told in " ".join(
        error_of("convert", "south-caucasus", tmp_path / name, *options).split()
    )
    assert list(tmp_path.iterdir()) == []
