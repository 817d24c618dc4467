"""What a browser would send if a form were submitted as it stands."""

from html.parser import HTMLParser

Values = dict[str, list[str]]


def sent_by(html: str, form_id: str = "") -> Values:
    """The fields of the form with this id, or else of the first one in the page's content (#content-main)."""
    reader = _Reader(form_id)
    reader.feed(html)
    assert reader.found, f"no form {form_id}"
    return reader.values


class _Reader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.in_content = form_id, False
        self.found, self.within = False, False
        self.values: Values = {}
        self.select, self.textarea, self.text = "", "", ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = dict(pairs)
        self.in_content = self.in_content or given.get("id") == "content-main"
        if tag == "form" and not self.found:
            wanted = given.get("id") == self.form_id if self.form_id else self.in_content
            self.found = self.within = wanted
        elif self.within:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str | None]) -> None:
        name, kind = given.get("name") or "", given.get("type")
        if "__prefix__" in name:
            name = ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given and given.get("value"):
            self._add(self.select, given["value"])
        elif tag == "textarea":
            self.textarea, self.text = name, ""
        elif tag == "input" and name and kind != "submit":
            if kind in ("checkbox", "radio") and "checked" not in given:
                return
            self._add(name, given.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            text = self.text.replace("\r\n", "\n").removeprefix("\n")
            self._add(self.textarea, text.replace("\n", "\r\n"))
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.within = False

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)
