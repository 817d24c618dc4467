"""What stands between a reader and a page in real Chromium: axe, and what axe can't see."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}
# The rules whose answer depends on the colour scheme, and on the width besides.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
LAYOUT = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
NARROW, WIDE = 320, 1280
# WCAG 2.2, success criterion 1.4.12.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-block-end: 2em !important }"
)
TWICE_THE_TEXT = "html { font-size: 200% !important }"


def violations(page: Page, rules: dict = RULES) -> list[str]:
    """One line per rule that is broken. The program is put into a page once, however often it is asked."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", rules)
    return [
        f"{violation['id']}: {'; '.join(node['html'][:120] for node in violation['nodes'][:3])}"
        for violation in found
    ]


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def barriers(page: Page) -> list[str]:
    """All rules as the page stands, and whether it must be scrolled sideways."""
    return [*violations(page), *(["scrolls sideways"] if scrolls_sideways(page) else [])]


def barriers_in_every_form(page: Page) -> list[str]:
    """Wide and narrow, light and dark, with more space in the text and with twice the text; one load of the page."""
    found = []
    for width, scheme, rules in (
        (WIDE, "light", RULES),
        (WIDE, "dark", COLOURS),
        (NARROW, "dark", LAYOUT),
        (NARROW, "light", COLOURS),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} px, {scheme}: {fault}" for fault in violations(page, rules)]
        if scrolls_sideways(page):
            found.append(f"{width} px: scrolls sideways")
    found += [f"{NARROW} px, text spacing: {fault}" for fault in faults_with(page, SPACED)]
    page.set_viewport_size({"width": WIDE, "height": 900})
    found += [f"200 % text: {fault}" for fault in faults_with(page, TWICE_THE_TEXT)]
    return found


def faults_with(page: Page, style: str) -> list[str]:
    """What goes wrong when the reader's own style is laid over the page's: sideways scrolling, text that is cut off."""
    return page.evaluate(
        """style => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(style);
            document.adoptedStyleSheets = [sheet];
            const cut = [...document.querySelectorAll("main *, header *, footer *")].filter(element => {
                const styles = getComputedStyle(element);
                return ["hidden", "clip"].includes(styles.overflowX) && styles.clipPath === "none"
                    && element.scrollWidth > element.clientWidth + 1;
            }).map(element => `cuts ${element.outerHTML.slice(0, 80)}`);
            const sideways = document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [];
            document.adoptedStyleSheets = [];
            return [...cut, ...sideways];
        }""",
        style,
    )
