"""Which format a file has: told by its columns, refused in words, never guessed in silence."""

import csv
import io
import json
import sys
import textwrap
from pathlib import Path

import pytest
from attrs import evolve

from peacetalks import importers
from peacetalks.errors import InvalidValue, NotFound, ReadError
from peacetalks.importers.builtin.ucdp_ged import UCDP_GED
from peacetalks.importers.detect import recognise
from peacetalks.importers.registry import format_of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"
GED = FIXTURES / "global-49.csv"
TEXT = GED.read_text()
HEADER, _, ROWS = TEXT.partition("\n")


def written(folder, text, name="file.csv"):
    path = folder / name
    path.write_text(text)
    return path


def facts(path, **options):
    """Return the facts of a file, without what it calls its actors."""
    read = importers.read(path, release="1", **{"published": "unknown"} | options)
    return [event for outcome in read.outcomes() for event in outcome.events]


EVENTS = facts(GED)


# What is recognised


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_every_layout_of_a_format_is_recognised(path):
    assert importers.read(path, published="unknown").format.name == "ucdp-ged"


def test_the_name_of_a_format_and_the_format_itself_can_be_given():
    assert facts(GED, format="ucdp-ged") == EVENTS
    assert facts(GED, format=UCDP_GED) == EVENTS
    assert format_of(UCDP_GED) is UCDP_GED


def test_capitals_blanks_and_a_byte_order_mark_in_a_header_do_not_matter(tmp_path):
    header = ",".join(f" {name.upper()} " for name in HEADER.split(","))
    assert facts(written(tmp_path, f"\ufeff{header}\n{ROWS}")) == EVENTS


def test_blank_lines_before_the_header_are_passed_over_and_counted(tmp_path):
    outcomes = list(
        importers.read(
            written(tmp_path, f"\n\r\n{TEXT}"), release="1", published="unknown"
        ).outcomes()
    )
    assert [event for outcome in outcomes for event in outcome.events] == EVENTS
    assert outcomes[0].rows[0].line == 4


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_files_of_semicolons_and_tabs_are_recognised(tmp_path, delimiter):
    out = io.StringIO()
    rows = list(csv.reader(io.StringIO(TEXT)))
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert facts(written(tmp_path, out.getvalue())) == EVENTS


def test_quotes_in_a_file_of_tabs_are_letters_if_its_header_has_none(tmp_path):
    header = "id\ttype_of_violence\tside_a\tside_b\tdate_start\tdate_end\tbest\tlow\thigh"
    row = '1\t1\t"A\tB "C"\t2020-01-01\t2020-01-01\t1\t1\t1'
    made = facts(written(tmp_path, f"{header}\n{row}\n"))
    assert len(made) == 2
    read = importers.read(written(tmp_path, f"{header}\n{row}\n"), published="unknown")
    list(read)
    assert read.report.made == 1
    assert [actor.name for actor in read.report.unknown] == ['"A', 'B "C"']


def test_a_column_that_stands_twice_is_kept_twice(tmp_path):
    text = "\n".join(f"{line},{line.split(',')[0]}" for line in TEXT.split("\n")[:3])
    rows = [
        outcome.rows[0]
        for outcome in importers.read(written(tmp_path, text), published="unknown").outcomes()
    ]
    assert rows[0].raw["id"] == rows[0].raw["id#2"] == "900001"
    assert rows[0].fields["id"] == "900001"


def test_a_header_alone_is_a_file_of_no_rows(tmp_path):
    read = importers.read(written(tmp_path, HEADER), published="unknown")
    assert list(read) == []
    assert read.report.rows == 0
    assert read.report.is_whole


def test_a_file_without_a_header_is_recognised_by_the_forms_of_its_columns_and_says_so():
    read = importers.read(FIXTURES / "candidate-headless.csv", published="unknown")
    assert sum(len(outcome.events) for outcome in read.outcomes()) == 7
    assert read.report.rows == 2
    (note,) = [finding for finding in read.report.findings if finding.code == "PT213"]
    assert note.line == 1
    assert "24.0.1" in note.message
    assert note.severity == "note"


