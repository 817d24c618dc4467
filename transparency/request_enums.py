from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How a request came: § 6 asks only that it is in writing."""

    WEB = "web", pgettext_lazy("channel", "skjema på nettstedet")
    EMAIL = "email", pgettext_lazy("channel", "e-post")
    LETTER = "letter", pgettext_lazy("channel", "brev")
    COUNTER = "counter", pgettext_lazy("channel", "levert over disk")


class ReplyBy(models.TextChoices):
    EMAIL = "email", pgettext_lazy("reply by", "e-post")
    POST = "post", pgettext_lazy("reply by", "brev i posten")


class Medium(models.TextChoices):
    EMAIL = "email", "e-post"
    POST = "post", "brev"


class Status(models.TextChoices):
    QUARANTINED = "quarantined", pgettext_lazy("request status", "mottatt")
    OPEN = "open", pgettext_lazy("request status", "under behandling")
    ANSWERED = "answered", pgettext_lazy("request status", "besvart")
    WITHDRAWN = "withdrawn", pgettext_lazy("request status", "trukket")
    SPAM = "spam", pgettext_lazy("request status", "lukket som søppelpost")


class Outcome(models.TextChoices):
    """What came of a part, or of a request as a whole: PARTLY is for a whole request only."""

    NONE = "none", pgettext_lazy("request outcome", "ikke avgjort")
    ANSWERED = "answered", pgettext_lazy("request outcome", "besvart")
    REFUSED = "refused", pgettext_lazy("request outcome", "avslått")
    PARTLY = "partly", pgettext_lazy("request outcome", "delvis besvart, delvis avslått")


class Ground(models.TextChoices):
    """Why something may be refused: § 6 second paragraph a-d, or what lies outside the right to information."""

    A_VAGUE = "a-vague", _("Kravet er for upresist")
    B_UNREASONABLE = "b-unreasonable", _("Kravet er klart urimelig")
    C_PERSONAL = "c-personal", _("Opplysninger om noens personlige forhold")
    D_COMPETITION = "d-competition", _("Forretningsforhold av konkurransemessig betydning")
    CLASSIFIED = "classified", _("Gradert informasjon")
    COPYRIGHT = "copyright", _("Opphavsrettslig beskyttet materiale")

    @property
    def overridden_by_known_harm(self) -> bool:
        """§ 6: what is known of actual harm to fundamental human rights is given whatever a-d say."""
        return self in A_TO_D

    @property
    def paragraph(self) -> Promise:
        return PARAGRAPHS[self]

    @property
    def law(self) -> Promise:
        """What the Act says, in our own words."""
        return LAW[self]


A_TO_D = (Ground.A_VAGUE, Ground.B_UNREASONABLE, Ground.C_PERSONAL, Ground.D_COMPETITION)

PARAGRAPHS = {
    Ground.A_VAGUE: _("åpenhetsloven § 6 andre ledd bokstav a"),
    Ground.B_UNREASONABLE: _("åpenhetsloven § 6 andre ledd bokstav b"),
    Ground.C_PERSONAL: _("åpenhetsloven § 6 andre ledd bokstav c"),
    Ground.D_COMPETITION: _("åpenhetsloven § 6 andre ledd bokstav d"),
    Ground.CLASSIFIED: _("åpenhetsloven § 6, om informasjon som er gradert etter sikkerhetsloven"),
    Ground.COPYRIGHT: _("åpenhetsloven § 6, om informasjon som er vernet etter åndsverkloven"),
}

LAW = {
    Ground.A_VAGUE: _(
        "Loven lar oss avslå et krav når det ikke sier nok til at vi kan finne ut hva det gjelder."
    ),
    Ground.B_UNREASONABLE: _("Loven lar oss avslå et krav som er klart urimelig."),
    Ground.C_PERSONAL: _("Loven lar oss avslå et krav om opplysninger om noens personlige forhold."),
    Ground.D_COMPETITION: _(
        "Loven lar oss avslå et krav om tekniske innretninger, framgangsmåter, drift eller forretning når det er viktig for konkurransen å holde opplysningene hemmelige."
    ),
    Ground.CLASSIFIED: _(
        "Retten til informasjon gjelder ikke opplysninger som er gradert av hensyn til nasjonal sikkerhet."
    ),
    Ground.COPYRIGHT: _("Retten til informasjon gjelder ikke materiale som er vernet av opphavsrett."),
}


class EventKind(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("event", "Kravet kom inn")
    REGISTERED = "registered", pgettext_lazy("event", "Kravet ble registrert")
    CONFIRMED = "confirmed", pgettext_lazy("event", "Mottaket ble bekreftet")
    QUARANTINED = "quarantined", pgettext_lazy("event", "Kravet venter på kontroll")
    RELEASED = "released", pgettext_lazy("event", "Kravet ble kontrollert og frigitt")
    MARKED_SPAM = "marked-spam", pgettext_lazy("event", "Kravet ble lukket som søppelpost")
    CLARIFICATION_ASKED = "clarification-asked", pgettext_lazy("event", "Vi ba om en presisering")
    MESSAGE_ADDED = "message-added", pgettext_lazy("event", "Den som spør, la til en melding")
    EXTENDED = "extended", pgettext_lazy("event", "Fristen ble forlenget")
    EXTENDED_LATE = "extended-late", pgettext_lazy("event", "Beskjed om lengre tid ble gitt for sent")
    PARTS_CHANGED = "parts-changed", pgettext_lazy("event", "Kravet ble delt opp")
    ANSWERED = "answered", pgettext_lazy("event", "Svar ble sendt")
    REFUSED = "refused", pgettext_lazy("event", "Avslag ble sendt")
    REASONS_ASKED = "reasons-asked", pgettext_lazy("event", "Nærmere begrunnelse ble krevd")
    REASONS_ASKED_LATE = (
        "reasons-asked-late",
        pgettext_lazy("event", "Nærmere begrunnelse ble krevd etter tre uker"),
    )
    REASONS_GIVEN = "reasons-given", pgettext_lazy("event", "Nærmere begrunnelse ble gitt")
    REASONS_LEFT = "reasons-left", pgettext_lazy("event", "Sent krav om begrunnelse ble lagt bort")
    WITHDRAWN = "withdrawn", pgettext_lazy("event", "Kravet ble trukket")
    REOPENED = "reopened", pgettext_lazy("event", "Saken ble gjenåpnet")
    ATTACHED = "attached", pgettext_lazy("event", "Et vedlegg ble lagt til")
    ANONYMISED = "anonymised", pgettext_lazy("event", "Saken ble anonymisert")
    REMINDED = "reminded", pgettext_lazy("event", "Saksbehandleren ble minnet om fristen")
    LETTER_POSTED = "letter-posted", pgettext_lazy("event", "Et brev ble lagt i posten")
    CLOCK_MOVED = "clock-moved", pgettext_lazy("event", "Klokka i øvelsen ble flyttet")


class LetterKind(models.TextChoices):
    """What a letter does; each kind has parts that the Act requires."""

    RECEIPT = "receipt", "kvittering"
    CLARIFICATION = "clarification", "spørsmål om presisering"
    EXTENSION = "extension", "beskjed om lengre frist"
    EXTENSION_LATE = "extension-late", "beskjed om lengre tid, for sent"
    ANSWER = "answer", "svar"
    REFUSAL = "refusal", "avslag"
    REASONS = "reasons", "nærmere begrunnelse"
    REASONS_LEFT = "reasons-left", "svar på sent krav om begrunnelse"
    WITHDRAWAL = "withdrawal", "bekreftelse på at kravet er trukket"
    REOPENING = "reopening", "beskjed om gjenåpning"
    REMINDER = "reminder", "påminnelse"
