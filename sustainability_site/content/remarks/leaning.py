"""What the text leans on: links that lead nowhere yet, and sources that are missing, old or out of date."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from sustainability_site.content.documents import Document
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.links import subjects_in
from sustainability_site.content.models import Edition, Source
from sustainability_site.content.remarks.written import Written, holders
from sustainability_site.content.shapes import model_of

READ_AGAIN = timedelta(days=365)


def links(texts: Iterable[Written], at: datetime) -> Iterator[Fault]:
    """Links to what is not published. Readers meet the words without the link until it is."""
    leading = [(subject, text) for text in texts for subject in dict.fromkeys(subjects_in(text.html))]
    wanted = {subject for subject, _text in leading}
    live = set(
        Edition.objects.order_by().live(at).filter(subject__in=wanted).values_list("subject", flat=True)
    )
    for subject, text in leading:
        if subject not in live:
            told = f"Lenken til {_name(subject)} leder ingen steder: siden er ikke publisert. Leserne ser bare ordene."
            yield Fault("Lenke", text.label, told, text.field, Level.WARN)


def _name(subject: str) -> str:
    kind, _, code = subject.partition("/")
    try:
        found = model_of(kind)._default_manager.filter(code=code).first()
    except LookupError:
        found = None
    return f"«{found}»" if found else f"noe som er slettet ({subject})"


def sources(document: Document, at: datetime) -> Iterator[Fault]:
    used = list(dict.fromkeys(use for holder in holders(document) for use in holder.sources()))
    found = {source.code: source for source in Source.objects.filter(code__in={code for code, *_ in used})}
    today = timezone.localdate(at)
    for code, label, field in used:
        if (source := found.get(code)) is not None and (told := _wanting(source, today)) is not None:
            sentence, level = told
            yield Fault("Kilde", label, f"«{source}»: {sentence}", field, level)


def _wanting(source: Source, today: date) -> tuple[str, Level] | None:
    if source.missing:
        return "Ingen har funnet kilden ennå, og siden sier «kilde mangler».", Level.WARN
    if source.expired(today):
        return f"Kilden gjaldt til og med {source.valid_until:%d.%m.%Y}. Finn en nyere.", Level.WARN
    if source.checked_on is None:
        return "Det står ikke når noen sist leste kilden.", Level.HINT
    if today - source.checked_on > READ_AGAIN:
        return f"Kilden ble sist lest {source.checked_on:%d.%m.%Y}. Les den igjen.", Level.HINT
    return None
