"""What a visitor may write to us, and how it is read. Every message says what to do, not what was wrong."""

import re

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from transparency.models.requests import LONGEST_QUESTION
from transparency.request_enums import ReplyBy

LONGEST_MESSAGE = 10_000
TRAP = "subject_line"
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")


def normalised(text: str) -> str:
    """As it is kept and counted: one sign for a line break, no control characters, no margin."""
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def unstorable(text: str) -> bool:
    """Signs that nobody types and no database holds: NUL, and halves of a pair."""
    return "\0" in text or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


class PlainText(forms.CharField):
    """A text of at most `longest` characters, counted after its line breaks have been made one character."""

    def __init__(self, *, longest: int, **kwargs: object) -> None:
        self.longest = longest
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: object) -> str:
        return normalised(str(value or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            counts = {"length": len(value), "surplus": len(value) - self.longest, "longest": self.longest}
            grouped = {name: number_format(count, force_grouping=True) for name, count in counts.items()}
            raise forms.ValidationError(
                _("Teksten er {length} tegn. Forkort den med {surplus} tegn. Grensen er {longest}.").format(
                    **grouped
                )
            )


class VisitorForm(forms.Form):
    """Fields that are rendered by hand: errors stand beside their field, and the fields say so to machines."""

    use_required_attribute = False

    def summary(self) -> list[tuple[str, str]]:
        """(field's id, message), in the order of the page."""
        return [
            (self[name].auto_id, error)
            for name in (*self.fields, "__all__")
            for error in self.errors.get(name, ())
            if name in self.fields
        ]


class RequestForm(VisitorForm):
    """§ 6: anyone may ask in writing, and needs to say neither who they are nor why."""

    question = PlainText(
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Skriv hva du vil vite.")},
    )
    reply_by = forms.ChoiceField(
        choices=ReplyBy.choices,
        error_messages={
            "required": _("Velg om du vil ha svaret i e-post eller brev."),
            "invalid_choice": _("Velg om du vil ha svaret i e-post eller brev."),
        },
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Skriv e-postadressen på formen navn@example.no."),
            "max_length": _("E-postadressen er for lang. Grensen er 254 tegn."),
        },
    )
    postal_address = PlainText(longest=500, required=False)
    name = PlainText(longest=200, required=False)

    def clean(self) -> dict:
        """The address of the chosen kind is needed, and the other is not kept."""
        values = super().clean()
        if values.get("reply_by") == ReplyBy.EMAIL:
            values["postal_address"] = ""
            if "email" not in self.errors and not values.get("email"):
                self.add_error("email", _("Skriv e-postadressen som svaret skal sendes til."))
        if values.get("reply_by") == ReplyBy.POST:
            values["email"] = ""
            self.errors.pop("email", None)
            if "postal_address" not in self.errors and not values.get("postal_address"):
                self.add_error("postal_address", _("Skriv postadressen som brevet skal sendes til."))
        return values


class MessageForm(VisitorForm):
    """More facts in a case: a text is needed."""

    message = PlainText(
        longest=LONGEST_MESSAGE, error_messages={"required": _("Skriv det du vil legge til.")}
    )


class ReasonsForm(VisitorForm):
    """§ 7: whoever is refused may ask for fuller reasons, with or without a word about what is unclear."""

    reasons = PlainText(longest=LONGEST_MESSAGE, required=False)
