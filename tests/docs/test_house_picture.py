"""The picture of the house has every room and every import, as another reader of imports finds them."""

import importlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import grimp
import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/peacetalks"
PICTURE = ROOT / "docs/reference/images/house.svg"
SVG = "{http://www.w3.org/2000/svg}"
FRONT_DOOR = "peacetalks"


@pytest.fixture
def house(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs/generated")
    return importlib.import_module("house")


def rooms():
    graph = grimp.build_graph("peacetalks", cache_dir=None, exclude_type_checking_imports=False)
    return {name.split(".")[1] for name in graph.modules if name != FRONT_DOOR}, {
        (user.split(".")[1], used.split(".")[1])
        for user in graph.modules - {FRONT_DOOR}
        for used in graph.find_modules_directly_imported_by(user) - {FRONT_DOOR}
        if user.split(".")[1] != used.split(".")[1]
    }


def below(arrows):
    """Return every pair of which the second can be reached from the first."""
    while more := {(a, d) for a, b in arrows for c, d in arrows if b == c} - arrows:
        arrows = arrows | more
    return arrows


def drawn(text):
    """Return the arrows that a picture states in words."""
    words = ET.fromstring(text).find(f"{SVG}desc").text.removesuffix(".")  # noqa: S314 # our own
    pairs = (clause.split(" imports ") for clause in words.split("; "))
    return {(user, used) for user, all_used in pairs for used in all_used.split(", ")}


def test_every_import_follows_from_the_arrows_and_every_arrow_is_an_import():
    names, imports = rooms()
    text = PICTURE.read_text(encoding="utf-8")
    arrows = drawn(text)
    assert arrows <= imports
    assert below(arrows) == below(imports)
    assert names == set(re.findall(r'class="n">(\w+)<', text))
    assert len(re.findall(r'<path class="(?:now|late|back)"', text)) == len(arrows)


def test_no_arrow_of_the_picture_follows_from_others():
    arrows = drawn(PICTURE.read_text(encoding="utf-8"))
    assert [arrow for arrow in arrows if arrow in below(arrows - {arrow})] == []


def test_no_two_rooms_import_one_another():
    _, imports = rooms()
    assert [(user, used) for user, used in below(imports) if user == used] == []


def test_every_room_has_a_purpose_and_its_files_are_those_of_the_folder(house):
    listed = house.rooms_of(PACKAGE)
    assert sum(room.files for room in listed) == len(list(PACKAGE.rglob("*.py"))) - 1
    assert [room.name for room in listed if not room.purpose] == []


def test_nothing_is_drawn_outside_the_picture_and_no_two_boxes_overlap():
    tree = ET.parse(PICTURE).getroot()  # noqa: S314 # our own
    _, _, wide, high = map(int, tree.get("viewBox").split())
    boxes = [
        tuple(int(one.get(key)) for key in ("x", "y", "width", "height"))
        for one in tree.iterfind(f"{SVG}rect[@class='b']")
    ]
    assert all(x >= 0 and y >= 0 and x + w <= wide and y + h <= high for x, y, w, h in boxes)
    for number, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[number + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


@pytest.fixture
def small(tmp_path):
    """A package of four rooms, two of which import one another."""
    for name, text in {
        "__init__": '"""All."""\nfrom peacetalks.top import a\n',
        "top": '"""The top, with\nmore. And more."""\nfrom peacetalks.middle import a\nimport peacetalks.low.deep\n',
        "middle": '"""``Middle``."""\nfrom peacetalks.low import deep\n',
        "low/__init__": '"""Low."""\n',
        "low/deep": '"""Deep."""\ndef f():\n    from peacetalks import end, top\n',
        "end": '"""End."""\n',
    }.items():
        path = tmp_path / "peacetalks" / f"{name}.py"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "peacetalks"


def test_late_imports_are_dashed_and_a_circle_is_shown(house, small):
    text = house.house_drawing(small)
    assert drawn(text) == {("top", "middle"), ("middle", "low"), ("low", "end"), ("low", "top")}
    assert re.findall(r'<path class="(now|late|back)"', text).count("now") == 2
    assert house.circling(house.imports_of(small)) == {("low", "top")}
    assert [(room.name, room.purpose, room.files) for room in house.rooms_of(small)] == [
        ("end", "End", 1),
        ("low", "Low", 2),
        ("middle", "Middle", 1),
        ("top", "The top, with more", 1),
    ]


def test_the_readme_and_the_page_of_the_architecture_show_the_picture_in_words_too():
    for page in (ROOT / "README.md", ROOT / "docs/explanation/architecture.md"):
        (words,) = re.findall(r"!\[([^\]]+)\]\([^)]*house\.svg\)", page.read_text("utf-8"))
        assert len(words.split()) > 5
