"""Every component in every state, overlong content included, in every form that a reader may see it in."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.barriers import barriers_in_every_form


def test_components_have_no_barrier_in_any_form(desk: Callable[..., Page]) -> None:
    page = desk("Kari")
    page.emulate_media(reduced_motion="reduce")
    page.goto("/admin/komponenter/")
    assert page.locator("h1").inner_text() == "Komponenter"
    assert barriers_in_every_form(page) == []
