"""How heavy a text is to read: `python -m tests.lix` lists the LIX of every public page of the starter content, the
heaviest first. Where SITE_VAR names a folder, its database is read instead.

An item of a list, a cell and a heading end a sentence.
"""

import os
import sys
import tempfile
from xml.etree import ElementTree

from django.core.management import call_command

from sustainability_site.content.remarks.sentences import lix, sentences
from tests.public_pages import parsed, text_of
from tests.wire import Answer

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th", "caption", "summary", "legend", "label")
# Titles of works, addresses of editions and the way on are not the page's own words.
NOT_TEXT = ("sources", "edition", "breadcrumbs", "toc", "source-mark", "meta")


def sentences_of(answer: Answer) -> list[str]:
    """The sentences under the page's main heading. Raises AttributeError where there is no <main>."""
    tree, _errors = parsed(answer)
    main = tree.find(".//main")
    _leave_out(main)
    blocks = [block for block in main.iter() if block.tag in BLOCKS]
    inner = {id(below) for block in blocks for below in block.iter() if below is not block}
    texts = [text_of(block) for block in blocks if id(block) not in inner]
    return [sentence for text in texts for sentence in sentences(text)]


def _leave_out(element: ElementTree.Element) -> None:
    for below in list(element):
        if set(below.get("class", "").split()) & set(NOT_TEXT):
            _cut(element, below)
        else:
            _leave_out(below)


def _cut(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Out with the element, but not with the text after it."""
    place = list(parent).index(child)
    before = parent[place - 1] if place else None
    if before is None:
        parent.text = (parent.text or "") + (child.tail or "")
    else:
        before.tail = (before.tail or "") + (child.tail or "")
    parent.remove(child)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fresh = "SITE_VAR" not in os.environ
        os.environ["DJANGO_SETTINGS_MODULE"] = "sustainability_site.settings"
        os.environ.setdefault("SITE_VAR", folder)
        import django

        django.setup()
        if fresh:
            call_command("migrate", verbosity=0)
            call_command("load_starter_content", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
        list_pages()


def list_pages() -> None:
    from django.utils import timezone

    from sustainability_site.content.addresses import LANGUAGES
    from sustainability_site.content.reading import live_cards
    from tests.wire import ask_site

    at = timezone.now()
    paths = [card.path for language in LANGUAGES for card in live_cards(language, at).exclude(path="")]
    measured = sorted(((lix(sentences_of(ask_site(path))), path) for path in paths), reverse=True)
    for figure, path in measured:
        sys.stdout.write(f"{figure:5.1f}  {path}\n")


if __name__ == "__main__":
    main()
