"""Every kind of screen that an editor meets: in Norwegian, without barriers, inside its window, heard in silence."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from labels.models import Label
from suppliers.models import SourcingGuide
from sustainability_site.content.models import Organisation, Source
from sustainability_site.content.models import Page as ContentPage
from tests.browser.barriers import COLOURS, WIDE, violations
from tests.conftest import LiveSite
from tests.content.admin_forms import list_of, view_of

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
BUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}
# Words of Django's admin and the editor's toolbar that no Norwegian text would hold.
ENGLISH = re.compile(
    r"(?<![\w-])(?:about|action|actions|add|all|and|any|are|available|back|bold|bulleted|by|cancel|change|changes|"
    r"choose|chosen|click|close|confirm|date|day|delete|deleted|edit|enter|error|forgotten|from|go|heading|hide|"
    r"home|insert|italic|italics|list|log|login|logout|monday|new|none|notes|now|object|objects|of|one|open|"
    r"ordered|paragraph|password|please|quote|redo|remove|required|reset|run|save|search|select|selected|show|"
    r"site|skip|sunday|the|theme|this|time|today|toggle|tomorrow|typing|undo|unlink|unordered|update|url|user|"
    r"users|view|welcome|with|yes|you|your)(?![\w-])",
    re.IGNORECASE,
)
# What can be scrolled out from under the bar with the buttons would count as covered, and a colour on its way to
# another is neither.
AS_MEASURED = """
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(".submit-row, .change-form-footer { position: static !important } * { transition: none !important }")
    document.adoptedStyleSheets = [sheet]
"""
READ = """() => {
    const read = []
    const walk = (element) => {
        if (element.lang === "en" || element.matches?.("script, style, .material-icons:not([aria-label])")) return
        for (const name of ["aria-label", "title", "placeholder", "alt"]) {
            if (element.getAttribute?.(name)) read.push(element.getAttribute(name))
        }
        if (element.matches?.("input[type=submit], input[type=button]")) read.push(element.value)
        if (element.matches?.(".material-icons, .readonly, .ProseMirror, textarea, .select2-selection, option")) return
        for (const child of element.childNodes) {
            if (child.nodeType === Node.TEXT_NODE) read.push(child.textContent.trim())
            else if (child.nodeType === Node.ELEMENT_NODE) walk(child)
        }
    }
    read.push(document.title)
    walk(document.body)
    return read.filter(Boolean)
}"""


LOG = "/admin/logg/"  # has codes in it, which are English


def own_screens() -> Iterator[str]:
    page = ContentPage.objects.get(code="about")
    yield "/admin/"
    yield list_of(Label, "changelist")
    yield list_of(Label, "bin")
    for view in ("change", "publish", "editions", "compare", "review"):
        yield view_of(page, view)
    yield view_of(page, "restore", 1)
    yield view_of(Organisation.objects.get(), "change")
    yield from ("/admin/forste-dag/", "/admin/gjennomgang/?vis=alle")


def screens() -> Iterator[str]:
    yield from own_screens()
    label = Label.objects.get(code="epeat")
    for view in ("change", "publish", "history", "withdraw", "cancel"):
        yield view_of(label, view)
    yield list_of(Label, "add")
    yield view_of(SourcingGuide.objects.first(), "change")
    yield view_of(Source.objects.get_or_create(code="spare", title_nb="Til overs")[0], "delete")
    yield from ("/admin/content/image/", "/admin/content/image/add/", "/admin/auth/user/add/")
    yield from ("/admin/password_change/", "/admin/auth/user/")


def opened(page: Page, path: str) -> None:
    response = page.goto(path)
    assert response.status == 200, path
    for menu in page.locator("textarea[data-django-prose-editor-configurable]:not([id*=__prefix__])").all():
        menu.locator("xpath=..").locator(".prose-menubar").wait_for()


def english(page: Page) -> list[str]:
    return [text for text in page.evaluate(READ) if ENGLISH.search(text)]


def barriers(page: Page, rules: dict = RULES) -> list[str]:
    page.evaluate(f"() => {{ {AS_MEASURED} }}")
    # Select2 puts the button that clears a choice of many beside the items of its list.
    return [fault for fault in violations(page, rules) if "select2-selection__rendered" not in fault]


def too_wide(page: Page, *widths: int) -> Iterator[str]:
    """As wide as the window is, or at each of these widths."""
    before = page.viewport_size
    for width in widths or (before["width"],):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"scrolls sideways at {width} px"
    page.set_viewport_size(before)


def barriers_in_each_form(page: Page) -> list[str]:
    """Wide and light, middling and dark, and as on a telephone, in one load."""
    found = [*barriers(page), *too_wide(page)]
    for width, scheme, rules in ((768, "dark", COLOURS), (360, "light", BUT_COLOURS)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} px, {scheme}: {fault}" for fault in (*barriers(page, rules), *too_wide(page))]
    page.set_viewport_size({"width": WIDE, "height": 900})
    return found


def test_refused_forms_speak_norwegian(desk: Callable[..., Page]) -> None:
    page = desk()
    opened(page, list_of(Label, "add"))
    page.get_by_role("button", name="Lagre", exact=True).click()
    assert page.locator(".errornote").inner_text() == "Rett feilene nedenfor."
    assert english(page) == []
    opened(page, "/admin/password_change/")
    page.fill("#id_old_password", "wrong")
    page.fill("#id_new_password1", "short")
    page.fill("#id_new_password2", "shorter")
    page.get_by_role("button", name="Endre passord").click()
    assert page.locator(".errorlist").count() > 0
    assert english(page) == []


def test_english_would_be_found(desk: Callable[..., Page]) -> None:
    page = desk()
    opened(page, "/admin/")
    page.evaluate("document.querySelector('#content h1').textContent = 'Start typing to filter…'")
    page.evaluate("document.querySelector('#content h1').setAttribute('aria-label', 'Save')")
    assert english(page) == ["Save", "Start typing to filter…"]


def test_signing_in_speaks_norwegian(chromium: Browser, live_site: LiveSite) -> None:
    with chromium.new_context(base_url=str(live_site), locale="nb-NO") as context:
        page = context.new_page()
        opened(page, "/admin/login/")
        page.fill("#id_username", "kari")
        page.fill("#id_password", "wrong")
        page.click("[type=submit]")
        assert page.locator(".errornote").count() == 1
        assert english(page) == []


def test_screens_speak_norwegian_have_no_barrier_and_fit_their_window(desk: Callable[..., Page]) -> None:
    page, found, own = desk(), {}, set(own_screens())
    for path in (*screens(), LOG):
        opened(page, path)
        found[path] = english(page) if path != LOG else []
        found[path] += barriers_in_each_form(page) if path in own else [*barriers(page), *too_wide(page)]
    assert {path: faults for path, faults in found.items() if faults} == {}
