"""The columns of all tables, as one reviewed text: a change of a column is a change of this file.

If a change is meant, ``nox -s generate`` writes the text again.
"""

from pathlib import Path

import peacetalks as pt
from peacetalks import frames
from peacetalks.events import KINDS

SCHEMAS = Path(__file__).with_name("schemas.txt")


def tables():
    """Yield every table that frames make, by what it is called."""
    history = pt.History(pt.datasets.load("article-2023-11-16"))
    state = history.state()
    yield "events", frames.events(history)
    for kind in KINDS:
        yield f"events of kind {kind.kind}", frames.events([], kind=kind)
    yield "actors", frames.actors(history)
    yield "states", frames.states(history, ["2023-11-16"])
    for name in (field.name for field in pt.state.parts.Parts.__attrs_attrs__):
        yield f"parts {name}", frames.parts(state, name)
    yield "findings", frames.findings(pt.check(history))
    yield "why", frames.why(history.why("meetings/washington-2023-11"))
    yield "panel by stream", frames.panel(history, by="stream")
    yield "panel by dyad", frames.panel(history, by="dyad")


def text():
    common = [f"  {f.name}: {f.type}" for f in frames.events([]).schema if f.name != "fields"]
    lines = []
    for name, table in tables():
        listed = [f"  {field.name}: {field.type}" for field in table.schema]
        if name.startswith("events of kind"):
            assert listed[: len(common)] == common
            listed = listed[len(common) :]
        lines += [name, *listed, ""]
    return "\n".join(lines)


def test_the_columns_of_every_table_are_those_of_the_reviewed_text():
    assert text() == SCHEMAS.read_text(encoding="utf-8")


if __name__ == "__main__":
    SCHEMAS.write_text(text(), encoding="utf-8")
