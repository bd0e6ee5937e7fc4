"""``peacetalks log backup``, ``redact`` and ``export``."""

import json

import pytest

from commands import HEAD, altered, error_of, made, run


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def talks():
    """Make a log of one stream."""
    return made("talks.db")


def test_backup_is_the_same_log_and_replaces_nothing(talks):
    code, out, _ = run("log", "backup", talks, "copy.db")
    assert (code, out.splitlines()[0]) == (0, "a verified copy of talks.db: 3 records")
    assert HEAD.findall(out) == HEAD.findall(run("verify", "copy.db")[1])
    told = error_of("log", "backup", talks, "copy.db")
    assert "a file that already exists: 'copy.db'" in told
    assert json.loads(run("log", "backup", talks, "other.db", "--json")[1])["records"] == 3


def test_redact_says_what_is_kept_and_the_gap_shows(talks):
    code, out, _ = run("log", "redact", talks, "new.db", "--event", "aze-arm", "no")
    assert code == 0
    first, kept, _, last = out.splitlines()
    assert first == "a verified copy of talks.db: 4 records, without content: 2"
    assert kept.startswith("kept of those: positions, ids, kinds, dates")
    assert (
        last
        == "talks.db still holds the content: delete it, its -wal and -shm files, and its backups"
    )
    code, out, err = run("log", "export", "new.db", "aze-arm")
    assert (code, len(out.splitlines())) == (0, 2)
    assert err.startswith(
        "new.db:2: aze-arm 2 (no): the content of this meeting-refused was erased"
    )
    assert "; redacted: 2" in run("verify", "new.db")[1]


def test_redact_names_an_event_that_is_not_there(folder, talks):
    told = error_of("log", "redact", talks, "new.db", "--event", "aze-arm", "yes")
    assert "no event 'yes' in stream 'aze-arm'" in told
    assert not (folder / "new.db").exists()


# Export


def test_export_prints_or_writes_the_events_as_they_were_appended(folder, talks):
    whole = (folder / "a.jsonl").read_text() + (folder / "b.jsonl").read_text()
    assert run("log", "export", talks, "aze-arm") == (0, whole, "")
    assert run("log", "export", talks, "aze-arm", "-o", "c.jsonl") == (0, "", "")
    assert (folder / "c.jsonl").read_text() == whole
    assert error_of("log", "export", talks, "aze-arm", "-o", "c.jsonl") == (
        "peacetalks: the file already exists: 'c.jsonl'; hint: --force overwrites it\n"
    )
    assert run("log", "export", talks, "aze-arm", "-o", "c.jsonl", "--force")[0] == 0
    assert "accepted: .jsonl" in error_of("log", "export", talks, "aze-arm", "-o", "c.txt")


def test_export_tells_what_cannot_be_read_and_writes_the_rest(talks):
    altered("UPDATE peacetalks_records SET payload = '{' WHERE position = 2")
    code, out, err = run("log", "export", talks, "aze-arm")
    assert (code, len(out.splitlines())) == (1, 2)
    assert err.startswith("talks.db:2: aze-arm 2 (no): not JSON")
