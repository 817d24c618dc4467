"""Every component of the public pages in every state, for whoever designs them: staff only, with invented content."""

from datetime import date
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from suppliers.chart import chart_of
from suppliers.enums import Knowledge
from sustainability_site.content.comparison import Change
from sustainability_site.content.models import Source
from sustainability_site.content.reading import surroundings
from sustainability_site.content.word_differences import NEW, REMOVED, SAME, Piece, words_apart
from sustainability_site.life_cycle import STAGES
from transparency.request_form import RequestForm

OVERLONG = "Aktsomhetsvurderingsdokumentasjonspliktsbestemmelsenes ikrafttredelsestidspunkt"


def components(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    frame = surroundings(request.LANGUAGE_CODE, at).frame
    return render(
        request,
        "admin/components.html",
        {
            "frame": frame,
            "card": SimpleNamespace(title="Komponenter", path=request.path, translated=True),
            "breadcrumbs": [("/", "Forsiden"), (request.path, OVERLONG)],
            "at": at,
            "overlong": OVERLONG,
            "stages": [(stage, "" if stage.key == "reuse" else request.path) for stage in STAGES],
            "sources": sources(),
            "cards": cards(request.path),
            "changes": changes(),
            "chain": chain(),
            "chart": chart_of([(2025, (12, 5, 3)), (2026, (None, 0, None))]),
            "page": Paginator(range(60), 24).page(2),
            "form": RequestForm({"question": "", "reply_by": "email", "email": "feil@"}),
        },
    )


def sources() -> list[Source]:
    good, missing, lapsed = (
        Source(
            code="good", title="En kilde som er lest", publisher="Utgiver", url="https://example.no/kilde"
        ),
        Source(code="missing", title="At noe er slik", missing=True),
        Source(code="lapsed", title="En kilde som er gått ut på dato", valid_until=date(2020, 1, 1)),
    )
    good.checked_on = date(2026, 11, 1)
    return [good, missing, lapsed]


def cards(path: str) -> list[SimpleNamespace]:
    def label(title: str, **facts: object) -> SimpleNamespace:
        lead = "En setning om hva merket stiller krav til."
        return SimpleNamespace(card=SimpleNamespace(title=title, path=path, lead=lead), **facts)

    required, optional = (SimpleNamespace(label=name) for name in ("Påkrevd", "Valgfritt"))
    return [
        label("Vanlig kort", levels=[(required, ["Klima", "Kjemikalier"])], last_checked=date(2026, 11, 1)),
        label("Kort med alt", levels=[(required, ["Klima"]), (optional, [OVERLONG])], owner_kind="stiftelse"),
        label(OVERLONG, levels=[], criteria_have_passed=True),
    ]


def changes() -> list[Change]:
    return [
        Change(NEW, [Piece(NEW, "Et avsnitt som er nytt.")]),
        Change(REMOVED, [Piece(REMOVED, "Et avsnitt som er fjernet.")]),
        Change("changed", words_apart("Vi besøkte fire fabrikker.", "Vi besøkte seks fabrikker i år.")),
        Change("changed", [Piece(SAME, "Et avsnitt der bare lenken er endret.")], reformed=True),
    ]


def chain() -> SimpleNamespace:
    tiers = [
        SimpleNamespace(
            name=f"Ledd {number}",
            knowledge=level.value,
            anchor="chain",
            get_knowledge_display=level.label,
        )
        for number, level in enumerate(Knowledge, 1)
    ]
    return SimpleNamespace(
        tiers=SimpleNamespace(all=tiers),
        by_knowledge=[(level, [tier]) for level, tier in zip(Knowledge, tiers, strict=True)],
    )
