"""The guided forms of publication."""

from datetime import datetime

from django import forms

from sustainability_site.content.clearance import Clearance
from sustainability_site.content.publishing import Pending

LOCAL_MINUTE = "%Y-%m-%dT%H:%M"

REASON = forms.CharField(
    label="Begrunnelse",
    max_length=500,
    widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "autofocus": True}),
    help_text="Leserne ser den i listen over endringer, for eksempel «Rettet tall for e-avfall etter ny rapport».",
    error_messages={"required": "Skriv hvorfor. Begrunnelsen står sammen med utgaven for alltid."},
)


class PublishForm(forms.Form):
    reason = REASON
    when = forms.ChoiceField(
        label="Når",
        choices=[("now", "Publiser nå"), ("later", "Publiser på et tidspunkt")],
        initial="now",
        widget=forms.RadioSelect,
    )
    moment = forms.DateTimeField(
        label="Tidspunkt",
        required=False,
        input_formats=[LOCAL_MINUTE],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL_MINUTE),
        help_text="Norsk tid, for eksempel 01.12.2026 kl. 09.00.",
        error_messages={"invalid": "Skriv dato og klokkeslett, for eksempel 01.12.2026 kl. 09.00."},
    )
    pending = forms.ChoiceField(
        label="Utgaven som er planlagt",
        choices=[
            (Pending.CANCEL, "Avlys den"),
            (Pending.RENEW, "Forny den: det som publiseres nå, kommer ut på nytt på samme tidspunkt"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Velg hva som skal skje med utgaven som er planlagt."},
    )
    override_reason = forms.CharField(
        label="Hvorfor publiseres det likevel?",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="Leserne ser også denne begrunnelsen, sammen med hva som mangler.",
        error_messages={"required": "Skriv hvorfor det publiseres selv om noe mangler."},
    )

    def __init__(
        self,
        *args: object,
        at: datetime,
        scheduled: bool,
        clearance: Clearance,
        may_override: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        if not (may_override and clearance.blocking):
            del self.fields["override_reason"]
        if not scheduled:
            del self.fields["pending"]
        else:
            del self.fields["when"], self.fields["moment"]

    def clean(self) -> dict:
        values = super().clean()
        if values.get("when") == "later" and not self.errors.get("moment"):
            if values.get("moment") is None:
                self.add_error("moment", "Velg dato og klokkeslett.")
            elif values["moment"] <= self.at:
                self.add_error("moment", "Tidspunktet er passert. Velg et tidspunkt fram i tid.")
        return values


class ReasonForm(forms.Form):
    reason = REASON
