"""What stands between a reader and a page in real Chromium: axe, and what axe can't see."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}
# What may be another at another width or in other colours.
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
    """Wide and narrow, light and dark, with more space in the text and with twice the text; one load of the page.

    axe asks all its rules once and those of layout and colour once more, in the other colours at the other width.
    That is the dear part, so the other two forms are measured by `too_faint`.
    """
    found = []
    for width, scheme, ask in (
        (WIDE, "light", violations),
        (WIDE, "dark", too_faint),
        (NARROW, "light", too_faint),
        (NARROW, "dark", lambda page: violations(page, LAYOUT)),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} px, {scheme}: {fault}" for fault in ask(page)]
        if scrolls_sideways(page):
            found.append(f"{width} px: scrolls sideways")
    found += [f"{NARROW} px, text spacing: {fault}" for fault in faults_with(page, SPACED)]
    page.set_viewport_size({"width": WIDE, "height": 900})
    found += [f"200 % text: {fault}" for fault in faults_with(page, TWICE_THE_TEXT)]
    return found


def too_faint(page: Page) -> list[str]:
    """Text below the contrast of WCAG 2.2, 1.4.3. No text here stands on a picture or a gradient."""
    return page.evaluate(FAINT)


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


FAINT = """() => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const over = ([r, g, b], [R, G, B], alpha) => [[r, R], [g, G], [b, B]].map(([x, y]) => x * alpha + y * (1 - alpha));
    const light = colour => colour.slice(0, 3)
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const behind = element => {
        for (let each = element; each; each = each.parentElement) {
            const colour = numbers(getComputedStyle(each).backgroundColor);
            if ((colour[3] ?? 1) === 1) return colour;
        }
        return [255, 255, 255];
    };
    const faint = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement, style = getComputedStyle(element);
        if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, .visually-hidden")) continue;
        let opacity = 1;
        for (let each = element; each; each = each.parentElement) opacity *= getComputedStyle(each).opacity;
        const ground = behind(element), ink = over(numbers(style.color), ground, opacity);
        const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
        const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        const contrast = (high + 0.05) / (low + 0.05);
        if (contrast < (large ? 3 : 4.5)) faint.add(`${contrast.toFixed(2)}: ${element.outerHTML.slice(0, 80)}`);
    }
    return [...faint];
}"""
