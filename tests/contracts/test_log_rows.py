"""The columns of a row, as those who read by place rely on them."""

from peacetalks.log.chain import Readable, Row


def test_what_it_takes_to_read_a_row_are_its_first_columns():
    assert Row._fields[: len(Readable._fields)] == Readable._fields
