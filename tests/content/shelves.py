"""The public shelves as a whole, and verbs that refuse."""

from collections.abc import Callable

import pytest

from sustainability_site.content.models import Card, Edition, Entry, Reference, SearchText
from sustainability_site.content.publishing import head
from sustainability_site.content.shelving import PublicationRefused

SHELVES = (Edition, Entry, Card, Reference, SearchText)


def record() -> tuple:
    """Everything on the public shelves."""
    return *(tuple(model.objects.order_by("pk").values_list()) for model in SHELVES), head()


def refused(verb: Callable, *args: object, **kwargs: object) -> list[str]:
    """What a verb says when it refuses, having left nothing behind."""
    before = record()
    with pytest.raises(PublicationRefused) as refusal:
        verb(*args, **kwargs)
    assert record() == before
    return refusal.value.messages
