"""What the tests of all forms share: real talks, and talks told by an enemy."""

import pytest

import peacetalks as pt

TEXTS = (
    "</script>",
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
    "\x01\x07\x1b[31m",
    "\u202e\u2028\u2029\x85",
    "x" * 5000,
    '"quoted" \\n \\, ; : \\',
    "%41 %",
    "\ufffe\ufdd0",
    "'''\"\"\"",
)
IDS = (
    *("a:b", "../../x", "%41", "A", "-x.", "'q'", "é", "a/b", "\x01\x02", "a;b,c", "<x>", "\\"),
    *("x" * 190, "=()[]", "\ufffe", "_:b1", "prov:Entity", "$", "\u202ez", ".", "#", "?", "~"),
)


@pytest.fixture(scope="session")
def talks():
    return pt.History(pt.datasets.south_caucasus())


@pytest.fixture(scope="session")
def hostile():
    """Return meetings of hostile names and texts, each told once and corrected once."""
    told = []
    for number, name in enumerate(IDS):
        text = TEXTS[number % len(TEXTS)]
        source = pt.Source(text, title=text, url=f"https://x.example/{number}?{text}", citing=text)
        first = {"id": name, "occurred": "2023-11-10", "meeting": name, "agenda": text}
        told += [
            pt.MeetingProposed(**first, planned_for="2023-12", sources=(source, pt.Source(text))),
            pt.EventCorrected(
                id=f"c{name}",
                occurred="2023-11-11T10:00Z",
                target=name,
                by="ARM",
                reason=text,
                replacement=pt.MeetingProposed(**first, planned_for="2023-12-03", place=text),
            ),
        ]
    return pt.History(told)
