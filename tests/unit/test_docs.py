"""The pages: what they link to is there."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
APART = {"README.md", "CHANGELOG.md"}
"""The one for the repository, and those of folders of data."""
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file_that_is_there(page):
    links = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    ours = [link for link in links if link and "://" not in link]
    assert [link for link in ours if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_index():
    seen, ahead = set(), [ROOT / "docs/index.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = (link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")))
        ahead += [(page.parent / link).resolve() for link in links if link and "://" not in link]
    assert [page for page in PAGES if page not in seen and page.name not in APART] == []


def test_every_image_is_shown_on_a_page_and_is_small():
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }
    images = [path for path in ROOT.glob("docs/**/*") if path.suffix in {".png", ".svg"}]
    assert images
    assert [path for path in images if path not in shown] == []
    assert [path for path in images if path.stat().st_size > 150_000] == []


def test_the_readme_is_short_and_begins_with_the_two_commands_that_ci_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 160
    first, second, *_ = re.findall(r"^```(\w+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert first == (
        "sh",
        (
            "python -m pip install . && "
            "peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17\n"
        ),
    )
    assert second == ("sh", "python -m pip install -e '.[test]' && python -m pytest -n auto\n")
