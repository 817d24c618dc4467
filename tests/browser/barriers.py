"""What stands between a reader and a page in real Chromium: axe, and what axe can't see."""

from collections.abc import Iterable
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The stylesheets are the page's own, so there is nothing to load before.
RULES = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
# All that can differ between light and dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}} | {
    name: RULES[name] for name in ("resultTypes", "preload")
}
BUT_COLOURS = RULES | {"rules": {name: {"enabled": False} for name in COLOURS["runOnly"]["values"]}}
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


EVERY_FORM = tuple(product((WIDE, NARROW), ("light", "dark")))


def barriers_in_every_form(page: Page, colours_in: Iterable[tuple[int, str]] = EVERY_FORM) -> list[str]:
    """Wide and narrow, light and dark, in forced colours, by keyboard, with more space in the text, with twice the text,
    and in the order of the source; one load of the page. Its colours are judged in those forms that are named."""
    page.emulate_media(reduced_motion="reduce")  # or the page is still on its way when it is measured
    found = [f"order: {fault}" for fault in page.evaluate(OUT_OF_ORDER)]
    for width, scheme in EVERY_FORM:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        asked = [rules for rules in (BUT_COLOURS,) if scheme == "light"]
        asked += [rules for rules in (COLOURS,) if (width, scheme) in colours_in]
        found += [f"{width} px, {scheme}: {fault}" for rules in asked for fault in violations(page, rules)]
        if scrolls_sideways(page):
            found.append(f"{width} px, {scheme}: scrolls sideways")
    found += [f"{NARROW} px, keyboard: {fault}" for fault in page.evaluate(FOCUS_UNSEEN)]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"forced colours, keyboard: {fault}" for fault in page.evaluate(FOCUS_UNSEEN)]
    page.emulate_media(color_scheme="light", forced_colors="none")
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
                    && element.getBoundingClientRect().right > 0 && element.scrollWidth > element.clientWidth + 1;
            }).map(element => `cuts ${element.outerHTML.slice(0, 80)}`);
            const sideways = document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [];
            document.adoptedStyleSheets = [];
            return [...cut, ...sideways];
        }""",
        style,
    )


# Who has no stylesheet, or has the page read aloud, meets it in the order of the source. So nothing may be moved.
OUT_OF_ORDER = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    return style.order !== "0" || style.flexDirection.endsWith("reverse") || element.tabIndex > 0
        || ["left", "right"].includes(style.float) || style.gridAutoFlow.includes("dense");
}).map(element => element.outerHTML.slice(0, 100))"""
# What the Tab key stops at and a reader can't see: outside the window, covered at its middle, or without a ring.
FOCUS_UNSEEN = """() => {
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    return stops.filter(element => {
        if (element.disabled || element.tabIndex < 0 || !element.checkVisibility()) return false;
        element.focus({ focusVisible: true });
        if (document.activeElement !== element) return true;
        const box = element.getClientRects()[0];
        const x = box.left + Math.min(box.width, innerWidth) / 2, y = box.top + Math.min(box.height, innerHeight) / 2;
        const there = document.elementFromPoint(x, y);
        const inside = box.top >= 0 && box.bottom <= innerHeight + 1 || box.height > innerHeight;
        const covered = !(element.contains(there) || there?.contains(element));
        return !inside || covered || getComputedStyle(element).outlineStyle === "none";
    }).map(element => element.outerHTML.slice(0, 100));
}"""
