from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.documents import Document
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_text
from sustainability_site.content.models import Card, Publishable
from transparency import personal_data
from transparency.asker_traces import asker_traces
from transparency.models.requests import InformationRequest

PARAGRAPH = "personvernforordningen artikkel 5 nr. 1 bokstav c"
CODES = {
    personal_data.Trace.EMAIL: "P1",
    personal_data.Trace.PHONE: "P2",
    personal_data.Trace.NATIONAL_ID: "P3",
    personal_data.Trace.NAME: "P4",
}
SEARCHED = ("title", "question", "answer", "topics")
ASKER = "P5"


class PublicAnswer(Publishable):
    """An answer to a request for information that everyone may read, without a trace of who asked."""

    kind = "answer"
    four_eyes = True
    reviewed = False  # it says what was true on its day
    public_fields = ("title", "slug", "question", "answer", "answered_on", "topics")
    relations = ()

    title = models.CharField(
        "tittel", max_length=200, help_text="Det spørsmålet handler om, for eksempel «Kobolt i batterier»."
    )
    slug = models.SlugField(
        "adresse", max_length=80, help_text="Siste ledd i nettadressen, for eksempel «kobolt-i-batterier»."
    )
    question = models.TextField(
        "spørsmålet",
        max_length=1000,
        help_text="Kort gjengitt uten navn, arbeidssted og annet som kan vise hvem som spurte. Skriv det om om nødvendig.",
    )
    answer = RichTextField(
        "svaret", help_text="Svaret slik det ble gitt, uten opplysninger om enkeltpersoner."
    )
    answered_on = models.DateField("besvart", help_text="Dagen svaret ble sendt.")
    topics = models.CharField(
        "stikkord",
        max_length=200,
        blank=True,
        help_text="Med komma mellom, for eksempel «batterier, mineraler, Kongo».",
    )
    case_number = models.CharField(
        "saksnummer", max_length=20, blank=True, help_text="Vises ikke for publikum. For eksempel 2026-0014."
    )

    class Meta(Publishable.Meta):
        verbose_name = "publisert svar"
        verbose_name_plural = "publiserte svar"
        ordering = ("-answered_on", "code")
        permissions = (("override_publicanswer", "Kan publisere svar tross funn av personopplysninger"),)

    def __str__(self) -> str:
        return self.title or self.code

    def clean(self) -> None:
        """A number that leads to no case would keep earlier wordings from being forgotten with it."""
        super().clean()
        if self.case_number and not InformationRequest.objects.filter(number=self.case_number).exists():
            raise ValidationError(
                {
                    "case_number": "Ingen sak har dette nummeret. Skriv det slik det står i køen, eller la feltet stå tomt."
                }
            )

    def address(self, language: str) -> str:
        slug = getattr(self, f"slug_{language}") or self.slug_nb
        return localised_reverse("transparency:answer_detail", language, slug=slug)

    def card(self) -> dict:
        facts = {
            "position": -self.answered_on.toordinal(),
            "answered_on": self.answered_on.isoformat(),
            "topics": self.topics,
        }
        return {"title": self.title, "lead": self.question, "facts": facts}

    def topic_list(self) -> list[str]:
        return [topic.strip() for topic in self.topics.split(",") if topic.strip()]

    def publication_faults(self, document: Document, *, at: datetime) -> Iterator[Fault]:
        """Traces of persons in what the public would read. Each stops publication until a person has judged it."""
        known = names_of_the_site(at)
        for column, value in document.items():
            if column.rpartition("_")[0] in SEARCHED and value:
                for found in personal_data.find(plain_text(value), known=known):
                    sentence = f"Teksten ser ut til å ha {found.trace.label}: «{found.text}»."
                    yield Fault(CODES[found.trace], PARAGRAPH, sentence, f"#id_{column}", Level.BLOCK)
        yield from self._traces_of_the_asker(document)

    def _traces_of_the_asker(self, document: Document) -> Iterator[Fault]:
        case = self.case_number and InformationRequest.objects.filter(number=self.case_number).first()
        columns = {
            name: value
            for name, value in document.items()
            if value and (name == "code" or name.rpartition("_")[0] in (*SEARCHED, "slug"))
        }
        for column, found in asker_traces(columns, case) if case else ():
            sentence = f"«{found}» står i kravet som navnet eller adressen til den som spurte."
            yield Fault(ASKER, PARAGRAPH, sentence, f"#id_{column}", Level.BLOCK)


def names_of_the_site(at: datetime) -> frozenset[str]:
    """The organisation, the labels and whatever else has a page here under its own name: no persons."""
    cards = Card.objects.live(at, "nb").exclude(edition__kind=PublicAnswer.kind)
    return frozenset(cards.values_list("title", flat=True))
