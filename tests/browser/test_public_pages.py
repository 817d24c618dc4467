"""Every public page in real Chromium, in both languages: wide and narrow, light and dark, each loaded once."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Request

from sustainability_site.content.reading import live_cards
from sustainability_site.page_weight import TEXT_PAGE
from tests.browser.barriers import NARROW, WIDE, barriers, barriers_in_every_form
from tests.test_sweep import PAGES_PER_LANGUAGE

REQUESTS = 4
# The sweep of a language goes on beside other tests, so none of its parts may be what they all wait for.
PARTS = 4
# A page has the same colours in both languages, so each language is asked about two of the four forms.
COLOURS_IN = {"nb": ((WIDE, "light"), (NARROW, "dark")), "en": ((WIDE, "dark"), (NARROW, "light"))}
# Pages that are no editions of their own, and pages with something asked for.
BESIDES = {
    "nb": (
        "/sok/?q=mineraler",
        "/sok/?q=xqzvw",
        "/miljomerker/finn/?produkt=computers&tema=energy&kjoper=private",
        "/miljomerker/sammenlign/?merke=tco-certified&merke=epeat&merke=svanen",
        "/apenhetsloven/utgaver/",
        "/finnes-ikke/",
    ),
    "en": ("/en/search/?q=minerals", "/en/no-such-page/"),
}


@pytest.fixture
def reader(chromium: Browser, width: int) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


class Reader:
    """Someone whose browser keeps nothing, so that every visit is a first one."""

    def __init__(self, context: BrowserContext) -> None:
        context.add_init_script(Axe().axe_script)
        self.page = context.new_page()
        context.new_cdp_session(self.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.requests: list[Request] = []
        self.heard: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("console", lambda message: self.heard.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))

    def faults(self, site: str, path: str, language: str) -> Iterator[str]:
        self.requests.clear()
        self.heard.clear()
        self.page.goto(f"{site}{path}")
        asked = list(self.requests)
        sent = sum(request.sizes()["responseBodySize"] for request in asked)
        if len(asked) > REQUESTS or sent > TEXT_PAGE:
            yield f"{len(asked)} requests, {sent} bytes"
        yield from (f"asks {request.url}" for request in asked if not request.url.startswith(site))
        yield from barriers_in_every_form(self.page, COLOURS_IN[language])
        # A page that isn't there is told so, and Chromium says that in its console.
        yield from (line for line in self.heard if line.startswith("error") and " 404 " not in line)
        yield from (f"cookie {cookie['name']}" for cookie in self.page.context.cookies())


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", ["nb", "en"])
def test_pages_have_no_barrier_no_error_and_no_stranger_and_keep_within_the_budget(
    live_site, chromium: Browser, language: str, part: int
) -> None:
    cards = live_cards(language, timezone.now()).exclude(path="").order_by("edition__subject")
    paths = list(cards.values_list("path", flat=True))
    context = chromium.new_context(reduced_motion="reduce")
    reader = Reader(context)
    found = [
        f"{path}: {fault}"
        for path in (*paths, *BESIDES[language])[part::PARTS]
        for fault in reader.faults(str(live_site), path, language)
    ]
    context.close()
    assert found == []
    assert len(paths) == PAGES_PER_LANGUAGE


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_keyboard_reaches_the_content_first_and_focus_is_always_seen(live_site, reader: Page) -> None:
    reader.emulate_media(reduced_motion="reduce")
    reader.goto(f"{live_site}/apenhetsloven/2022-09_2023-06/")
    reader.keyboard.press("Tab")
    assert reader.locator(":focus").inner_text() == "Gå til innholdet"
    assert reader.locator(":focus").bounding_box()["y"] >= 0
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "main"
    hidden, stops = [], 0
    for _press in range(150):
        reader.keyboard.press("Tab")
        where = reader.evaluate(SEEN)
        if not where:
            break
        stops += 1
        hidden += [where["what"]] if not where["seen"] else []
    assert hidden == []
    assert stops > 40


# Whether the focused element is inside the window, is not covered at its middle, and has a ring around it.
SEEN = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getClientRects()[0], style = getComputedStyle(element);
    const x = box.left + Math.min(box.width, innerWidth) / 2, y = box.top + Math.min(box.height, innerHeight) / 2;
    const there = document.elementFromPoint(x, y);
    const seen = box.top >= 0 && box.bottom <= innerHeight + 1 || box.height > innerHeight;
    return {
        what: element.outerHTML.slice(0, 100),
        seen: seen && (element.contains(there) || there?.contains(element)) && style.outlineStyle !== "none",
    };
}"""


@pytest.mark.parametrize("width", [WIDE])
def test_forced_colours_and_reduced_motion_are_followed(live_site, reader: Page) -> None:
    reader.goto(f"{live_site}/miljomerker/")
    still = "getComputedStyle(document.documentElement).scrollBehavior"
    assert reader.evaluate(still) == "smooth"
    reader.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert reader.evaluate(still) == "auto"
    text = reader.evaluate("getComputedStyle(document.body).color")
    border = "element => getComputedStyle(element).borderBlockEndColor"
    here, elsewhere = (
        reader.locator(f".menu a{which}").first for which in ("[aria-current]", ":not([aria-current])")
    )
    assert here.evaluate(border) == text
    assert elsewhere.evaluate(border) == reader.evaluate("getComputedStyle(document.body).backgroundColor")
    reader.locator(".card a").first.focus()
    assert (
        reader.locator(".card a").first.evaluate("element => getComputedStyle(element).outlineStyle")
        == "solid"
    )


@pytest.mark.parametrize("width", [WIDE])
def test_contents_of_a_statement_stay_beside_what_is_read(live_site, reader: Page) -> None:
    reader.emulate_media(reduced_motion="reduce")  # or the page is still on its way when it is measured
    reader.goto(f"{live_site}/apenhetsloven/2022-09_2023-06/#videre-arbeid")
    contents = reader.locator(".toc").bounding_box()
    assert 0 <= contents["y"] <= 100
    assert contents["x"] + contents["width"] < reader.locator("#videre-arbeid").bounding_box()["x"]
    assert barriers(reader) == []
