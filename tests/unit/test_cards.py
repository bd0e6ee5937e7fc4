"""Cards for notebooks, and short reprs: escaped, capped, true."""

import re
from html.parser import HTMLParser

import pytest

import peacetalks as pt
from peacetalks.notebook.markup import MOST_ROWS, Link, Table, card
from stories import held, proposed, refused

HOSTILE = '<script>alert("x")</script>\'"&<img src=x onerror=alert(1)>\u202eright to left'
ELEMENTS = {"style", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a"}
ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>",
    'https://x.org/" onclick="alert(1)',
    "https://x.org/'><script>",
    "  https://x.org",
    "https://x.org/" + "a" * 10_000,
    "HTTPS:/x.org",
    "\x00https://x.org",
]


class Seen(HTMLParser):
    """What a browser would find in a card: its elements, addresses and texts."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.open, self.texts, self.events = [], [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        self.events += [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)


def seen(thing):
    html = thing if isinstance(thing, str) else thing._repr_html_()
    found = Seen(html)
    assert found.open == []
    assert set(found.tags) <= ELEMENTS
    assert found.events == []
    return found


@pytest.fixture(scope="module")
def history():
    return pt.History(pt.datasets.south_caucasus())


def things(events):
    told = pt.History(events)
    return [told, told.state(on="2024-01-01"), *events, pt.check(events)]


def test_a_card_of_hostile_texts_has_no_element_of_theirs():
    source = pt.Source(publisher=HOSTILE, title=HOSTILE, quote=HOSTILE, url="https://x.org/a")
    events = [
        proposed(id="ask", note=HOSTILE, sources=(source,), place=HOSTILE),
        refused(id="no", reasons=[pt.Reason("venue", HOSTILE)], sources=(source,)),
    ]
    for thing in things(events):
        found = seen(thing)
        assert "script" not in found.tags
    assert any("<script>" in text for text in seen(events[0]).texts)


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_an_address_of_the_web_becomes_a_link(url):
    found = seen(card("t", tables=[Table("t", ("a",), (((Link("shown", url),),),))]))
    assert found.links == []
    assert "shown" in found.texts


def test_an_address_of_the_web_becomes_a_link():
    url = "https://www.azatutyun.am/a/32622795.html?x=1&y=%20#z"
    found = seen(card("t", tables=[Table("t", ("a",), (((Link("shown", url),),),))]))
    assert found.links == [url]


def test_long_tables_are_capped_and_the_rest_is_counted():
    rows = tuple((str(number),) for number in range(MOST_ROWS + 1_234))
    found = seen(card("t", tables=[Table("t", ("a",), rows)]))
    assert found.tags.count("tr") == 1 + MOST_ROWS + 1
    assert [text for text in found.texts if text.strip()][-1] == "and 1,234 more"


def test_long_texts_are_cut():
    assert len(card("x" * 1_000_000)) < 3_000


def test_a_card_of_many_events_stays_small():
    events = [held(id=f"m{number}", meeting=f"m{number}") for number in range(2_000)]
    told = pt.History(events)
    for thing in (told, told.state(on="2024-01-01"), pt.check(events)):
        assert len(thing._repr_html_()) < 40_000


def test_a_card_follows_the_colours_of_the_notebook(history):
    style = history._repr_html_().partition("</style>")[0]
    assert "currentColor" in style
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|: *(black|white)\b", style)
    rules = re.findall(r"^([^{}<]+)\{", style.replace("<style>", ""), re.MULTILINE)
    assert rules
    assert all(part.strip().startswith(".peacetalks-card") for r in rules for part in r.split(","))


def test_the_card_of_a_state_says_what_the_state_says(history):
    state = history.state(on="2023-11-17", known="2023-11-17")
    texts = seen(state).texts
    assert state.phase.name in " ".join(texts)
    for refusal in state.refusals()[-MOST_ROWS:]:
        assert refusal.meeting in texts
    for meeting in state.pending_meetings():
        assert meeting.meeting in texts
    for mediator in state.mediators()[:MOST_ROWS]:
        assert state.actors.shown(mediator) in texts
    assert seen(state).links


def test_the_card_of_an_event_has_every_field_that_is_stated():
    event = refused(id="no", reasons=[pt.Reason("venue", "too far")], certainty="inferred")
    texts = seen(event).texts
    assert {"meeting", "by", "reasons", "certainty"} <= set(texts)
    assert any("too far" in text for text in texts)


def test_the_card_of_findings_has_the_errors_first():
    events = [refused(id="no"), held(id="late", reported="2020-01-01")]
    found = pt.check(events)
    assert found.errors
    texts = seen(found).texts
    assert texts.index("error") < texts.index("warning")
    assert found.counts in texts


def test_nothing_on_record_is_said_in_a_sentence():
    assert "Nothing on record" in seen(pt.History([]).state()).texts
    assert "History of 0 events" in seen(pt.History([])).texts


def test_a_repr_is_one_short_line_and_true(history):
    state = history.state(on="2023-11-17", known="2023-11-17")
    assert repr(state) == (
        f"<NegotiationState on 2023-11-17: {state.phase.name}, {state.fact_count} facts>"
    )
    assert repr(history) == f"<History of {len(history)} events>"
    assert repr(pt.History([held()])) == "<History of 1 event>"
    assert repr(pt.History([]).state()) == "<NegotiationState: nothing on record>"
    for thing in (state, history, pt.check(history)):
        assert len(repr(thing)) < 100
        assert "\n" not in repr(thing)
