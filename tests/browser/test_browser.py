"""The site in a real browser (`make test-browser`): accessible, without script, in both themes, on a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from web_rows import ATTACK, HOSTILE_ID, VERSIONS_ID

PAGES = {
    "home": "/",
    "list": "/search",
    "nothing found": "/search?q=quagga+xylophagous",
    "article": f"/article/{VERSIONS_ID}",
    "hostile article": f"/article/{HOSTILE_ID}?removed=1",
    "changes": f"/article/{VERSIONS_ID}/changes",
    "people": "/people",
    "person": "/people/Donald%20Trump",
    "topics": "/topics",
    "topic": "/topics/11000000",
    "sites": "/sites",
    "site": "/sites/haldener-bote.example",
    "statistics": "/statistics",
    "sql": "/sql?query=SELECT+title+FROM+articles",
    "about": "/about",
    "error": "/search?from=yesterday",
    "wrong SQL": "/sql?query=SELEC",
}
WINDOWS = {
    "desk, light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "desk, dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light", "has_touch": True},
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, or the one that $CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no chromium here: apt-get install chromium, or set $CHROMIUM"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session", params=WINDOWS)
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(**WINDOWS[request.param])
    yield context
    context.close()


@pytest.fixture
def tab(window: BrowserContext) -> Iterator[Page]:
    page = window.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_accessible(tab: Page, address: str, name: str) -> None:
    """No violation of WCAG 2.2 A or AA, or of axe's best practices, that axe can find."""
    tab.goto(address.rstrip("/") + PAGES[name])
    found = Axe().run(tab)
    told = [
        f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found.response["violations"]
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(tab: Page, address: str, name: str) -> None:
    tab.goto(address.rstrip("/") + PAGES[name])
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_policy_and_the_escaping_let_nothing_run(tab: Page, address: str) -> None:
    said: list[str] = []
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: said.append(message.text))
    for query in ("", "?removed=1"):
        tab.goto(f"{address}article/{HOSTILE_ID}{query}")
    assert said == []
    assert tab.locator("h1").inner_text() == ATTACK


def test_reasons_appear_when_reached_by_the_keyboard(tab: Page, address: str) -> None:
    tab.goto(f"{address}article/{HOSTILE_ID}?removed=1")
    first = tab.locator(".struck").first
    assert not first.locator(".why").is_visible()
    first.focus()
    assert first.locator(".why").is_visible()


def test_reasons_of_right_to_left_text_stay_inside_the_window(tab: Page, address: str) -> None:
    tab.goto(f"{address}search?language=fa")
    tab.locator(".item h3 a").first.click()
    tab.goto(f"{tab.url}?removed=1")
    for struck in tab.locator(".struck").all()[:8]:
        struck.focus()
        box = struck.locator(".why").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_plot_says_what_a_bar_stands_for(tab: Page, address: str) -> None:
    tab.goto(f"{address}statistics")
    bar = tab.locator(".plot svg a").first
    assert not bar.locator(".told").is_visible()
    bar.focus()
    assert bar.locator(".told").is_visible()
    assert not tab.locator(".plot .most").is_visible()


def test_a_plot_can_be_skipped_by_the_keyboard(tab: Page, address: str) -> None:
    tab.goto(address)
    skip = tab.locator(".plot .over")
    skip.focus()
    box = skip.bounding_box()
    assert box is not None and box["width"] > 20  # seen while it has the focus
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.item') !== null")


def test_a_phone_searches_from_any_page(tab: Page, address: str) -> None:
    tab.goto(f"{address}people")
    tab.locator(".top input[name=q]").fill("ferry")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=ferry")


def test_a_search_by_keyboard_alone(tab: Page, address: str) -> None:
    tab.goto(address)
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "q":
            break
    tab.keyboard.type("ferry")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=ferry")
    assert tab.locator(".item").count() >= 1


def test_right_to_left_text_begins_at_the_right(tab: Page, address: str) -> None:
    tab.goto(f"{address}search?language=fa")
    tab.locator(".item h3 a").first.click()
    text, heading = tab.locator("article.text").bounding_box(), tab.locator("article.text h1")
    assert text is not None
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    box = heading.evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getClientRects()[0];"
        " return b.right }"
    )
    assert abs(box - (text["x"] + text["width"])) < 4
