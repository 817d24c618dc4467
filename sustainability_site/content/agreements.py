"""Which translations are still right: what is known of it, and the verbs that make it known.

A translation is stale when no editor has let it stand together with the text that it now translates. Whoever changes a
translation has seen the Norwegian beside it, so the pair is agreed; changing the Norwegian alone agrees to nothing. What was
agreed once stays so: a Norwegian text that is changed back, and an edition that is restored, meet a known pair. Restoring
itself agrees to nothing, so what was stale in an edition is stale again. What reads the same in both languages is
left untranslated on purpose, and never stale. A translation is missing when it is empty and the Norwegian is not. A row
is known by its key, so rows may change places; one that is deleted takes nothing with it, and fetched back it is known.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sustainability_site.content.documents import Document
from sustainability_site.content.models import Agreement, Draft
from sustainability_site.content.translated_texts import Text, texts
from sustainability_site.content.word_differences import Piece, words_apart


@dataclass(frozen=True)
class Outstanding:
    """A translation that is stale or missing. `since` is the Norwegian that it was made from, None where nobody knows."""

    text: Text
    since: str | None = None

    @property
    def missing(self) -> bool:
        return not self.text.translation

    @property
    def pieces(self) -> list[Piece]:
        """What has changed in the Norwegian since it was translated."""
        return [] if self.since is None else words_apart(self.since, self.text.source)


def outstanding(document: Document) -> list[Outstanding]:
    """What is stale or missing in the document as it stands, in its own order."""
    present = list(texts(document))
    doubtful = [text for text in present if text.source != text.translation]
    translated = {text.translation_sha256 for text in doubtful if text.translation}
    subject = f"{document['kind']}/{document['code']}"
    made_from: dict[tuple[str, str, str], dict[str, str]] = {}
    for pair in Agreement.objects.filter(subject=subject, translation_sha256__in=translated):
        known = made_from.setdefault((pair.place, pair.language, pair.translation_sha256), {})
        known[pair.source_sha256] = pair.source
    found = []
    for text in doubtful:
        known = made_from.get((*text.key, text.translation_sha256), {})
        if not text.translation:
            found.append(Outstanding(text))
        elif text.source_sha256 not in known:
            found.append(Outstanding(text, next(reversed(known.values()), None) or None))
    if any(not each.missing for each in found) and not Draft.objects.filter(subject=subject).exists():
        return [each for each in found if each.missing]  # nobody has written here yet
    return found


def newly_agreed(
    document: Document,
    *,
    before: Document | None,
    confirmed: Collection[tuple[str, str]] = (),
    restored: bool = False,
) -> list[Text]:
    """The texts whose pair is agreed by saving the document, given the draft before it.

    `confirmed` are the places, each with its language, that the editor has said are still right. What is written for the
    first time is agreed as a whole: it comes from one hand, be it an editor, an import or the starter content.
    """
    told = [text for text in texts(document) if text.translation]
    if before is None:
        return told
    earlier = {text.key: text.translation for text in texts(before)}
    return [
        text
        for text in told
        if text.key in confirmed or (not restored and text.translation != earlier.get(text.key, ""))
    ]


def agree(subject: str, told: Iterable[Text], *, at: datetime) -> None:
    """Make the pairs known."""
    Agreement.objects.bulk_create(
        (agreement_of(subject, text, at) for text in told),
        update_conflicts=True,
        update_fields=("source", "agreed_at"),
        unique_fields=Agreement.PAIR,
    )


def agreement_of(subject: str, text: Text, at: datetime) -> Agreement:
    return Agreement(
        subject=subject,
        place=text.place,
        language=text.language,
        source=text.source,
        source_sha256=text.source_sha256,
        translation_sha256=text.translation_sha256,
        agreed_at=at,
    )


def blank_older(subject: str, document: Document, *, than: datetime) -> None:
    """Blank the texts that were agreed before any draft that is kept, but what the document's translations were made from."""
    present = [text.translation_sha256 for text in texts(document) if text.translation]
    older = Agreement.objects.filter(subject=subject, agreed_at__lt=than).exclude(source="")
    older.exclude(translation_sha256__in=present).update(source="")


def forget(subject: str) -> None:
    """Delete every pair but those that stand in the newest draft: for redaction, after the older drafts are gone.

    What was agreed in editions that are restored later is then unknown, and asked about again.
    """
    newest = Draft.objects.filter(subject=subject).first()
    standing = set()
    if newest is not None:
        standing = {
            (*text.key, text.source_sha256, text.translation_sha256)
            for text in texts(json.loads(newest.document))
        }
    pairs = Agreement.objects.filter(subject=subject)
    gone = [pk for pk, *pair in pairs.values_list("pk", *Agreement.PAIR[1:]) if tuple(pair) not in standing]
    pairs.filter(pk__in=gone).delete()
