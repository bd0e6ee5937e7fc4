"""Files as downloaded: packed, in other encodings, cut off; never a short reading without a word."""

import bz2
import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from peacetalks import importers
from peacetalks.errors import InvalidValue, NotFound, ReadError
from peacetalks.importers.identifiers import listed
from peacetalks.importers.tables.files import opened

GED = Path(__file__).parents[1] / "fixtures" / "ucdp-ged" / "global-49.csv"
PLAIN = GED.read_bytes()


def archive(path, members, **how):
    with zipfile.ZipFile(path, "w", **how) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def facts(path, **options):
    """Return the facts of a file, without what it calls its actors."""
    read = importers.read(path, release="1", **{"published": "unknown"} | options)
    return [event for outcome in read.outcomes() for event in outcome.events]


EVENTS = facts(GED)


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_an_archive_of_one_table_is_read_whatever_else_lies_in_it(tmp_path, how):
    members = {
        "ged/": "",
        "ged/ged.csv": PLAIN,
        "__MACOSX/ged/._ged.csv": b"\0",
        "ged/codebook.pdf": b"%PDF",
    }
    assert facts(archive(tmp_path / "ged.zip", members, compression=how)) == EVENTS


def test_a_file_of_gzip_is_read_whatever_it_is_called(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_bytes(gzip.compress(PLAIN[:2000]) + gzip.compress(PLAIN[2000:]))
    assert facts(path) == EVENTS


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_other_encodings_are_known_by_their_mark_or_by_what_is_said(
    tmp_path, encoding, told, packed
):
    data = PLAIN.decode().replace("a spokesman", "le porte-parole en été").encode(encoding)
    path = tmp_path / "ged.csv"
    path.write_bytes(gzip.compress(data) if packed else data)
    read = importers.read(path, release="1", encoding=told, published="unknown")
    events = [event for outcome in read.outcomes() for event in outcome.events]
    assert [event.id for event in events] == [event.id for event in EVENTS]
    assert events[0].sources[0].citing == "le porte-parole en été"
    assert "PT211" not in read.report.codes


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "gb18030"])
def test_what_an_encoding_does_not_have_is_a_finding_of_its_row_alone(tmp_path, encoding):
    lines = PLAIN.decode().splitlines(keepends=True)
    data = [line.encode(encoding if number == 0 else f"{encoding}-le" if encoding == "utf-16" else encoding) for number, line in enumerate(lines)]  # fmt: skip
    stray = b"\x00\xd8\x41\x00" if encoding == "utf-16" else b"\xff"
    marker = "DPR".encode("utf-16-le" if encoding == "utf-16" else encoding)
    data[2] = data[2].replace(marker, marker + stray)
    path = tmp_path / "ged.csv"
    path.write_bytes(b"".join(data))
    read = importers.read(
        path, release="1", encoding=None if encoding == "utf-16" else encoding, published="unknown"
    )
    outcomes = list(read.outcomes())
    assert [f.line for o in outcomes for f in o.findings if f.code == "PT211"] == [3]
    assert [e for o in outcomes if o.key != "900002" for e in o.events] == [
        event for event in EVENTS if "900002" not in event.id
    ]


def test_a_wide_encoding_that_ends_in_the_middle_of_a_character_is_an_error(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_bytes(PLAIN.decode().encode("utf-16")[:-1])
    with pytest.raises(ReadError, match="cut off"):
        facts(path)


@pytest.mark.parametrize("name", ["klingon", "rot13", "undefined", "", "a\0b"])
def test_an_encoding_that_python_does_not_know_is_refused(name):
    with pytest.raises(InvalidValue, match="no such encoding"):
        importers.read(GED, encoding=name, published="unknown")


# Damage


@pytest.mark.parametrize("kept", [3, 9, 12, 60, 400, -9, -8, -1])
def test_a_file_of_gzip_that_was_cut_off_is_an_error(tmp_path, kept):
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress(PLAIN)[:kept])
    with pytest.raises(ReadError, match=r"ged\.csv\.gz: the file is damaged or was cut off"):
        facts(path)


@pytest.mark.parametrize("place", [20, 500, -6, -2])
def test_a_file_of_gzip_with_a_changed_byte_is_an_error(tmp_path, place):
    data = bytearray(gzip.compress(PLAIN))
    data[place] ^= 0xFF
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="damaged"):
        facts(path)


