"""What can be done to the records of a log behind its back."""

from peacetalks.codec.packing import packed, text_of
from tampering_hands import ALL, FOUND, NEW, RECORDS, linked, listing

__all__ = ["TAMPERINGS"]

TAMPERINGS, tampering = listing()

# One record


@tampering("A byte of a payload is changed", on=ALL)
def _(hand):
    text = hand.row(1)["payload"]
    hand.set(1, payload=text[:3] + chr(ord(text[3]) ^ 1) + text[4:])


@tampering("A byte of a packed payload is changed")
def _(hand):
    data = hand.row(3)["packed"]
    hand.set(3, packed=data[:-1] + bytes([data[-1] ^ 1]))


@tampering("Another column is changed: id, kind, dates, who recorded and why", on=ALL)
def _(hand):
    hand.set(2, id="another")


@tampering("An optional column is emptied")
def _(hand):
    hand.set(1, recorded_by=None)


@tampering(
    "A value gets another type, which the table was made to allow meanwhile",
    "not a record|non-",
    only="sqlite",
)
def _(hand):
    find, change = (
        "SELECT sql FROM sqlite_master WHERE name = ?",
        "UPDATE sqlite_master SET sql = ? WHERE name = ?",
    )
    sql = hand.rows(find, RECORDS)[0][0]
    for text in (sql.replace("STRICT", ""), sql):
        hand.run("PRAGMA writable_schema = ON")
        hand.run(change, text, RECORDS)
        hand.run("PRAGMA writable_schema = RESET")
        if text != sql:
            hand.set(3, recorded_by=b"A. B.")


@tampering("A payload is moved to the column for packed ones")
def _(hand):
    hand.set(1, packed=hand.row(1)["payload"].encode(), payload=None)


@tampering("A payload is packed, and says the same")
def _(hand):
    hand.set(1, packed=packed(hand.row(1)["payload"].encode()), payload=None)


@tampering("A packed payload is unpacked, and says the same")
def _(hand):
    hand.set(3, payload=text_of(hand.row(3)["packed"]), packed=None)


@tampering("A record gets a second payload next to its own")
def _(hand):
    hand.set(1, packed=packed(b"{}"))


@tampering("A piece of a payload is moved to its salt", "salt was shortened")
def _(hand):
    row = hand.row(1)
    hand.set(1, salt=row["salt"] + row["payload"][:5].encode(), payload=row["payload"][5:])


@tampering("The start of an id is moved to the seal of an erased payload", "not a record", on=ALL)
def _(hand):
    hand.erase(1)
    row = hand.row(1)
    hand.set(1, sealed=row["sealed"] + row["id"][:1].encode(), id=row["id"][1:])


@tampering("A piece of a column is moved to the next one", on=ALL)
def _(hand):
    row = hand.row(2)
    hand.set(2, id=row["id"] + row["kind"][:1], kind=row["kind"][1:])


@tampering("A column takes the next one along, with a line end", "not a record", on=ALL)
def _(hand):
    row = hand.row(2)
    hand.set(2, id=f"{row['id']}\n{row['kind']}")


# Erasures


@tampering("A payload is erased", "was not erased by redaction", on=ALL)
def _(hand):
    hand.set(1, payload=None, salt=None)


@tampering(
    "A payload is erased and sealed as `redact` does", "other means", on=("new", "continued")
)
def _(hand):
    hand.erase(1)


@tampering(
    "The same, in a log that only older versions wrote",
    None,
    why="their redactions left no trace; it is listed as redacted",
    on=("old",),
)
def _(hand):
    hand.erase(1)


@tampering("A packed payload is erased and sealed as `redact` does", "other means")
def _(hand):
    hand.erase(3)


@tampering("An erased payload gets another text", "has reappeared", on=("redacted",))
def _(hand):
    hand.set(3, payload="{}", salt=bytes(16))


@tampering("The trace of an erasure is removed", "other means", "other means", on=("redacted",))
def _(hand):
    hand.remove(f"global_position = {hand.last()}")


