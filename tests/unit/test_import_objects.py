"""Rows of JSON: read one after the other, and never short without a word."""

import io
import json

import pytest

from peacetalks.errors import ReadError
from peacetalks.importers.tables.json_rows import Element, objects


def read(text: str | bytes) -> list[Element]:
    data = text.encode() if isinstance(text, str) else text
    return list(objects(io.BytesIO(data), "a.json"))


def test_values_are_texts_and_what_is_null_is_empty():
    (item,) = read('[{"a": "x", "b": 1, "c": 1.50, "d": null, "e": true, "f": [1], "g": {"h": 2}}]')
    assert item.fields == {
        "a": "x",
        "b": "1",
        "c": "1.5",
        "d": "",
        "e": "true",
        "f": "[1]",
        "g": '{"h": 2}',
    }
    assert item == Element(1, item.fields)


def test_objects_begin_on_their_lines():
    items = read('\n\n[\n{"a":\n 1},\n\n{"a": 2}, {"a": 3}\n]\n')
    assert [item.line for item in items] == [4, 7, 7]


def test_a_feature_gives_its_properties_its_point_and_its_id():
    feature = {"type": "Feature", "id": 7, "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [44.5, 40.2]}}  # fmt: skip
    (item,) = read(json.dumps({"features": [feature]}))
    assert item.fields == {"a": "1", "id": "7", "longitude": "44.5", "latitude": "40.2"}
    feature["properties"] = {"id": 1, "latitude": 2}
    feature["geometry"] = {"type": "Polygon", "coordinates": [[[1, 2]]]}
    (item,) = read(json.dumps([feature]))
    assert item.fields == {"id": "1", "latitude": "2"}


@pytest.mark.parametrize("written", ["5", '"text"', "null", "[1, 2]", "true", "1e999"])
def test_what_is_no_object_is_a_damaged_row_and_the_others_are_read(written):
    items = read('[{"a": 1},\n' + written + ',\n{"a": 2}]')
    assert [item.fields for item in items] == [{"a": "1"}, {}, {"a": "2"}]
    assert items[1].line == 2
    assert items[1].text == written
    assert items[1].problem == "not an object, as a row must be"


@pytest.mark.parametrize(
    ("value", "text", "told"),
    [
        (b'"\\ud83d"', "\ufffd", "half a character"),
        (b'"a\\u0000b"', "a\ufffdb", "NUL"),
        (b'"\xe9t\xe9"', "été", "Windows-1252"),
        (b'"\x81"', "\ufffd", "neither"),
        (b'["\xe9"]', '["é"]', "Windows-1252"),
    ],
)
def test_characters_that_are_none_are_told_and_kept_as_far_as_they_can_be(value, text, told):
    items = read(b'[{"a": ' + value + b'}, {"a": "\xc3\xa9"}]')
    assert items[0].fields == {"a": text}
    assert told in (items[0].recoded or "")
    assert items[1] == Element(1, {"a": "é"})


def test_names_of_characters_that_are_none_are_all_kept():
    (item,) = read('[{"\\ud83d": 1, "\\ud83e": 2, "a": 3}]')
    assert item.fields == {"\ufffd": "1", "\ufffd#2": "2", "a": "3"}


def test_numbers_of_any_length_are_kept():
    long = "9" * 6_000
    (item,) = read(f'[{{"a": {long}, "b": 1e999, "c": [{long}]}}]')
    assert item.fields["a"] == long
    assert item.fields["b"] == "Infinity"
    assert long in item.fields["c"]


@pytest.mark.parametrize("number", ["12.5", "12", "-1.5e-7", "1E+3", "0.5"])
@pytest.mark.parametrize("back", range(10))
def test_a_number_that_the_reading_cuts_in_two_is_one_number(number, back):
    head = '{"pad": "'
    pad = "x" * ((1 << 16) - len(head) - len('", "count": ') - back)
    items = read(f'{head}{pad}", "count": {number}, "data": [{{"a": 1}}]}}')
    assert [item.fields for item in items] == [{"a": "1"}]


@pytest.mark.parametrize("back", range(4))
def test_a_character_that_the_reading_cuts_in_two_is_one_character(back):
    pad = "x" * ((1 << 16) - len('[{"a": "') - back)
    (item,) = read(f'[{{"a": "{pad}é…😀"}}]')
    assert item.fields["a"].endswith("é…😀")
    assert item.recoded is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"a": 1}][{"a": 2}]', "after the end of the array"),
        ('[{"a": 1}] x', "after the end of the array"),
        ('[{"a": 1}]\n{"a": 2}', "after the end of the array"),
        ('{"data": [{"a": 1}], "items": [{"a": 2}]}', "a second array of rows: 'items'"),
        ('{"data": [{"a": 1}]', "ends too early"),
        ('{"data": [{"a": 1}]} {', "after the end"),
        ('{"data": [{"a": 1}], "more": [1, 2', "not JSON, or cut off"),
        ('[{"a": 1} {"a": 2}]', r"expected ',' or '\]', got '\{'"),
        ('[{"a": 1},]', "not JSON"),
        ('[{"a": 1}', "ends too early"),
        ('[{"a": 1},', "ends too early"),
        ("", "ends too early"),
        ("5", r"expected '\[', got '5'"),
    ],
)
def test_what_stands_behind_the_rows_is_looked_at_too(text, told):
    found: list[Element] = []
    with pytest.raises(ReadError, match=told) as caught:
        found.extend(objects(io.BytesIO(text.encode()), "a.json"))
    (finding,) = caught.value.findings
    assert finding.file == "a.json"
    assert finding.line


def test_other_lists_behind_the_rows_are_no_rows():
    items = read('{"data": [{"a": 1}], "items": [], "results": null, "links": [{"a": 2}], "n": 5}')
    assert len(items) == 1


def test_the_error_of_broken_json_has_its_line():
    with pytest.raises(ReadError, match=r"a\.json:3: ") as caught:
        read('[{"a": 1},\n{"a": 2},\n{"a": oh}]')
    assert caught.value.findings[0].line == 3


def test_objects_nested_without_end_are_no_hang_and_no_crash():
    with pytest.raises(ReadError):
        read("[" + '{"a":' * 200_000)
    deep = "[" * 400 + "]" * 400
    (item,) = read(f'[{{"a": {deep}}}]')
    assert item.fields["a"] == deep or item.problem


def test_many_names_that_are_one_take_no_long_time():
    (item,) = read('[{"a":0' + ',"a":1' * 50_000 + "}]")
    assert len(item.fields) == 50_001
