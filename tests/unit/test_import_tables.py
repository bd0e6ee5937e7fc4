"""Rows of delimited files: what is damaged stands alone, and the rows around it stay the same."""

import csv
import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from peacetalks.importers.tables.delimited import Dialect, Record, decoded, lines_of, records, split

COMMAS = Dialect(",")
TABS = Dialect("\t", quoted=False)
WIDTH = 4
CLEAN = ['1,"a, b",x,1', '2,"say ""no""",y,2', "3,c,z,3", '4,"d",w,4', "5,e,v,5"]


def read(text: str | bytes, dialect: Dialect = COMMAS, width: int = WIDTH) -> list[Record]:
    data = text.encode() if isinstance(text, str) else text
    return list(records(lines_of(io.BytesIO(data)), dialect, width, first=2))


def values(text: str | bytes, dialect: Dialect = COMMAS) -> list[list[str]]:
    return [record.values for record in read(text, dialect)]


CLEAN_VALUES = values("\n".join(CLEAN))


def test_clean_rows_have_their_values_and_lines():
    found = read("\n".join(CLEAN) + "\n")
    assert [record.values[0] for record in found] == ["1", "2", "3", "4", "5"]
    assert [record.line for record in found] == [2, 3, 4, 5, 6]
    assert found[0].values[1] == "a, b"
    assert found[1].values[1] == 'say "no"'
    assert all(record.problem is None and record.text is None for record in found)


DAMAGED = {
    "an unclosed quote at the start of a value": '3,"c,z,3',
    "an unclosed quote at the start of a row": '"3,c,z,3',
    "an unclosed quote in the last value": '3,c,z,"3',
    "an unclosed quote that is all of the last value": '3,c,z,"',
    "a quoted value that goes on after its end": '3,"c"x,z,3',
    "three quotes": '3,""",z,3',
    "a quote and a comma": '3,",z,3',
    "too few values": "3,c,z",
    "too many values": "3,c,z,3,more",
    "one value": "3",
    "a comment": "# 3,c",
    "blanks": "   ",
    "a carriage return inside": "3,c\rc,z,3",
    "two quotes apart": '3,"c,z",3',
    "a value without an end": "3," + "c" * 140_000 + ",z,3",
    "a quoted value that is too long": '3,"' + "c" * 140_000 + '",z,3',
}


