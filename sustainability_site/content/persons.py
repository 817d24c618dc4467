"""Those who work here, by name."""

from django import forms
from django.contrib.auth.models import AbstractUser


def name_of(person: AbstractUser) -> str:
    """The name under which the record remembers her."""
    return person.get_full_name() or person.get_username()


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: AbstractUser) -> str:
        return name_of(person)