@pytest.mark.parametrize(
    ("column", "value"), [("type_of_violence", "9"), ("best", "many"), ("date_prec", "0")]
)
def test_a_file_without_a_header_whose_columns_have_other_forms_is_not_recognised(
    tmp_path, column, value
):
    path = FIXTURES / "candidate-headless.csv"
    with path.open(newline="") as file:
        first = next(csv.reader(file))
    first[HEADER.split(",").index(column)] = value
    with (tmp_path / "file.csv").open("w", newline="") as file:
        csv.writer(file).writerow(first)
    with pytest.raises(InvalidValue, match="not those of any known format"):
        importers.read(tmp_path / "file.csv", published="unknown")


# JSON


def test_json_is_read_as_an_array_of_rows_wherever_it_lies(tmp_path):
    features = json.loads((FIXTURES / "ged.geojson").read_text())["features"]
    rows = [
        {**f["properties"], "longitude": f["geometry"]["coordinates"][0],
         "latitude": f["geometry"]["coordinates"][1]} for f in features
    ]  # fmt: skip
    expected = facts(FIXTURES / "ged.geojson")
    shapes = [
        rows,
        {"data": rows},
        {"status": 200.5, "count": len(rows), "data": rows, "more": {"a": [1]}},
        {"TotalCount": 2, "Result": rows, "NextPageUrl": ""},
        {"items": rows, "page": 1},
        [{"type": "Feature", "properties": row, "geometry": None} for row in rows],
    ]
    for shape in shapes:
        for indent in (None, 1):
            path = written(tmp_path, "\ufeff" + json.dumps(shape, indent=indent), "rows.json")
            assert facts(path) == expected


def test_rows_of_json_may_leave_out_what_they_do_not_state(tmp_path):
    rows = json.loads((FIXTURES / "ged.geojson").read_text())["features"]
    first, second = (dict(row["properties"]) for row in rows)
    del first["low"], first["side_b"]
    read = importers.read(
        written(tmp_path, json.dumps([first, second]), "rows.json"), published="unknown"
    )
    assert sum(len(outcome.events) for outcome in read.outcomes()) == 7
    assert read.columns == ()


def test_names_that_stand_twice_in_an_object_are_kept(tmp_path):
    text = (FIXTURES / "ged.geojson").read_text().replace('"relid":', '"id": 5, "relid":', 1)
    outcome = next(
        importers.read(written(tmp_path, text, "a.geojson"), published="unknown").outcomes()
    )
    assert outcome.key == "950001"
    assert outcome.rows[0].raw["id#2"] == "5"


# Refusals


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "an empty file"),
        ("\n  \n", "an empty file"),
        ("\ufeff", "an empty file"),
        ("when,what\n1,2\n", r"columns of the file \(when, what\) are not those of any known format"),
        (",".join(f"c{n}" for n in range(1000)), r"\(c0, .*c7 and 992 more\)"),
        (TEXT.replace("\n", "\r"), "carriage return only"),
        ("{}", "no array of rows"),
        ("[]", "without rows"),
        ("[{}]", "without rows"),
        ("[1, 2]", "without rows"),
        ('[{"when": 1}]', r"columns of the file \(when\) are not"),
        ('{"count": 1}', "no array of rows"),
        ('{"id": 1}\n{"id": 2}\n', "no array of rows"),
        ('{"data": 5}', "no array of rows"),
        ('[{"id": 1', "not JSON, or cut off"),
        ("[", "cut off|ends too early"),
        ('{"data"', "ends too early"),
        ("[" * 100_000, "not JSON|deeply"),
    ],
)  # fmt: skip
def test_files_that_are_nothing_known_are_refused_in_words(tmp_path, text, told):
    with pytest.raises((InvalidValue, ReadError), match=told) as caught:
        importers.read(written(tmp_path, text), published="unknown")
    assert len(str(caught.value)) < 1_500
    assert "char 0" not in str(caught.value)


