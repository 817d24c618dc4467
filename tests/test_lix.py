from collections.abc import Callable

import pytest
from django.utils import timezone

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.reading import live_cards
from sustainability_site.content.remarks.sentences import lix
from tests.lix import sentences_of
from tests.wire import Answer

# Like a newspaper; a law has 55 and more.
HEAVIEST = 45


def test_figure_is_words_per_sentence_and_the_share_of_long_words() -> None:
    assert lix(["Dette er en kort setning", "Leverandørene skal svare"]) == 8 / 2 + 100 * 2 / 8


def test_sentences_are_those_of_the_text_and_not_of_the_notes_around_it() -> None:
    page = (
        "<main><h1>Tittel</h1><p>Først dette <span class='source-mark'>[1]</span> og så mer. Det koster 1.5 kroner.</p>"
        "<ul><li>Et punkt</li></ul><section class='sources'><p>En kilde.</p></section></main>"
    )
    sentences = sentences_of(Answer(200, {}, page.encode(), ()))
    assert [sentence.split() for sentence in sentences] == [
        ["Tittel"],
        ["Først", "dette", "og", "så", "mer"],
        ["Det", "koster", "1.5", "kroner"],
        ["Et", "punkt"],
    ]


@pytest.mark.django_db
def test_guides_are_no_heavier_than_a_newspaper(ask: Callable) -> None:
    paths = [
        card.path for language in LANGUAGES for card in live_cards(language, timezone.now(), kinds=["guide"])
    ]
    heavy = {path: figure for path in paths if (figure := lix(sentences_of(ask(path)))) > HEAVIEST}
    assert heavy == {}
    assert len(paths) == 8
