"""Data packages: valid to the reference library, whole or not there, the same for the same."""

import json
import zipfile
from pathlib import Path

import duckdb
import frictionless
import polars as pl
import pytest

import peacetalks as pt
from peacetalks import frames
from stories import held, proposed, refused

WORDS = {
    "name": "south-caucasus",
    "title": "Talks between Armenia and Azerbaijan",
    "version": "1.0.0",
    "created": "2024-01-31",
    "licence": "CC-BY-4.0",
    "contributors": [
        frames.Contributor("Example Institute"),
        frames.Contributor("B. Editor", role="editor", url="https://example.org/b"),
    ],
    "description": "Who proposed which meeting, and who refused.",
}


@pytest.fixture(scope="module")
def history():
    return pt.History(pt.datasets.south_caucasus())


@pytest.fixture(scope="module")
def tables(history):
    state = history.state()
    return {
        "events": frames.events(history),
        "refusals": frames.events(history, kind="meeting-refused"),
        "states": frames.states(history, ["2022-12-31", "2023-12-31"], known="then"),
        "panel": frames.panel(history, every="month"),
        "findings": frames.findings(pt.check(history)),
        "granada": frames.why(history.why("meetings/granada-2023-10")),
        **{name: frames.parts(state, name) for name in ("meetings", "figures", "standings")},
    }


