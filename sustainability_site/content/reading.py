"""What the public reads, judged live at the moment of reading. Nothing here touches a working copy."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import Document, thaw
from sustainability_site.content.models import Card, Edition, Publishable, Reference, publishable_models

STATEMENT, ORGANISATION = "statement", "organisation/main"


class Gone(LookupError):
    """Something that used to be at the address has been withdrawn."""

    def __init__(self, card: Card) -> None:
        self.card = card
        super().__init__(card.path)


@dataclass
class Frame:
    """What stands around every page: the organisation, the pages by code, the newest statement's card."""

    organisation: Publishable | None = None
    pages: dict[str, Card] = field(default_factory=dict)
    statement: Card | None = None

    @property
    def menu(self) -> list[Card]:
        listed = [card for card in self.pages.values() if card.facts["menu_position"] is not None]
        return sorted(listed, key=lambda card: card.facts["menu_position"])

    @property
    def beside_menu(self) -> list[Card]:
        """The pages outside the menu, but not those that the frame leads to otherwise, nor those below a page of the menu."""
        below = tuple(card.path for card in self.menu)
        return [
            page
            for code, page in sorted(self.pages.items())
            if page.facts["menu_position"] is None
            and code not in ("home", "footprint")
            and not page.path.startswith(below)
        ]


@dataclass
class Surroundings:
    """The cards and thawed documents that one page needs, read in one query.

    `cards` are lists by kind, `vocabulary` and `live` the thawed entries and all cards by "kind/code".
    """

    frame: Frame
    cards: dict[str, list[Card]]
    vocabulary: dict[str, Publishable]
    live: dict[str, Card]

    @property
    def paths(self) -> dict[str, str]:
        """Where each subject is: its page, or its anchor on the page that it stands on."""
        models = publishable_models()
        found = {subject: card.path for subject, card in self.live.items() if card.path}
        for subject, card in self.live.items():
            if page := found.get(models[card.kind].stands_on):
                found[subject] = f"{page}#{card.edition.code}"
        return found

    def of_kind(self, kind: str) -> list[Publishable]:
        """Thawed entries in the order of their positions."""
        entries = [entry for entry in self.vocabulary.values() if entry.kind == kind]
        return sorted(entries, key=lambda entry: (getattr(entry, "position", 0), entry.code))


def live_cards(language: str, at: datetime, kinds: Iterable[str] | None = None) -> QuerySet[Card]:
    """Cards of what is live, with their editions (without documents)."""
    cards = Card.objects.live(at, language)
    return cards if kinds is None else cards.filter(edition__kind__in=tuple(kinds))


def changes(language: str, at: datetime) -> QuerySet[Card]:
    """The cards of every edition in force that has a page, newest first: what changed, when and why."""
    cards = Card.objects.filter(language=language, edition__moment__lte=at).exclude(path="")
    return (
        cards.select_related("edition")
        .defer("edition__document")
        .order_by("-edition__moment", "-edition__pk")
    )


def history(path: str, language: str, at: datetime) -> QuerySet[Card]:
    """changes() of the one object that has or had an address. Raises LookupError for what can be none."""
    return changes(language, at).filter(edition__subject__in=_subjects_at(path, language, at))


def find(path: str, language: str, at: datetime) -> Card:
    """The live card at `path`, its edition with the document. Raises LookupError, or Gone if withdrawn.

    An address that an earlier edition had gives the card at the object's present address.
    """
    live = Card.objects.live(at, language).defer(None).exclude(path="")
    card = live.filter(edition__subject__in=_subjects_at(path, language, at)).first()
    if card is not None:
        return card
    former = changes(language, at).filter(path=path).first()
    if former is None:
        raise LookupError(path)
    raise Gone(former)


def find_edition(path: str, language: str, number: int, at: datetime) -> Card:
    """The card of edition `number` of what is or was at `path`. Raises LookupError."""
    card = history(path, language, at).defer(None).filter(edition__number=number).first()
    if card is None:
        raise LookupError(f"{path} {number}")
    return card