@tampering("The trace of an erasure names another record", on=("redacted",))
def _(hand):
    text = hand.row(hand.last())["payload"]
    hand.set(hand.last(), payload=text.replace("[3]", "[2]"))


@tampering("The trace of an erasure is erased", "other means", on=("redacted",))
def _(hand):
    hand.erase(hand.last())


@tampering(
    "A payload is erased, and the last record, a trace, is made again to name it",
    None,
    "not the record of the given head",
    why="nothing follows that seals it",
    on=("redacted",),
)
def _(hand):
    hand.erase(1)
    text = hand.row(hand.last())["payload"]
    hand.set(hand.last(), payload=text.replace("[3]", "[1,3]"))
    hand.seal_anew(hand.last(), hand.last())


# Several records


@tampering("A record is removed", "record 3 is missing", on=ALL)
def _(hand):
    hand.remove("global_position = 3")


@tampering("A record is removed, and the others move up", FOUND, on=NEW)
def _(hand):
    stream, last = hand.row(2)["stream"], hand.last()
    hand.remove("global_position = 2")
    for at in range(3, last + 1):
        row = hand.row(at)
        position = row["position"] - (row["stream"] == stream)
        hand.set(at, global_position=at - 1, position=position)


@tampering("Two records change places", FOUND, on=ALL)
def _(hand):
    one, other = hand.row(1), hand.row(2)
    hand.remove("global_position IN (1, 2)")
    places = ("global_position", "stream", "position")
    hand.insert(**(other | {name: one[name] for name in places}))
    hand.insert(**(one | {name: other[name] for name in places}))


@tampering("A record is repeated at the end", f"{FOUND}|follows a newer", on=ALL)
def _(hand):
    row = hand.row(2)
    hand.insert(**(row | {"global_position": hand.last() + 1, "stream": "z", "position": 1}))


@tampering(
    "A record in the form of older versions follows, with the right digest", "follows a newer"
)
def _(hand):
    at = hand.last() + 1
    row = hand.row(1) | {"global_position": at, "stream": "z", "position": 1, "form": "fields"}
    hand.insert(**(row | {"digest": linked(hand.previous(at), row)}))


@tampering("A record is altered, and its digest computed again", FOUND, on=ALL)
def _(hand):
    hand.set(2, id="another")
    hand.seal_anew(2, 2)


@tampering(
    "The last record is altered, and its digest computed again",
    None,
    "not the record of the given head",
    why="nothing follows that seals it",
    on=ALL,
)
def _(hand):
    hand.set(hand.last(), id="another")
    hand.seal_anew(hand.last(), hand.last())


@tampering(
    "A record is altered, and all digests from there on computed again",
    None,
    "not the record of the given head",
    why="the chain is whole again",
    on=ALL,
)
def _(hand):
    hand.set(2, id="another")
    hand.seal_anew(2, hand.last())


@tampering(
    "The last records are removed",
    None,
    "the tail was cut off",
    why="what is left is whole",
    on=ALL,
)
def _(hand):
    hand.remove(f"global_position > {hand.last() - 2}")


@tampering(
    "All records are removed",
    None,
    "the tail was cut off",
    why="what is left is an empty log",
    on=ALL,
)
def _(hand):
    hand.remove("global_position > 0")


@tampering(
    "A log is written from scratch, under the same id",
    None,
    "not the record of the given head",
    why="it is whole",
    on=ALL,
)
def _(hand):
    rows = [hand.row(at) for at in range(1, hand.last() + 1)]
    hand.remove("global_position > 0")
    for row in rows:
        hand.insert(**(row | {"id": f"{row['id']}-", "digest": bytes(32)}))
    hand.seal_anew(1, len(rows))


@tampering(
    "A record is appended with the right digest",
    None,
    why="it is what `append` does; who may write can append",
    on=NEW,
)
def _(hand):
    at = hand.last() + 1
    row = hand.row(1) | {"global_position": at, "stream": "z", "position": 1}
    hand.insert(**(row | {"digest": linked(hand.previous(at), row)}))


@tampering("The log gets the id of another one", FOUND, on=ALL)
def _(hand):
    hand.run("UPDATE peacetalks_log SET log_id = 'another'")