@pytest.mark.parametrize("line", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("closed", [True, False], ids=["last line ends", "last line does not end"])
def test_a_damaged_row_is_set_apart_with_its_line_and_text(line, end, place, closed):
    lines = [*CLEAN]
    lines[place] = line
    found = read(end.join(lines) + (end if closed else ""))
    assert [record.line for record in found] == [2, 3, 4, 5, 6]
    broken = found.pop(place)
    assert broken.problem
    assert broken.text == line
    assert broken.values == []
    expected = [row for number, row in enumerate(CLEAN_VALUES) if number != place]
    assert [record.values for record in found] == expected


@pytest.mark.parametrize(
    ("damaged", "swallowed"),
    [
        # What is read from the opened quote to the next one has by accident the right width.
        ('1,"a,x,1', '2,",y",y,2'),
        ('1,a,"x,1', '2,c,",y",2'),
        ('1,a,x,"1', '2,c,y,"",'),
        ('"1,a,x,1', '",c,y,2'),
        ('1,"a,x,1', '2,b",y,2'),
        ('1,a,x,"1', '2,b,y,2"'),
    ],
)
def test_rows_merged_by_a_stray_quote_into_one_of_the_right_width_are_taken_apart(
    damaged, swallowed
):
    alone = read(swallowed)[0]
    found = read(f"{damaged}\n{swallowed}\n3,c,z,3")
    assert [record.line for record in found] == [2, 3, 4]
    assert found[0].text == damaged
    assert found[0].problem
    assert found[1].values == alone.values
    assert found[2].values == ["3", "c", "z", "3"]


def test_two_stray_quotes_do_not_swallow_the_rows_between_them():
    found = read("\n".join(['1,"a,x,1', *CLEAN[1:4], '9,b",y,2', CLEAN[4]]))
    assert [record.text for record in found] == ['1,"a,x,1', *[None] * 5]
    assert [record.values for record in found[1:4]] == CLEAN_VALUES[1:4]
    assert found[5].values == CLEAN_VALUES[4]


def test_rows_inside_what_looks_like_a_value_of_several_lines_are_rows():
    found = read("\n".join(['1,"a', CLEAN[2], CLEAN[4], 'b",y,2', CLEAN[3]]))
    assert [record.text for record in found] == ['1,"a', None, None, 'b",y,2', None]
    assert [record.values for record in found[1:3]] == [CLEAN_VALUES[2], CLEAN_VALUES[4]]


def test_a_row_with_loose_quotes_does_not_close_the_row_before_it():
    found = read('1,"a\n2,b",y,5" gun\n' + CLEAN[2])
    assert [record.text for record in found] == ['1,"a', None, None]
    assert found[1].values == ["2", 'b"', "y", '5" gun']


def test_a_value_of_several_lines_is_one_value_and_the_lines_after_it_are_counted():
    text = '1,"first\nsecond, with ""more""\r\n\r\nlast",x,1\n' + CLEAN[1] + "\n"
    found = read(text)
    assert found[0].values[1] == 'first\nsecond, with "more"\r\n\r\nlast'
    assert [record.line for record in found] == [2, 6]
    assert found[1].values == CLEAN_VALUES[1]


@pytest.mark.parametrize("column", range(WIDTH))
def test_a_value_of_several_lines_may_stand_in_any_column(column):
    row = ["1", "a", "x", "y"]
    row[column] = "one,\n\ntwo"
    out = io.StringIO()
    csv.writer(out).writerow(row)
    assert values(out.getvalue() + CLEAN[1]) == [row, CLEAN_VALUES[1]]


def test_a_damaged_row_of_several_lines_leaves_the_rows_around_it():
    found = read("\n".join([CLEAN[0], '2,"first', 'sec"ond,y,2', *CLEAN[2:]]))
    assert found[0].values == CLEAN_VALUES[0]
    assert [record.line for record in found if record.problem] == [3, 4]
    assert [record.values for record in found[3:]] == CLEAN_VALUES[2:]


def test_a_quote_inside_an_unquoted_value_is_a_letter():
    assert values('1,5" gun,x,1') == [["1", '5" gun', "x", "1"]]


def test_blank_lines_are_no_rows_and_are_counted():
    found = read("\n\n" + CLEAN[0] + "\n\r\n\n" + CLEAN[1] + "\n\n")
    assert [record.line for record in found] == [4, 7]


def test_empty_values_to_spare_are_taken_off():
    assert values("1,a,x,1,,,") == [["1", "a", "x", "1"]]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_in_files_of_tabs_are_letters(end):
    lines = ['1\t"a\tx\t1', '2\tb"\ty\t"2"', '3\t"\tz\t3']
    expected = [["1", '"a', "x", "1"], ["2", 'b"', "y", '"2"'], ["3", '"', "z", "3"]]
    assert values(end.join(lines), TABS) == expected


def test_quotes_enclose_values_in_files_of_tabs_that_are_said_to_be_quoted():
    assert values('1\t"a\tb"\tx\t1', Dialect("\t")) == [["1", "a\tb", "x", "1"]]


def test_a_line_that_is_not_utf8_is_read_as_windows_1252_and_no_other():
    text = "1,é,x,1\n2,éœ,y,2\n3,é,z,3\n"
    lines = text.splitlines(keepends=True)
    data = lines[0].encode() + lines[1].encode("cp1252") + lines[2].encode()
    found = read(data)
    assert [record.values[1] for record in found] == ["é", "éœ", "é"]
    assert [record.recoded for record in found] == [None, "not UTF-8; read as Windows-1252", None]


def test_one_byte_that_is_not_utf8_leaves_the_other_values_of_its_line():
    assert decoded("Донецк,é".encode().replace("é".encode(), b"\xe9"))[0] == "Донецк,é"


def test_bytes_of_neither_encoding_and_nul_are_said_to_be_lost():
    text, done = decoded(b"a\x81b\x00c")
    assert text == "a\ufffdb\ufffdc"
    assert done == (
        "neither UTF-8 nor Windows-1252; unreadable bytes are shown as \ufffd; "
        "a NUL character, read as \ufffd"
    )


def test_a_nul_character_damages_no_row():
    found = read(b"1,a\x00b,x,1\n" + CLEAN[1].encode())
    assert found[0].values == ["1", "a\ufffdb", "x", "1"]
    assert "NUL" in (found[0].recoded or "")
    assert found[1].values == CLEAN_VALUES[1]


def test_a_line_without_an_end_is_a_damaged_row_of_which_the_beginning_is_kept():
    data = b"1,a,x,1\n" + b"9" * (5 << 20) + b"\n" + CLEAN[1].encode()
    tracemalloc.start()
    found = list(records(lines_of(io.BytesIO(data)), COMMAS, WIDTH, first=2))
    tracemalloc.stop()
    assert [record.line for record in found] == [2, 3, 4]
    assert found[1].problem
    assert len(found[1].text or "") == 1 << 20
    assert found[2].values == CLEAN_VALUES[1]


def test_a_long_line_of_short_values_is_damaged_too():
    data = (b",".join([b"9" * 1000] * 1200)) + b"\n" + CLEAN[1].encode()
    found = list(records(lines_of(io.BytesIO(data)), COMMAS, 1048, first=2))
    assert "more than" in (found[0].problem or "")


def test_a_quote_that_is_never_closed_swallows_nothing_whatever_limit_python_has():
    lines = ['0,"a,x,0', *(f"{n},b,y,{n}" for n in range(1, 150_000))]
    taken = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for line in lines:
            taken += len(line) + 1
            yield line.encode() + b"\n"

    limit = csv.field_size_limit(1 << 30)
    try:
        rows = records(counted(), COMMAS, WIDTH, first=2)
        first = next(rows)
        looked_at = taken
        found = [first, *rows]
    finally:
        csv.field_size_limit(limit)
    assert looked_at < 1.1 * (1 << 20) < taken
    assert len(found) == len(lines)
    assert [record.line for record in found if record.problem] == [2]


@pytest.mark.parametrize(
    "line",
    ['x","y', '"', 'x,"', '1,"a","b', '"""', '","', '1,"a\r'],
)
def test_a_file_of_stray_quotes_takes_time_that_grows_with_its_length_only(line):
    lines = [line] * 60_000
    start = time.perf_counter()
    found = read("\n".join(lines))
    assert time.perf_counter() - start < 20
    assert 1 <= len(found) <= len(lines)


def test_what_python_says_of_a_damaged_row_is_said_in_words():
    told = {record.problem for line in DAMAGED.values() for record in read(line) if record.problem}
    assert told == {
        "a quotation mark that is not closed",
        "text after a closing quotation mark",
        "a carriage return in the middle of a line",
        "a value that is too long, or a quotation mark that is not closed",
        *(f"{n} values, but the file has 4 columns" for n in (1, 2, 3, 5)),
    }


def test_a_line_that_cannot_be_split_has_no_values():
    assert split('a,"b', COMMAS) == []
    assert split("", COMMAS) == []


def test_a_limit_that_another_library_raised_lets_no_longer_value_in():
    before = csv.field_size_limit(1 << 30)
    try:
        found = read("1,a,b,c\n3," + "c" * 140_000 + ",z,3\n4,a,b,c\n")
    finally:
        csv.field_size_limit(before)
    assert [record.problem is None for record in found] == [True, False, True]
