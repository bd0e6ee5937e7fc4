"""The report in a browser: it does what it says, runs nothing of the data, and can be used by all."""

from collections import Counter
from itertools import pairwise

import pytest

import peacetalks as pt
from peacetalks import views
from peacetalks.history.filtering import actors_of
from peacetalks.state.brief import brief_text

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">\'"`{{7*7}}{% raw %}',
    "<!--<script>",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "x" * 10_000,
    "\u2028\u2029 & &amp; \x7f",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    told = [
        pt.MeetingRefused(
            occurred=f"2023-11-{10 + number}",
            meeting=f"m{number}",
            by="AZE",
            claimed_by="AZE",
            reasons=pt.Reason("other", text, quote=text),
            sources=pt.Source(text, title=text, url=f"https://x.example/{number}?{text}"),
            note=text,
        )
        for number, text in enumerate(HOSTILE)
    ]
    told += [
        pt.CasualtiesReported(
            occurred=f"2023-11-{20 + number}",
            series=f"s{number}",
            group=text,
            measure="killed",
            count=pt.Count.some(text),
            sources=pt.Source("x", url="javascript:window.hacked=1"),
        )
        for number, text in enumerate(HOSTILE)
    ]
    path = tmp_path_factory.mktemp("report") / "hostile.html"
    return views.report(pt.History(told), path, title=HOSTILE[1])


def text_of(page):
    return page.locator("#text").text_content().rstrip("\n").split("\n")


def test_a_page_opens_without_a_request_or_a_complaint(opened, talks):
    page = opened(talks)
    assert page.did == []
    assert page.title() == "Armenia - Azerbaijan"


def test_the_keyboard_moves_the_day_and_the_brief_is_that_of_the_day(opened, talks, history, told):
    page = opened(talks)
    days = [day for day, _ in told.days]
    page.get_by_label("Based on").select_option("then")
    page.locator("#on-slider").focus()
    page.keyboard.press("Home")
    for step in range(4):
        day = days[step]
        assert text_of(page) == brief_text(history.state(on=day, known=day), f"on {day}").split(
            "\n"
        )
        assert f"State on {day}, based on what was public on that day" in page.inner_text("#shown")
        assert page.get_attribute("#on-slider", "aria-valuetext") == day
        page.keyboard.press("ArrowRight")


def test_what_was_known_by_a_day_is_what_the_history_knows(opened, talks, history):
    page = opened(talks)
    page.get_by_label("State on").fill("2023-11-16")
    page.get_by_label("Based on").select_option("day")
    for known in ("2023-11-16", "2023-12-23"):
        page.get_by_label("Public by").fill(known)
        page.get_by_label("Public by").dispatch_event("change")
        expected = brief_text(history.state(on="2023-11-16", known=known), "on 2023-11-16")
        assert text_of(page) == expected.split("\n")
    assert "by 2023-12-23" in page.inner_text("#shown")


def test_filters_show_the_facts_that_pass_and_tell_how_many(opened, talks, history):
    page = opened(talks)
    facts = history.effective().events
    kinds = Counter(fact.kind for fact in facts)
    page.get_by_label("Kind").select_option("meeting-refused")
    assert page.locator("#facts > .fact:visible").count() == kinds["meeting-refused"]
    page.get_by_label("Actor").select_option("ARM")
    both = [f for f in facts if f.kind == "meeting-refused" and "ARM" in actors_of(f)]
    assert page.locator("#facts > .fact:visible").count() == len(both)
    assert page.inner_text("#count") == f"{len(both)} of 180 facts"
    page.get_by_label("Words").fill("nothing like this")
    assert page.locator("#facts > .fact:visible").count() == 0


@pytest.mark.parametrize("day", ["2023-11-20", "2024-02-03", "2026-06-01"])
def test_a_day_without_a_fact_of_its_own_has_the_brief_of_that_day(opened, talks, history, day):
    page = opened(talks)
    page.get_by_label("Based on").select_option("all")
    page.get_by_label("State on").fill(day)
    page.get_by_label("State on").dispatch_event("change")
    assert text_of(page) == brief_text(history.state(on=day), f"on {day}").split("\n")


def test_without_scripts_the_latest_brief_and_all_facts_are_there(opened, talks, history):
    page = opened(talks, java_script_enabled=False)
    day = history.state().on.text
    assert text_of(page) == brief_text(history.state(on=day), f"on {day}").split("\n")
    assert page.locator("#facts > .fact:visible").count() == 180
    assert not page.locator("#controls").is_visible()
    assert page.locator("noscript p").is_visible()


def test_nothing_in_the_data_runs_and_nothing_breaks_the_page(opened, hostile):
    page = opened(hostile)
    page.locator("#on-slider").focus()
    for key in ("Home", "ArrowRight", "End"):
        page.keyboard.press(key)
    page.get_by_label("Words").fill("<script>")
    assert page.did == []
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    assert page.inner_text("h1") == HOSTILE[1]
    assert {
        a.split(":")[0] for a in page.eval_on_selector_all("main a", "all => all.map(a => a.href)")
    } == {"https"}


def test_a_script_that_got_in_would_be_stopped_by_the_policy(opened, talks, tmp_path):
    text = talks.read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(
        text.replace(
            "</main>", "<script>window.hacked=1</script><img src=https://x.example/></main>"
        ),
        encoding="utf-8",
    )
    page = opened(broken)
    assert page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in line for line in page.did)
    assert "failed: csp" in page.did


@pytest.mark.parametrize("width", [800, 400])
@pytest.mark.parametrize("which", ["talks", "hostile"])
def test_a_page_is_never_wider_than_the_window(opened, request, which, width):
    page = opened(request.getfixturevalue(which))
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name_and_every_table_a_caption(opened, talks):
    page = opened(talks)
    unnamed = page.eval_on_selector_all(
        "input, select", "all => all.filter(c => !c.labels.length).map(c => c.id)"
    )
    assert unnamed == []
    assert page.locator("table").count() == page.locator("table > caption").count() == 1
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the brief"


def test_paper_has_no_controls_and_shows_the_addresses(opened, talks):
    page = opened(talks)
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert not page.locator("nav").is_visible()
    content = "a => getComputedStyle(a, '::after').content"
    assert "https://" in page.locator(".sources a").first.evaluate(content)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_page_in_light_and_dark(opened, talks, scheme):
    page = opened(talks, color_scheme=scheme)
    paper = rgb(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    for which in ("body", ".sources", ".sources a", ".none, .change"):
        ink = rgb(page.locator(which).first.evaluate("e => getComputedStyle(e).color"))
        assert contrast(ink, paper) >= 4.5, which


def rgb(text):
    return [int(part) for part in text.strip("rgba()").split(",")[:3]]


def contrast(one, other):
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    lights = sorted(map(luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_sources_of_a_figure_are_links_in_its_row(opened, talks):
    page = opened(talks)
    row = page.locator("#figures tr", has_text="100,490")
    assert row.locator("a").first.get_attribute("href").startswith("https://armenian-genocide.org")
    assert "Armenia" in row.inner_text()
