"""The page of the architecture names what is there, in the order in which the code calls it."""

import csv
import importlib
import inspect
import re
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/architecture.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`(peacetalks(?:\.\w+)+)`", TEXT)))
STEP = re.compile(r"^(\d+)\. `(peacetalks(?:\.\w+)+)`", re.MULTILINE)
EXTRACT = "docs/data/ged-ukraine-to-2018.csv"
FIXTURE = ROOT / "tests/fixtures/ucdp-ged/syria-41.csv"


def sections():
    """Return the code and the steps of each section that has a walk."""
    for section in TEXT.split("\n## ")[1:]:
        title = section.partition("\n")[0]
        steps = STEP.findall(section)
        if steps:
            (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
            assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
            yield title, code, [name for _, name in steps]


WALKS = {title: (code, steps) for title, code, steps in sections()}
A_LINE, A_ROW = WALKS


def found(name):
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = inspect.getattr_static(thing, part)
        return thing
    raise ModuleNotFoundError(name)


def code_of(name):
    """Return the code object of a function, a method or a property."""
    thing = found(name)
    thing = getattr(thing, "__func__", getattr(thing, "fget", thing))
    return inspect.unwrap(thing).__code__


def first_calls(run):
    """Return the code that a run calls, in the order of the first calls, and what it returns."""
    order = {}

    def note(frame, event, _):
        if event == "call":
            order.setdefault(frame.f_code, len(order))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        given = run()
    finally:
        sys.setprofile(before)
    return order, given


def walked(title, folder, monkeypatch, code=None):
    """Run the code of a walk in a folder that has its files."""
    (line,) = re.findall(r"```json\n(.*)\n```", TEXT)
    folder.mkdir(exist_ok=True)
    (folder / "talks.jsonl").write_text(line + "\n", encoding="utf-8")
    (folder / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(folder)
    compiled = compile(code or WALKS[title][0], str(PAGE), "exec")

    def run():
        names = {}
        exec(compiled, names)  # noqa: S102 # the page's own lines
        return names

    return first_calls(run)


def out_of_order(order, steps):
    """Return the steps that are not called, and those that are called before the one above them."""
    places = [order.get(code_of(step), -1) for step in steps]
    return [
        step
        for number, (place, step) in enumerate(zip(places, steps, strict=True))
        if place < 0 or place <= max(places[:number], default=-1)
    ]


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory):
    """Walk once, so that what is computed once in a process is not taken for a step."""
    with pytest.MonkeyPatch.context() as patch:
        for title in WALKS:
            walked(title, tmp_path_factory.mktemp("warm"), patch)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_names_is_there(name):
    assert found(name) is not None


@pytest.mark.parametrize("title", WALKS)
def test_a_walk_calls_its_functions_in_the_order_of_the_page(title, tmp_path, monkeypatch):
    order, _ = walked(title, tmp_path / "walk", monkeypatch)
    steps = WALKS[title][1]
    assert len(steps) >= 15
    assert out_of_order(order, steps) == []


def test_one_row_of_another_file_goes_the_same_way(tmp_path, monkeypatch):
    with FIXTURE.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    deadly = next(row for row in rows if float(row[header.index("best")]) > 0)
    one = tmp_path / "row.csv"
    with one.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, deadly])
    code = WALKS[A_ROW][0].replace(EXTRACT, str(one))
    assert code != WALKS[A_ROW][0]
    order, names = walked(A_ROW, tmp_path / "walk", monkeypatch, code)
    assert out_of_order(order, WALKS[A_ROW][1]) == []
    assert names["receipt"].appended == len(names["events"]) > 1


def test_the_line_is_answered_as_the_page_says(tmp_path, monkeypatch):
    _, names = walked(A_LINE, tmp_path / "walk", monkeypatch)
    (refusal,) = names["state"].refusals()
    assert (refusal.by, refusal.meeting) == ("AZE", "washington-2023-11")
    assert refusal.event in names["state"].meeting("washington-2023-11").because
    assert "REFUSED by Azerbaijan" in str(names["brief"])


def test_the_rows_are_answered_as_the_page_says(tmp_path, monkeypatch):
    _, names = walked(A_ROW, tmp_path / "walk", monkeypatch)
    assert names["figures"]
    assert {figure.counting_body for figure in names["figures"]} == {"UCDP"}


def test_a_step_in_another_place_or_one_that_is_not_taken_is_found(tmp_path, monkeypatch):
    order, _ = walked(A_LINE, tmp_path / "walk", monkeypatch)
    steps = WALKS[A_LINE][1]
    swapped = [steps[1], steps[0], *steps[2:]]
    assert out_of_order(order, swapped) == [steps[0]]
    never = WALKS[A_ROW][1][0]
    assert out_of_order(order, [*steps, never]) == [never]
