"""``peacetalks import``, ``sync``, ``release``, ``formats``: as people type them."""

import contextlib
import csv
import json
import re
import shlex
import sqlite3
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

import peacetalks as pt
from commands import error_of, on_terminal, run
from releases import write

ROOT = Path(__file__).parents[2]
PUBLISHED = ("--published", "2024-06")
EXTRACTS = [ROOT / "docs" / "data" / f"ged-ukraine-to-{year}.csv" for year in (2018, 2019)]
PAGE = (ROOT / "docs/howto/import-and-sync.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own, beside the extracts."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def damaged(folder):
    """Write a file with a good row, a row without a date and one that cannot be split."""
    with EXTRACTS[0].open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    dateless = {**rows[2], "date_start": "", "date_end": ""}
    path = write(folder / "damaged.csv", [rows[1], dateless], list(rows[0]))
    path.write_text(path.read_text() + 'a "row, cut\n')
    return path


def sync(number, *words):
    """Take an extract into ged.db."""
    release, published = (("19.1", "2019-06"), ("20.1", "2020-06"))[number]
    code, out, err = run(
        "sync",
        EXTRACTS[number],
        "--log",
        "ged.db",
        "--release",
        release,
        "--published",
        published,
        *words,
    )
    assert (code, err) == (0, "")
    return out


def test_commands_of_the_page_print_what_it_says():
    (page,) = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    commands = re.split(r"^\$ peacetalks ", page, flags=re.MULTILINE)[1:]
    assert len(commands) == 5
    for command in commands:
        words, _, told = command.partition("\n")
        code, out, err = run(*shlex.split(words))
        assert (code, err) == (0, "")
        assert not told or OutputChecker().check_output(told, out, ELLIPSIS), out


def test_import_without_a_log_reports_and_stores_nothing(folder):
    code, out, err = run("import", EXTRACTS[0], *PUBLISHED)
    assert code == 0
    assert "15 = 15 made events + 0 made none" in out
    assert "second header, of HXL tags" in err
    assert [path.name for path in folder.iterdir()] == ["docs"]


def test_import_into_a_log_can_be_repeated_and_says_so():
    first = run("import", EXTRACTS[0], "--log", "ged.db", "--published", "2019-06")
    assert (first[0], "appended: 49 facts, 1 actor, 15 rows" in first[1]) == (0, True)
    again = run("import", EXTRACTS[0], "--log", "ged.db", "--published", "2019-06")
    assert "the log has it already" in again[1]
    changed = run("import", EXTRACTS[1], "--log", "ged.db", "--published", "2020-06")
    assert "left out: 15 rows" in changed[1]
    assert "peacetalks sync records what changed" in changed[2]


def test_rejects_are_the_rows_as_they_were_with_the_reason(damaged):
    code, out, _ = run("import", damaged, *PUBLISHED, "--rejects", "left.csv")
    assert code == 0
    assert "3 = 1 made events + 2 made none" in out
    with Path("left.csv").open(newline="", encoding="utf-8") as file:
        dateless, cut = csv.DictReader(file)
    assert "no date" in dateless["rejected: reason"]
    assert (dateless["id"], dateless["rejected: line"]) == ("155052", "3")
    assert cut["rejected: text"] == 'a "row, cut'


def test_mended_rejects_can_be_imported(damaged):
    run("import", damaged, *PUBLISHED, "--rejects", "left.csv")
    with Path("left.csv").open(newline="", encoding="utf-8") as file:
        dateless, _ = csv.DictReader(file)
    mended = {**dateless, "date_start": "2014-08-14", "date_end": "2014-08-15"}
    write(Path("mended.csv"), [mended], list(mended))
    code, out, _ = run("import", "mended.csv", *PUBLISHED)
    assert (code, "1 = 1 made events" in out) == (0, True)


def test_rejects_never_take_the_place_of_a_file_that_is_there(damaged):
    run("import", damaged, *PUBLISHED, "--log", "ged.db")
    for name in ("damaged.csv", "ged.db"):
        before = Path(name).read_bytes()
        told = error_of("import", "damaged.csv", *PUBLISHED, "--log", "ged.db", "--rejects", name)
        assert "already exists" in told
        assert Path(name).read_bytes() == before
    told = error_of("import", "damaged.csv", *PUBLISHED, "--log", "new.db", "--rejects", "new.db")
    assert "already exists" in told
    assert "cannot write the file" in error_of(
        "import", "damaged.csv", *PUBLISHED, "--rejects", "no/left.csv"
    )


def test_encoding_that_the_file_is_not_in_is_named(damaged):
    told = error_of("import", damaged, *PUBLISHED, "--encoding", "utf-16")
    assert "not in utf-16" in told
    assert "no such encoding" in error_of("import", damaged, *PUBLISHED, "--encoding", "idna")


def test_json_of_an_import_has_the_balance_and_the_findings(damaged):
    _, out, _ = run("import", damaged, *PUBLISHED, "--json")
    (report,) = json.loads(out)
    assert report["rows"] == report["rows_with_events"] + report["rows_with_findings_only"] == 3
    assert {finding["line"] for finding in report["findings"]} >= {3, 4}
    assert report["is_whole"] is True


def test_file_of_no_known_columns_says_what_was_looked_for(folder):
    (folder / "odd.csv").write_text("a,b\n1,2\n")
    told = error_of("import", "odd.csv", *PUBLISHED)
    assert "(a, b) are not those of any known format" in told
    assert "missing: globaleventid" in told
    assert "peacetalks formats" in told


def test_sync_in_json_has_every_change():
    sync(0)
    told = json.loads(sync(1, "--json"))
    changed = {one["row"]: one["fields"] for one in told["changed"]}
    assert changed["257655"]["deaths_b"] == {"from": "1", "to": "0"}
    assert (told["before"], told["number"], len(told["added"])) == ("19.1", 2, 4)


def test_releases_are_listed_and_given_back_as_they_were():
    sync(0)
    sync(1)
    code, out, _ = run("release", "ged.db")
    assert [line.split("  ")[0] for line in out.splitlines()] == ["ucdp-ged 19.1", "ucdp-ged 20.1"]
    for name, path in zip(("19.1", "20.1"), EXTRACTS, strict=True):
        code, out, _ = run("release", "ged.db", name)
        assert code == 0
        lines = path.read_text(encoding="utf-8").splitlines()
        given_back = out.splitlines()
        assert given_back[:2] == lines[:2]
        assert sorted(given_back) == sorted(lines)


def test_row_of_a_release_is_shown_by_its_id():
    sync(0)
    code, out, _ = run("release", "ged.db", "19.1", "--row", "257655")
    assert code == 0
    assert re.search(r"^deaths_unknown +2$", out, re.MULTILINE)
    assert "no row '7'" in error_of("release", "ged.db", "19.1", "--row", "7")


def test_state_of_a_log_passes_over_the_stream_of_rows():
    sync(0)
    code, out, _ = run("state", "ged.db", "--json", "--on", "2019-12-31")
    assert code == 0
    assert json.loads(out)["parts"]["figures"]


def test_stream_and_rule_exclude_each_other():
    told = error_of("import", EXTRACTS[0], *PUBLISHED, "--stream", "a", "--by", "dyad")
    assert "use one of them" in told
    assert "did you mean 'dyad'" in error_of("import", EXTRACTS[0], *PUBLISHED, "--by", "dyads")


@pytest.mark.parametrize(
    ("rule", "streams"),
    [
        (("--by", "conflict"), {"ucdp-conflict-13306", "ucdp-conflict-13246"}),
        (("--stream", "ukraine"), {"ukraine"}),
    ],
)
def test_facts_go_where_they_were_told_to(rule, streams):
    sync(0, *rule)
    with pt.open_log("ged.db", create=False) as log:
        assert {one.stream for one in log.streams()} >= streams


def test_formats_are_listed_and_told_one_by_one():
    code, out, _ = run("formats")
    assert code == 0
    assert "CC BY 4.0" in out
    code, out, _ = run("formats", "ucdp-ged")
    assert "streams by country (the default), dyad, conflict" in out
    assert json.loads(run("formats", "--json")[1])[0]["name"]
    assert "no format 'ucdp-gde'" in error_of("formats", "ucdp-gde")


def test_sync_without_a_day_says_what_is_missing():
    assert "--published" in error_of("sync", EXTRACTS[0], "--log", "ged.db")
    assert not Path("ged.db").exists()


def test_import_on_a_terminal_shows_its_rows_and_takes_that_back(folder):
    header, _, row, *_ = EXTRACTS[0].read_text(encoding="utf-8").splitlines()
    many = [f"{number}{row[row.index(',') :]}" for number in range(1200)]
    (folder / "many.csv").write_text("\n".join([header, *many]), encoding="utf-8")
    code, out, shown = on_terminal("import", "many.csv", *PUBLISHED, TERM="xterm")
    assert code == 0
    assert "1,200 made events" in out
    assert "importing" in shown
    assert "1,000 rows" in shown
    quiet = on_terminal("import", EXTRACTS[0], *PUBLISHED, TERM="dumb")
    assert "importing" not in quiet[2]


def test_duplicates_are_proposed_and_only_appended_when_told(folder):
    header = EXTRACTS[0].read_text(encoding="utf-8").splitlines()[0]
    row = EXTRACTS[0].read_text(encoding="utf-8").splitlines()[2]
    again = "999" + row[row.index(",") :]
    (folder / "twice.csv").write_text(f"{header}\n{row}\n{again}\n", encoding="utf-8")
    run("import", "twice.csv", *PUBLISHED, "--log", "ged.db")
    code, out, _ = run("duplicates", "ged.db", "--by", "place")
    assert code == 0
    assert "proposed; nothing was appended" in out
    proposed = json.loads(run("duplicates", "ged.db", "--by", "place", "--json")[1])["UKR"]
    assert proposed["facts"] == len(proposed["proposals"]) > 0
    code, out, _ = run("duplicates", "ged.db", "--by", "place", "--append", "--on", "2024-05-01")
    assert f"{proposed['facts']} merges appended" in out
    assert "0 merges proposed" in run("duplicates", "ged.db", "--by", "place")[1]


@pytest.mark.parametrize("command", ["import", "sync"])
def test_packed_packs_the_facts_and_rows_are_packed_in_any_case(command, folder):
    told = (*PUBLISHED, "--release", "2018", "--dataset", "d", "--covers", "UKR:2014/2018")
    for place, more in (("plain.db", ()), ("packed.db", ("--packed",))):
        code, _, _ = run(command, str(EXTRACTS[0]), "--log", place, *told, *more)
        assert code == 0
    kept = {}
    for place in ("plain.db", "packed.db"):
        with pt.open_log(folder / place) as log:
            names = [summary.stream for summary in log.streams()]
            kept[place] = {name: [r.event for r in log.read(name)] for name in names}
        with contextlib.closing(sqlite3.connect(folder / place)) as connection:
            is_packed = dict(
                connection.execute(
                    "SELECT stream LIKE 'releases:%', min(packed IS NOT NULL AND fields IS NULL)"
                    " + max(packed IS NOT NULL AND fields IS NULL) FROM peacetalks_events"
                    " GROUP BY 1"
                )
            )
        assert is_packed == {0: 2 if place == "packed.db" else 0, 1: 2}
    assert kept["plain.db"] == kept["packed.db"]