def test_the_error_names_the_nearest_format_first_and_what_the_file_lacks(tmp_path):
    path = written(tmp_path, TEXT.replace("best", "bst", 1))
    with pytest.raises(InvalidValue) as caught:
        importers.read(path, published="unknown")
    assert (caught.value.accepted or "").startswith("the columns of ucdp-ged (missing: best);")
    for known in importers.formats():
        assert known.name in (caught.value.accepted or "")


def test_the_error_for_one_format_speaks_of_that_one(tmp_path):
    path = written(tmp_path, "id,what\n1,2\n")
    with pytest.raises(InvalidValue, match="not those of ucdp-ged") as caught:
        importers.read(path, format="ucdp-ged", published="unknown")
    assert caught.value.accepted == (
        "the columns of ucdp-ged (missing: type_of_violence, side_a, side_b, date_start, "
        "date_end, best, low, high)"
    )


def test_a_file_of_two_formats_is_refused_and_both_are_named():
    twin = evolve(UCDP_GED, name="ged-twin")
    with pytest.raises(InvalidValue, match=r"several formats \(ucdp-ged, ged-twin\).*format=NAME"):
        recognise(GED, [UCDP_GED, twin])
    assert recognise(GED, [twin]).format is twin


def test_a_column_of_another_data_set_rules_a_format_out():
    other = evolve(UCDP_GED, foreign=("relid",))
    with pytest.raises(InvalidValue, match=r"ucdp-ged \(which has no relid\)"):
        importers.read(GED, format=other, published="unknown")


def test_an_unknown_format_is_refused_with_the_nearest():
    with pytest.raises(NotFound, match="no format 'ucdp-gd'; hint: did you mean 'ucdp-ged'"):
        importers.read(GED, format="ucdp-gd", published="unknown")
    with pytest.raises(NotFound, match=r"hint: choose from .*ucdp-ged"):
        importers.read(GED, format="zzzz", published="unknown")


# Formats of other packages


def package(folder, points, code):
    """Write a package with entry points, as an installer would."""
    (folder / "theirs.py").write_text(textwrap.dedent(code))
    info = folder / "theirs-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    lines = "\n".join(f"{name} = {value}" for name, value in points.items())
    (info / "entry_points.txt").write_text(f"[peacetalks.importers]\n{lines}\n")


THEIRS = """
    from peacetalks.importers import Format
    from peacetalks.events import AttackReported

    def key(row):
        return row.text_of("number")

    def convert(rows, context):
        yield AttackReported(occurred=rows[0].day("day") or "2020", id=context.id(rows[0].key))

    THEIRS = Format(
        name="theirs", title="Theirs", publisher="They", licence="CC0",
        required=("number", "day"), key=key, convert=convert,
        streams={"all": lambda rows, context: "all"}, default_stream="all",
    )
    NONE = 5
    from peacetalks.importers.builtin.ucdp_ged import UCDP_GED as AGAIN
    from attrs import evolve
    TWIN = evolve(AGAIN, title="another of this name")
"""


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    sys.modules.pop("theirs", None)


def test_a_format_of_an_installed_package_is_found_by_its_entry_point(elsewhere, tmp_path):
    package(elsewhere, {"theirs": "theirs:THEIRS"}, THEIRS)
    assert "theirs" in [known.name for known in importers.formats()]
    (event,) = facts(written(tmp_path, "number,day\n7,2020-02-03\n"))
    assert event.id == "theirs:7"
    assert str(event.occurred) == "2020-02-03"


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("theirs:MISSING", "cannot be loaded"),
        ("nowhere:THEIRS", "cannot be loaded"),
        ("theirs:NONE", "not a Format, but of type int"),
        ("theirs:TWIN", "already a format 'ucdp-ged'"),
    ],
)
def test_a_broken_format_of_a_package_is_a_warning_and_the_rest_works(elsewhere, point, told):
    package(elsewhere, {"broken": point, "theirs": "theirs:THEIRS"}, THEIRS)
    with pytest.warns(UserWarning, match=told):
        known = importers.formats()
    assert {"theirs", "ucdp-ged"} <= {one.name for one in known}
    assert UCDP_GED in known
    with pytest.warns(UserWarning, match="'broken'"):
        assert facts(GED) == EVENTS
