"""The report of five years, made once, and a browser for it: Debian's Chromium with Playwright."""

import os
import shutil

import pytest

import peacetalks as pt
from peacetalks import views
from peacetalks.views.html_report import page
from peacetalks.views.html_report.states import states_of

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def history():
    return pt.History(pt.datasets.south_caucasus())


@pytest.fixture(scope="session")
def written(history, tmp_path_factory):
    """Return the path of its report, and the briefs of its days that the report was made from."""
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "states_of", lambda *given: kept.append(states_of(*given)) or kept[0])
        path = views.report(history, tmp_path_factory.mktemp("report") / "talks.html")
    return path, *kept


@pytest.fixture(scope="session")
def talks(written):
    return written[0]


@pytest.fixture(scope="session")
def told(written):
    return written[1]


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 # only those that look pay

    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no chromium, which .ci/run installs")
        pytest.skip("no chromium on this machine to open the report in")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser):
    """Return what opens a page, and all that the page did beside showing itself."""
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(viewport={"width": 800, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.did = []
        page.on("console", lambda message: page.did.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: page.did.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (page.did.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: page.did.append(request.url))
        page.on("requestfailed", lambda request: page.did.append(f"failed: {request.failure}"))
        page.goto(path.as_uri())
        assert page.did.pop(0) == path.as_uri()
        return page

    yield open_page
    for context in contexts:
        context.close()