def _subjects_at(path: str, language: str, at: datetime) -> QuerySet:
    """The one object that has or had an address: no other may take it over. Raises LookupError for what can be none."""
    if "\0" in path:  # PostgreSQL refuses to look for it
        raise LookupError(path)
    return Card.objects.filter(path=path, language=language, edition__moment__lte=at).values(
        "edition__subject"
    )


def surroundings(
    language: str,
    at: datetime,
    *,
    leaning: Mapping[str, bool] = MappingProxyType({}),
    list_kinds: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    document_kinds: tuple[str, ...] = (),
) -> Surroundings:
    """All that a page needs besides its own document.

    `leaning` is the document's references(). What is required among them is thawed, as are `documents`
    (subjects) and `document_kinds` (kinds), and what these lean on in turn; `list_kinds` give cards only.
    """
    frame_kinds = tuple(kind for kind, model in publishable_models().items() if model.in_frame)
    needed = (*documents, *(subject for subject, required in leaning.items() if required))
    near = Q(edition__subject__in=needed) | Q(edition__kind__in=document_kinds)
    roots = Edition.objects.live(at).filter(Q(subject__in=needed) | Q(kind__in=document_kinds))
    from_roots = Reference.objects.filter(edition__in=roots)
    far = Q(edition__subject__in=from_roots.filter(required=True).values("subject"))
    linked = Q(edition__subject__in=tuple(leaning)) | Q(edition__subject__in=from_roots.values("subject"))
    rows = (
        Card.objects.live(at, language)
        .filter(Q(edition__kind__in=(*frame_kinds, *list_kinds)) | near | linked)
        .annotate(
            text=Case(
                When(near | far | Q(edition__subject=ORGANISATION), then=F("edition__document")),
                default=Value(""),
                output_field=TextField(),
            )
        )
    )
    return _arranged(list(rows), language, list_kinds)


def _arranged(cards: list[Card], language: str, list_kinds: tuple[str, ...]) -> Surroundings:
    thawed = thaw_all([json.loads(card.text) for card in cards if card.text], language)
    statements = sorted((card for card in cards if card.kind == STATEMENT), key=lambda card: card.code)
    frame = Frame(
        organisation=thawed.get(ORGANISATION),
        pages={card.code: card for card in cards if card.kind == "page"},
        statement=statements[-1] if statements else None,
    )
    listed = {
        kind: sorted(
            (card for card in cards if card.kind == kind),
            key=lambda card: (card.facts.get("position") or 0, card.title.casefold()),
        )
        for kind in list_kinds
    }
    return Surroundings(frame, listed, thawed, {card.edition.subject: card for card in cards})


def thaw_all(documents: list[Document], language: str) -> dict[str, Publishable]:
    """Vocabulary entries by "kind/code"; those that lean on others get them, two steps deep."""
    bare = {f"{document['kind']}/{document['code']}": thaw(document, {}, language) for document in documents}
    once = {
        subject: thaw(document, bare, language) for subject, document in zip(bare, documents, strict=True)
    }
    return {
        subject: thaw(document, once, language) for subject, document in zip(bare, documents, strict=True)
    }


def live_vocabulary(
    subjects: Iterable[str], *, at: datetime, language: str = SOURCE_LANGUAGE
) -> dict[str, Publishable]:
    """The live entries among `subjects` and what they lean on, thawed, by "kind/code". One query."""
    subjects = tuple(subjects)
    if not subjects:
        return {}
    roots = Edition.objects.live(at).filter(subject__in=subjects)
    far = Reference.objects.filter(required=True, edition__in=roots).values("subject")
    found = Edition.objects.live(at).filter(Q(subject__in=subjects) | Q(subject__in=far))
    return thaw_all([json.loads(text) for text in found.values_list("document", flat=True)], language)
