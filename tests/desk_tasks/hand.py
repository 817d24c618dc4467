"""An editor's hand on mouse and keyboard, which counts."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect


@dataclass
class Cost:
    clicks: int = 0
    keys: int = 0
    sent: int = 0
    editor: int = 0
    complaints: list[str] = field(default_factory=list)


class Hand:
    """Does one thing at a time; what is typed as text costs nothing."""

    def __init__(self, page: Page, cost: Cost) -> None:
        self.page, self.cost = page, cost

    def click(self, role: str, name: str, *, exact: bool = False, within: Locator | None = None) -> None:
        (within or self.page).get_by_role(role, name=name, exact=exact).first.click()
        self.cost.clicks += 1

    def field(self, label: str, text: str, *, focused: bool = False) -> None:
        """Click in a field and write; nothing to click where the page has put the cursor there."""
        box = self.page.get_by_label(re.compile(rf"^{re.escape(label)}:?\s*$"))
        if not focused:
            box.click()
            self.cost.clicks += 1
        box.fill(text)

    def unfold(self, text: str) -> None:
        self.page.locator("summary", has_text=text).click()
        self.cost.clicks += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.cost.keys += 1

    def reason(self) -> None:
        expect(self.page.get_by_label("Begrunnelse")).to_be_focused()
        self.page.keyboard.type("Rettet")

    def file(self, label: str, picture: bytes) -> None:
        self.page.get_by_label(label).set_input_files(
            {"name": "bilde.png", "mimeType": "image/png", "buffer": picture}
        )
        self.cost.clicks += 1