@pytest.mark.parametrize("kept", [4, 30, 300, 1000, -1])
def test_an_archive_that_was_cut_off_is_an_error(tmp_path, kept):
    whole = archive(tmp_path / "a.zip", {"ged.csv": PLAIN}, compression=zipfile.ZIP_DEFLATED)
    path = tmp_path / "ged.zip"
    path.write_bytes(whole.read_bytes()[:kept])
    with pytest.raises(ReadError, match=r"ged\.zip: the file is damaged or was cut off"):
        facts(path)


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
@pytest.mark.parametrize("place", [60, 90, 300, 1200])
def test_an_archive_with_a_changed_byte_is_an_error(tmp_path, how, place):
    whole = archive(tmp_path / "a.zip", {"ged.csv": PLAIN}, compression=how)
    data = bytearray(whole.read_bytes())
    data[place] ^= 0x55
    path = tmp_path / "ged.zip"
    path.write_bytes(data)
    with pytest.raises((ReadError, InvalidValue)):
        facts(path)


def test_after_a_file_broke_off_the_report_says_how_far_it_was_read(tmp_path):
    path = tmp_path / "ged.csv.gz"
    many = PLAIN + PLAIN.partition(b"\n")[2] * 300
    path.write_bytes(gzip.compress(many)[:-400])
    read = importers.read(path, published="unknown")
    with pytest.raises(ReadError):
        list(read)
    assert read.report.rows > 100
    assert not read.report.is_whole
    assert "not read to its end" in str(read.report)


# Refusals


def test_an_archive_of_several_tables_asks_which_is_meant(tmp_path):
    path = archive(tmp_path / "two.zip", {"a.csv": PLAIN, "b.csv": PLAIN, "note.md": b"x"})
    with pytest.raises(InvalidValue, match=r"a\.csv, b\.csv; hint: member=NAME"):
        importers.read(path, published="unknown")
    assert facts(path, member="b.csv") == EVENTS
    with pytest.raises(InvalidValue, match=r"did you mean 'b\.csv'"):
        importers.read(path, member="b.cvs", published="unknown")


def test_a_list_of_names_is_shortened():
    assert listed(["a", "b"]) == "a, b"
    assert listed([f"c{n}" for n in range(1, 1001)]).endswith("c8 and 992 more")
    assert len(listed(["x" * 1000] * 1000)) < 400


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({}, "an archive without files"),
        ({"xl/workbook.xml": b"<x/>", "xl/styles.xml": b"<x/>"}, "an Excel workbook.*CSV"),
        ({"ged.csv.gz": gzip.compress(PLAIN)}, "packed file inside a packed file"),
    ],
)
def test_archives_that_hold_no_table_are_refused_in_words(tmp_path, members, told):
    with pytest.raises(InvalidValue, match=told):
        importers.read(archive(tmp_path / "a.zip", members), published="unknown")


def test_an_archive_with_a_password_is_refused_in_words(tmp_path):
    path = archive(tmp_path / "a.zip", {"ged.csv": PLAIN})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of encryption, in the header of the member
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(InvalidValue, match=r"cannot be unpacked .*unpack it"):
        importers.read(path, published="unknown")


def test_a_member_of_what_is_no_archive_is_refused(tmp_path):
    with pytest.raises(InvalidValue, match="not an archive"):
        importers.read(GED, member="ged.csv", published="unknown")
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress(PLAIN))
    with pytest.raises(InvalidValue, match="not an archive"):
        importers.read(packed, member="ged.csv", published="unknown")


def test_what_is_not_there_is_said_with_what_is(tmp_path):
    (tmp_path / "ged241.csv").write_bytes(PLAIN)
    with pytest.raises(NotFound, match=r"no such file: .*hint: did you mean 'ged241\.csv'"):
        importers.read(tmp_path / "ged421.csv", published="unknown")
    with pytest.raises(NotFound, match="no such file"):
        importers.read(tmp_path / "nowhere" / "ged.csv", published="unknown")
    with pytest.raises(InvalidValue, match="a folder, not a file"):
        importers.read(tmp_path, published="unknown")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidValue, match="cannot be read twice"):
        importers.read(tmp_path / "pipe", published="unknown")


@pytest.mark.parametrize("data", [bz2.compress(PLAIN), b"\xd0\xcf\x11\xe0\0\0", PLAIN[:50] + b"\0"])
def test_what_is_no_text_is_refused(tmp_path, data):
    path = tmp_path / "ged.csv"
    path.write_bytes(data)
    with pytest.raises(InvalidValue):
        importers.read(path, published="unknown")


def test_a_file_is_closed_however_reading_ends(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_bytes(PLAIN)
    with opened(path) as file:
        assert isinstance(file, io.BufferedReader)
    assert file.closed
    read = importers.read(path, published="unknown")
    next(read)
    del read  # a warning of a file left open would be an error here
