"""What was packed once is unpacked by every later version."""

import hashlib
from importlib.resources import files

import pytest

import peacetalks as pt
from peacetalks.codec.packing import packed, text_of
from peacetalks.log import unpacked

PAYLOAD = '{"occurred":"2016-01-01","measure":"killed","count":{"best":2},"counting":"flow"}'
PACKED = "01ab466d541882868bc02346d8da34e84d362c6daf5a00"


def test_the_dictionary_of_packed_records_is_the_one_that_they_were_packed_with():
    data = files("peacetalks.codec").joinpath("packing-1.txt").read_bytes()
    assert (
        hashlib.sha256(data).hexdigest()
        == "ad5a9faf2ad4eb8e271a1a07320eef0cae03d885dd11f9fdb7851e9d9b52e45e"
    )


def test_a_record_that_was_packed_before_is_still_read():
    assert text_of(bytes.fromhex(PACKED)) == PAYLOAD


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\x02" + packed(PAYLOAD.encode())[1:],
        packed(PAYLOAD.encode())[:-1],
        packed(PAYLOAD.encode()) + b"x",
        packed(b"\xff"),
    ],
    ids=["empty", "another dictionary", "cut off", "more after the end", "no text"],
)
def test_what_is_not_a_packed_payload_is_an_error_of_ours(damaged):
    with pytest.raises(pt.InvalidValue, match="not a packed payload"):
        unpacked(damaged)


def test_no_payload_stays_none_for_sql():
    assert unpacked(None) is None
