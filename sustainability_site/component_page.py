"""Every component of the public pages in every state, for whoever designs them: staff only, with invented content."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sustainability_site.content.comparison import Change
from sustainability_site.content.models import Source
from sustainability_site.content.reading import surroundings
from sustainability_site.content.word_differences import NEW, REMOVED, SAME, Piece, words_apart
from sustainability_site.life_cycle import STAGES

# The rooms' templates are shown, but the roof imports no room: what they need is made up here.
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
            "chart": chart(),
            "page": Paginator(range(60), 24).page(2),
            "form": RefusedForm({"email": "feil@"}),
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
    knowledge = {
        "known": "kjent",
        "partly": "noe er kjent",
        "unknown": "ikke kjent",
        "not-stated": "ikke oppgitt",
    }
    tiers = [
        SimpleNamespace(name=f"Ledd {number}", knowledge=value, anchor="chain", get_knowledge_display=words)
        for number, (value, words) in enumerate(knowledge.items(), 1)
    ]
    by_knowledge = [(Level(tier.knowledge, tier.get_knowledge_display), [tier]) for tier in tiers]
    return SimpleNamespace(tiers=SimpleNamespace(all=tiers), by_knowledge=by_knowledge)


class Level(str):
    """Like a member of an enumeration of text: its value, with a label."""

    label: str

    def __new__(cls, value: str, label: str) -> "Level":
        level = super().__new__(cls, value)
        level.label = label
        return level


def chart() -> SimpleNamespace:
    bars = [("audits", 12, "100%"), ("deviations", 5, "42%"), ("closed", 3, "25%"), ("audits", None, "0%")]
    group = SimpleNamespace(
        year="2026",
        heading_at=18,
        bars=[
            SimpleNamespace(kind=kind, figure=figure, length=length, text_at=46 + 38 * row, top=52 + 38 * row)
            for row, (kind, figure, length) in enumerate(bars)
        ],
    )
    return SimpleNamespace(height=184, groups=[group])


class RefusedForm(forms.Form):
    """The fields that the templates of a request show, each refused."""

    question = forms.CharField(error_messages={"required": "Skriv hva du vil vite."})
    reply_by = forms.ChoiceField(
        choices=[("email", ""), ("post", "")], error_messages={"required": "Velg en måte."}
    )
    email = forms.EmailField(error_messages={"invalid": "Skriv adressen på formen navn@example.no."})
    postal_address = forms.CharField(error_messages={"required": "Skriv postadressen."})
    name = forms.CharField(error_messages={"required": "Skriv et navn."})

    def summary(self) -> list[tuple[str, str]]:
        return [(self[name].auto_id, error) for name in self.fields for error in self.errors[name]]
