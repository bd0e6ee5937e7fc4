"""Code, messages and pages are in plain English: no phrase of plain_english.txt is left in them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from language import broken, faults_of, phrases, texts_of

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/peacetalks"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted({path.relative_to(SOURCE).parts[0] for path in MODULES})
PAGES = sorted(
    [
        *ROOT.glob("docs/**/*.md"),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        SOURCE / "data/README.md",
    ]
)
REFERENCE = ROOT / "docs/reference"
QUOTES_DOCSTRINGS = "is made of docstrings, which are held to the list where they are written"
LEFT_OUT = {
    **dict.fromkeys(REFERENCE.glob("kinds/*.md"), QUOTES_DOCSTRINGS),
    REFERENCE / "actors.md": "is made of the tables of actors, whose columns it names",
    REFERENCE / "phases.md": QUOTES_DOCSTRINGS,
    REFERENCE / "state.md": QUOTES_DOCSTRINGS,
    REFERENCE / "findings.md": "quotes the rules of checks, which are held to the list there",
}
"""Pages that are not held to the list themselves, with the reason."""
KEPT = {
    ("views/figures/sides.py", "told"): "the names of marks in a figure, which scripts look up",
    ("importers/builtin/pax.py", "told"): "the note of an event: a change would change its id",
}
"""Phrases that stay where they are, with the reason."""
CHANGELOG = ROOT / "CHANGELOG.md"

PLANTED = {
    "What stands in brackets is an extra.": "stands in brackets",
    "Behind `>>>` stands what you type.": "stands what you type",
    "making it checks it whole, and a mistake is said with its place": "a mistake is said",
    "lines that start with `#` are remarks": "remarks",
    "For whom it does not have, take a code of your own.": "For whom it does not",
    "Had the refusal another name, nobody would have proposed it.": "Had the",
    "Take down a yes.": "Take down",
    "InvalidValue: for what is none.": "InvalidValue: for",
    "NotFound: if it is what the others are,\n    or a name that is none": "is none",
    "It refuses what is no event.": "what is no",
    "a file of a form that is not read": "of a form that is not",
    "a row a period, for a data frame": "a row a period",
    "A file has one event\n    a line.": "one event a line",
    "Look for what contradicts itself, is missing or stands out.": "Look for what contradicts",
    "Find out whether a log still is what was written.": "still is what was written",
    "a log made anew from its first record": "anew",
    "blockade: no end told": "no end told",
    "killed, counted by not stated": "counted by not stated",
    "So many seconds after its parent a process ends.": "So many",
    "It fills by and by.": "by and by",
    "Write it down lest it be lost.": "lest",
    "two files beside the database": "beside",
    "a thousand million events": "thousand million",
    "kinds of people's own": "people's own",
    "what the reader is told": "told",
    "a word that tells two actors apart": "tells two actors apart",
}
"""What was written once, and what of it is found."""

PLAIN = [
    "The name in brackets is an extra, a set of optional dependencies.",
    "Type what follows the prompt.",
    "Errors include the location; lines that start with `#` are comments.",
    "For actors not in the registry, make up a code.",
    "If the refusal names a different meeting, `check` reports that nobody proposed it.",
    "Record an acceptance. Record that a meeting was held.",
    "InvalidValue: if `name` is not a valid stream name, or if there is none.",
    "unsupported file type; one row per period; one event per line",
    "Check for contradictions, gaps and outliers. Verify that a log has not been altered.",
    "a log rewritten from scratch; still in force, as far as known; source of the count not given",
    "after n seconds; later; so that it is not lost; again; next to; a billion; user-defined kinds",
    "The figures stand for themselves, side by side, as told by Armenia.",
    "A mediator's standing with a party, on the day that is asked about, is no longer settled.",
    "`told` and ``beside`` are names here.",
    ">>> told = beside(lest)",
]


def newest(changelog):
    """Return the newest section of a changelog, after as many line breaks as are before it."""
    text = changelog.read_text(encoding="utf-8")
    (start, end, *_) = [m.start() for m in re.finditer(r"^## ", text, re.MULTILINE)] + [len(text)]
    return "\n" * text.count("\n", 0, start) + text[start:end]


def shown(faults):
    counts = Counter(fault.path.parent.relative_to(ROOT).as_posix() for fault in faults)
    return "\n".join([*map(str, faults), *(f"{n:5} in {folder}" for folder, n in counts.items())])


def is_kept(fault):
    return (fault.path.relative_to(SOURCE).as_posix(), fault.found) in KEPT


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_and_no_name_of_a_room_has_a_phrase_of_the_list(room):
    paths = [path for path in MODULES if path.relative_to(SOURCE).parts[0] == room]
    faults = [fault for path in paths for fault in faults_of(path)]
    faults = [fault for fault in faults if not is_kept(fault)]
    assert not faults, "\n" + shown(faults)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page not in LEFT_OUT],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_no_page_has_a_phrase_of_the_list(page):
    faults = faults_of(page)
    assert not faults, "\n" + shown(faults)


def test_no_generator_of_pages_has_a_phrase_of_the_list():
    faults = [fault for path in ROOT.glob("docs/generated/*.py") for fault in faults_of(path)]
    assert not faults, "\n" + shown(faults)


def test_the_newest_section_of_the_changelog_has_no_phrase_of_the_list(tmp_path):
    page = tmp_path / "CHANGELOG.md"
    page.write_text(newest(CHANGELOG), encoding="utf-8")
    assert [str(fault) for fault in faults_of(page)] == []


def test_a_page_is_left_out_only_with_a_reason_and_while_it_is_there():
    assert all(LEFT_OUT.values())
    assert LEFT_OUT.keys() <= set(PAGES)


@pytest.mark.parametrize(("sentence", "found"), PLANTED.items())
def test_a_planted_phrase_is_found_with_its_line_and_what_to_write(sentence, found, tmp_path):
    for name, text in {
        "docstring.py": f'"""Sentences.\n\n{sentence}\n"""\n',
        "comment.py": "A = 1\n\n" + "".join(f"# {line}\n" for line in sentence.split("\n")),
        "message.py": f"A = 1\n\nB = f'''{{A}} {sentence}'''\n",
        "page.md": f"# Sentences\n\n{sentence}\n",
    }.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        faults = {(fault.found, fault.line, bool(fault.instead)) for fault in faults_of(path)}
        assert {line for what, line, _ in faults if what == found} <= {3, 4}
        assert (found, True) in {(what, said) for what, _, said in faults}, name


@pytest.mark.parametrize("sentence", PLAIN)
def test_plain_sentences_pass(sentence, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(sentence, encoding="utf-8")
    assert faults_of(path) == []


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("appearing.py", "", "appearing"),
        ("words.py", "", "words"),
        ("utils.py", "", "utils"),
        ("a.py", "def needed(): ...", "a.needed"),
        ("a.py", "class A:\n    def _told(self): ...", "a.A._told"),
        ("a.py", "class FrozenMap:\n    def having(self): ...", "a.FrozenMap.having"),
        ("a.py", "class Named:\n    told: str", "a.Named.told"),
        ("a.py", "class RowManager: ...", "a.RowManager"),
    ],
)
def test_a_planted_name_is_found(name, source, found, tmp_path):
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    assert [fault.found.removeprefix(f"{tmp_path.name}.") for fault in faults_of(path)] == [found]


def test_a_deprecated_name_stays_and_the_new_one_is_held_to_the_list(tmp_path):
    path = tmp_path / "a.py"
    old = 'class Log:\n    @renamed("{}", since="0.1")\n    def told(self): ...\n'
    path.write_text(f"{old}    def having(self): ...\n    def _told(self): ...\n", "utf-8")
    (fault,) = faults_of(path)
    assert fault.found.endswith("a.Log._told")


def test_code_in_a_text_is_left_out_and_lines_are_counted(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("```python\n>>> told = 1\n```\n\n[a](beside.md) `anew`\nanew\n", "utf-8")
    assert [(fault.line, fault.found) for fault in faults_of(path)] == [(6, "anew")]


def test_every_line_of_the_list_says_what_to_write_and_finds_something():
    assert len(phrases()) > 50
    assert all(phrase.instead.strip() for phrase in phrases())
    assert {phrase.section for phrase in phrases()} == {"prose", "modules", "definitions"}
    (text,) = texts_of(ROOT / "README.md")
    assert len(text.text) > 1000
    assert list(broken(text._replace(text="none of it"))) == []