@pytest.fixture(scope="module")
def made(history, tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages") / "talks"
    return frames.data_package(folder, tables, **WORDS, sources=history.events)


def stated(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_the_reference_library_finds_nothing_wrong(made):
    found = frictionless.Package(str(made / "datapackage.json")).validate()
    assert found.flatten(["type", "note", "fieldName", "rowNumber"]) == []
    assert found.valid


def test_a_cell_that_is_altered_is_found_by_the_reference_library(made, tmp_path):
    for file in made.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rows = (tmp_path / "events.csv").read_text(encoding="utf-8")
    altered = rows.replace("2015-01-01", "2015-13-01", 1)
    assert altered != rows
    (tmp_path / "events.csv").write_text(altered, encoding="utf-8")
    found = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "type-error" in {kind for (kind,) in found.flatten(["type"])}


def test_it_says_who_made_it_under_which_licence_and_from_what(made, history):
    package = stated(made)
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert [maker["title"] for maker in package["contributors"]] == [
        "Example Institute",
        "B. Editor",
    ]
    assert package["created"] == "2024-01-31T00:00:00Z"
    urls = {s.url for e in history.events for s in e.sources if s.url}
    assert {source["path"] for source in package["sources"] if "path" in source} == urls
    named = [tuple(sorted(source.items())) for source in package["sources"]]
    assert len(set(named)) == len(named)


def test_the_readme_says_how_to_cite_it_and_what_is_in_it(made, tables):
    told = (made / "README.md").read_text(encoding="utf-8")
    assert (
        "Cite as: Example Institute (2024). Talks between Armenia and Azerbaijan. Version 1.0.0. "
        "CC-BY-4.0"
    ) in told
    for name, table in tables.items():
        assert f"| `{name}.csv` | {len(table):,} | " in told


def test_every_column_has_a_type_and_what_is_nested_says_how_it_is_laid_out(made):
    for resource in stated(made)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["type"] in {
                "string", "integer", "number", "boolean", "date", "datetime", "array"
            }  # fmt: skip
            if field["type"] == "array":
                assert "JSON" in field["description"]
    events = stated(made)["resources"][0]["schema"]["fields"]
    types = {field["name"]: field["type"] for field in events}
    assert types["occurred_first"] == "date"
    assert types["public"] == "datetime"
    assert types["sources"] == "array"


def test_what_is_read_back_is_what_the_tables_say(made, tables):
    for name, table in tables.items():
        back = pl.read_csv(made / f"{name}.csv", infer_schema_length=None)
        assert len(back) == len(table)
        plain = [n for n in table.names if not pl.DataFrame(table)[n].dtype.is_nested()]
        ours = pl.DataFrame(table).select(plain)
        for column in plain:
            told = [None if v in {None, ""} else str(v) for v in _texts(ours[column])]
            assert [None if v is None else str(v) for v in back[column].cast(pl.String)] == told


def _texts(column):
    if column.dtype == pl.Datetime:
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_list()
    if column.dtype == pl.Boolean:
        return [None if v is None else str(v).lower() for v in column]
    return column.to_list()


def test_instants_are_read_as_instants(made, tables):
    (first,) = duckdb.sql(f"SELECT min(public) FROM '{made / 'events.csv'}'").fetchall()[0]
    # A statement of coverage without a day was always public.
    publics = [public for public in tables["events"].column("public") if public is not None]
    assert first.year == min(publics).year


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_the_same_tables_and_words_make_the_same_bytes(history, tables, tmp_path, suffix):
    one, other = (
        frames.data_package(tmp_path / f"{n}{suffix}", tables, **WORDS, sources=history.events)
        for n in "ab"
    )
    if suffix:
        assert one.read_bytes() == other.read_bytes()
    else:
        for file in one.iterdir():
            assert file.read_bytes() == (other / file.name).read_bytes()


def test_a_zip_file_holds_what_the_folder_holds(made, history, tables, tmp_path):
    packed = frames.data_package(tmp_path / "talks.zip", tables, **WORDS, sources=history.events)
    with zipfile.ZipFile(packed) as inside:
        assert {name: inside.read(name) for name in inside.namelist()} == {
            file.name: file.read_bytes() for file in made.iterdir()
        }
    assert frictionless.Package(str(packed)).validate().valid


def test_hostile_texts_stay_in_their_cells(tmp_path):
    text = '"; DROP\r\n,=cmd|\u202e<script>\x00'.replace("\x00", "")
    told = [
        proposed(id="ask", note=text),
        refused(id="no", reasons=[pt.Reason("venue", text)]),
        held(id="met", sources=[pt.Source(text, title=text, url="javascript:alert(1)")]),
    ]
    made = frames.data_package(
        tmp_path / "p", {"events": frames.events(told)}, **WORDS, sources=told
    )
    assert frictionless.Package(str(made / "datapackage.json")).validate().valid
    # A table of text has no control character and no mark of direction; Parquet keeps them.
    shown = text.replace("\r", "").replace("\u202e", "")
    assert shown in pl.read_csv(made / "events.csv")["note"].to_list()
    assert all("path" not in source for source in stated(made)["sources"])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "South Caucasus"}, "not a valid name"),
        ({"name": "../up"}, "not a valid name"),
        ({"title": "  "}, "an empty title"),
        ({"licence": "free for all!"}, "not a licence"),
        ({"created": "2024"}, "not a day"),
        ({"created": "soon"}, "not a date"),
        ({"contributors": []}, "no contributors"),
        ({"tables": {}}, "without tables"),
        ({"tables": {"a/b": None}}, "not a valid name"),
    ],
)
def test_what_no_package_can_be_made_of_is_refused_and_nothing_is_left(tmp_path, wrong, told):
    given = {"tables": {"events": frames.events([held()])}, **WORDS, **wrong}
    with pytest.raises(pt.InvalidValue, match=told):
        frames.data_package(tmp_path / "p", **given)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_written_over(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine")
    with pytest.raises(pt.InvalidValue, match="already exists"):
        frames.data_package(tmp_path / "p", {"events": frames.events([held()])}, **WORDS)
    assert [file.name for file in (tmp_path / "p").iterdir()] == ["mine.txt"]
    with pytest.raises(pt.errors.NotFound, match="no such folder"):
        frames.data_package(tmp_path / "x" / "p", {"events": frames.events([held()])}, **WORDS)


def test_a_package_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        frames.data_package(tmp_path / "p", {"events": frames.events([held()])}, **WORDS)
    assert list(tmp_path.iterdir()) == []
