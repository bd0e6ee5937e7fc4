"""What no output shows: characters that are not seen, and passwords.

Characters of the data that a terminal obeys, that turn a line around, or that some programs end a
line at are escaped where the format has escapes and reads them back, and replaced elsewhere. The
password of an address is in no message, however the address is misspelt.
"""

import contextlib
import json
import re
import tempfile
import traceback
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from commands import run
from peacetalks import codec, frames, importers, interchange
from peacetalks._text import characters, secrets
from peacetalks.cli import output
from peacetalks.codec import plain
from peacetalks.interchange import cloud
from peacetalks.log import opening
from peacetalks.views.html_report.page import html_of
from planted import assert_caught

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)
FEW = settings(max_examples=max(5, settings().max_examples // 10))
EACH = "\x1b\x7f\x80\x85\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
hidden = st.text(st.sampled_from(f"{EACH}ab\n\t"), min_size=1, max_size=12).map("x{}y".format)


def stream(text):
    """Return facts that have a text wherever a field holds any."""
    source = pt.Source(text, title=text, quote=text, locator=text, published="2031-01-02")
    said = {"note": text, "speaker": text, "office": text, "sources": source}
    return [
        pt.ActorNamed(occurred="2031-01-01", actor="NORTH", names=text),
        pt.StatementMade(id="s", occurred="2031-01-01", by="NORTH", text=text, **said),
        pt.MeetingProposed(
            id="p",
            occurred="2031-01-01",
            meeting="m",
            planned_for="2031-02-01",
            invitees=("NORTH", "SOUTH"),
            place=pt.Place(text, country="ARM"),
            agenda=text,
            **said,
        ),
        pt.MeetingRefused(
            id="r",
            occurred="2031-01-03",
            meeting="m",
            by="NORTH",
            reasons=pt.Reason("other", text=text, quote=text),
            **said,
        ),
        pt.CommitmentMade(
            id="c", occurred="2031-01-04", commitment="k", by="SOUTH", content=text, due="2031-02-02"
        ),
        pt.Annotation(id="a", occurred="2031-01-05", namespace="n", payload={text: (text,)}),
        pt.UnknownEvent(
            id="u", tag="own-kind", raw=json.dumps({"kind": "own-kind", "id": "u", "occurred": "2031", text: text}, ensure_ascii=False),
            occurred="2031",
        ),
    ]  # fmt: skip


def shown(text, folder):
    """Yield each output of these facts, with what it is."""
    facts = stream(text)
    log = folder / "t.db"
    for suffix in ("jsonl", "yaml"):
        path = folder / f"t.{suffix}"
        pt.write(path, facts)
        yield suffix, path.read_bytes().decode()
        assert list(pt.read(path)) == facts
    with pt.open_log(log) as opened:
        opened.append("s", facts, recorded_by=text, cause=text)
        assert [record.event for record in opened.read("s")] == facts
    history = pt.History(facts)
    for suffix in ("cloudevents.json", "prov.json", "ics"):
        path = folder / f"t.{suffix}"
        interchange.write(path, history)
        yield suffix, path.read_bytes().decode().replace("\r\n", "\n")
    assert cloud.events_of((folder / "t.cloudevents.json").read_text())
    frames.events(history).to_csv(folder / "t.csv")
    yield "csv", (folder / "t.csv").read_bytes().decode()
    yield "html", html_of(history)
    yield "card", "".join(one._repr_html_() for one in (history, *facts))
    yield "brief", history.state().summary()
    file = folder / "t.jsonl"
    for words in (
        ("state", file), ("check", file), ("why", file, "r"), ("timeline", file), ("actors", file),
        ("diff", file, "--from", "2031-01-01", "--to", "2031-01-06"),
        ("state", log), ("log", "tail", log, "--after", "0"), ("log", "streams", log),
        ("verify", log),
    ):  # fmt: skip
        for form in ((), ("--json",)):
            _, out, err = run(*words, *form)
            yield " ".join(map(str, (*words, *form))), out + err
    _, out, err = run("log", "export", log, "s")
    yield "log export", out + err
    assert list(codec.loads(out)) == facts
    yield "an unknown id", "".join(run("why", file, f"x{text}")[1:])
    yield "an unknown option", "".join(run(f"--{text}")[1:])
    yield "an unknown file", "".join(run("state", f"{text}.jsonl")[1:])


def nothing_hidden_is_shown(text):
    with tempfile.TemporaryDirectory() as folder:
        for name, output_ in shown(text, Path(folder)):
            found = HIDDEN.search(output_)
            assert found is None, (name, output_[max(0, found.start() - 30) : found.end() + 30])


@FEW
@example(EACH)
@given(hidden)
def test_no_output_shows_a_hidden_character_and_files_read_back(text):
    nothing_hidden_is_shown(text)


def test_l09_a_row_of_a_data_set_is_shown_without_hidden_characters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.json").write_text(
        json.dumps([{"year": 2023, "coo": "AZE", "coo_name": EACH, "coo_iso": "AZE", "coa": "ARM",
                     "coa_iso": "ARM", "refugees": 5, "note": EACH}])
    )  # fmt: skip
    for words in (
        ("import", "r.json"),
        ("sync", "r.json", "--log", "t.db", "--release", "1", "--published", "2024-06"),
    ):
        for form in ((), ("--json",)):
            _, out, err = run(*words, *form)
            assert HIDDEN.search(out + err) is None


@pytest.mark.parametrize("form", ["{}", "{}/x", "postgresql://h/{}"])
def test_half_a_character_in_an_argument_is_an_error_of_ours(form, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = form.format("x\udc9b\udcff")
    for words in (("state", place), ("verify", place), ("log", "init", place), ("import", place)):
        code, out, err = run(*words)
        assert (code, out) == (2, "") or Path(place).exists()
        assert HIDDEN.search(err) is None
    for ask in (lambda: pt.MemoryLog().append(place, stream("x")[1:2]),
                lambda: pt.MemoryLog().append("s", [], recorded_by=place),
                lambda: pt.Source(place)):  # fmt: skip
        with pytest.raises(pt.InvalidValue):
            ask()


# Passwords

SECRET = "hunter2"  # noqa: S105 # that is the case
ADDRESSES = [
    "{}://bob:{}@127.0.0.1:1/x",
    "{}:/bob:{}@127.0.0.1:1/x",
    "{}:///bob:{}@127.0.0.1:1/x",
    "{}//bob:{}@127.0.0.1:1/x",
    "{}://bob:{}%40127.0.0.1:1/x",
    "{}://bob:{}@one@127.0.0.1:1/x",
    "{}://bob:{} more@127.0.0.1:1/x",
    "{}://bob:more {}@127.0.0.1:1/x",
    "{}://bob:{}@127.0.0.1:port/x",
    "{}://127.0.0.1:1/x?user=bob&password={}",
    "{}://127.0.0.1:1/x?user=bob&sslpassword={}&sslmode=require",
    "{}://127.0.0.1:1/x?user=bob&pass%77ord={}",
    "{}://127.0.0.1:1/x?options=-cpassword={}",
    "postgresql{}:bob:{}@127.0.0.1",
    "host=127.0.0.1 port=1 user={} password={}",
    "host=127.0.0.1 port=1 user={} password='{} more'",
    " {}://bob:{}@127.0.0.1:1/x",
]
SCHEMES = [
    "postgresql", "postgresql+psycopg", "postgres", "postgressql", "Postgresql", "postgresql+",
    "sqlite", "sqlite+pysqlite", "mysql", "psql", "p", "",
]  # fmt: skip
addresses = st.builds(
    lambda form, scheme, extra: form.format(scheme, extra),
    st.sampled_from(ADDRESSES),
    st.sampled_from(SCHEMES),
    st.sampled_from(
        [SECRET, f"{SECRET}:1", f"1/{SECRET}", f"{SECRET}%2Fx", f"%{SECRET}", f"{SECRET}?"]
    ),
)


def texts_of(error):
    """Return every text that an error brings along."""
    texts = ["".join(traceback.format_exception_only(error)), repr(error), str(error)]
    for cause in (error.__cause__, None if error.__suppress_context__ else error.__context__):
        if cause is not None:
            texts += texts_of(cause)
    return texts


def said_of(address):
    """Yield every text that comes of an address, at each door that takes one."""
    doors = {
        "open_log": lambda: pt.open_log(address, timeout=1),
        "open_log of one": lambda: pt.open_log(address, create=False, timeout=1),
        "backup": lambda: pt.MemoryLog().backup(address),
        "read": lambda: pt.read(address),
        "write": lambda: pt.write(address, []),
        "import": lambda: importers.read(address, published="2031"),
        "panel": lambda: frames.panel(address, every="year"),
    }
    for name, door in doors.items():
        try:
            with contextlib.suppress(OSError):
                opened = door()
                yield name, repr(opened) + str(getattr(opened, "name", ""))
        except Exception as error:  # noqa: BLE001 # whatever comes out has no secret
            yield from ((name, text) for text in texts_of(error))
    for words in (
        ("verify", address), ("state", address), ("log", "init", address), ("log", "tail", address),
        ("import", address), (address,), ("log", "append", address, "s", "article-2023-11-16"),
        ("panel", address, "-o", "x.csv"), ("state", "--on", address, "south-caucasus"),
    ):  # fmt: skip
        yield " ".join(words), "".join(run(*words)[1:])


def no_secret_is_shown(address):
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, text in said_of(address):
            assert SECRET not in text.replace(name, ""), (name, text)


@FEW
@example("postgresql:/bob:hunter2@127.0.0.1/x")
@example("sqlite://bob:hunter2@h/x")
@given(addresses)
def test_no_message_shows_the_password_of_an_address(address):
    no_secret_is_shown(address)


# Planted bugs


def a_line_of_json_keeps_its_characters(patch):
    patch.setattr(plain, "escaped_in_json", lambda text: text)


def the_command_prints_json_as_it_is(patch):
    patch.setattr(output, "escaped_in_json", lambda text: text)


def a_line_end_of_unicode_is_forgotten(patch):
    patch.setattr(characters, "_NOT_ESCAPED", re.compile("[\x7f-\x9f]"))


def directions_stay(patch):
    patch.setattr(characters, "_DIRECTION", re.compile("[\u202a-\u202e]"))


@pytest.mark.planted
@pytest.mark.parametrize(
    "plant",
    [
        a_line_of_json_keeps_its_characters,
        the_command_prints_json_as_it_is,
        a_line_end_of_unicode_is_forgotten,
        directions_stay,
    ],
)
def test_the_planted_bug_shows_a_hidden_character(plant, monkeypatch):
    assert_caught(plant, monkeypatch, given(hidden)(nothing_hidden_is_shown), examples=30)


def only_whole_addresses_are_known(patch):
    patch.setattr(
        opening, "address_shown", lambda place: re.sub(r"(://\w+):\w+@", r"\1:***@", place)
    )


def nothing_inside_a_text_is_hidden(patch):
    patch.setattr(secrets, "_INSIDE", re.compile("(?!)()"))
    patch.setattr(secrets, "_QUOTED", re.compile("(?!)()"))
    patch.setattr(secrets, "_WHOLE", re.compile("(?!)()"))


def keys_are_not_known(patch):
    patch.setattr(secrets, "_KEY", re.compile("(?!)()"))


@pytest.mark.planted
@pytest.mark.parametrize(
    "plant", [only_whole_addresses_are_known, nothing_inside_a_text_is_hidden, keys_are_not_known]
)
def test_the_planted_bug_shows_a_password(plant, monkeypatch):
    assert_caught(plant, monkeypatch, given(addresses)(no_secret_is_shown), examples=150)
