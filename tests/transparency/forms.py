"""What a browser would send if the statement's form were submitted as it stands."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


def form_values(html: str) -> dict[str, list[str]]:
    document = html5lib.parse(html)
    form = next(form for form in document.iter(f"{XHTML}form") if form.get("id") == "statement_form")
    values: dict[str, list[str]] = {}
    for name, value in _controls(form):
        values.setdefault(name, []).append(value)
    return values


def _controls(form: Element) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name, tag = control.get("name"), control.tag.removeprefix(XHTML)
        if not name or "__prefix__" in name or control.get("type") == "submit":
            continue
        if tag == "textarea":
            yield name, "".join(control.itertext()).removeprefix("\n")
        elif tag == "select":
            yield from (
                (name, option.get("value")) for option in control.iter() if option.get("selected") is not None
            )
        elif tag == "input" and (control.get("type") != "checkbox" or control.get("checked") is not None):
            yield name, control.get("value", "")
