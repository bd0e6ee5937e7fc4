"""An altered id that verify accepts."""

import hashlib
import sqlite3

import peacetalks as pt

with pt.open_log("t.db") as log:
    one = pt.MeetingRefused(
        id="not-refused-by-south", occurred="2031-11-16", meeting="w", by="SOUTH"
    )
    log.append("talks", [one, pt.MeetingHeld(id="b", occurred="2031-11-17", meeting="w")])
    head = str(log.head())
with sqlite3.connect("t.db", isolation_level=None) as raw:
    for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        raw.execute(f"drop trigger {name}")
    row = "where global_position = 1"
    salt, payload = raw.execute(f"select salt, payload from peacetalks_records {row}").fetchone()
    sealed = hashlib.sha256(salt + payload.encode()).digest() + b"not-"
    change = "set payload = null, salt = null, sealed = ?, id = 'refused-by-south'"
    raw.execute(f"update peacetalks_records {change} {row}", (sealed,))
with pt.open_log("t.db") as log:
    found = log.verify(head=head)
    print(bool(found), found)
    print([r.event.id for r in log.read("talks")], log.read("talks").findings)
