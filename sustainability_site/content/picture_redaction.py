"""Taking a picture away for good, however it has been cut: a wrong licence, or somebody who must not be shown."""

import json
from collections.abc import Iterator, Mapping

from sustainability_site.content import images
from sustainability_site.content.documents import pictures
from sustainability_site.content.models import Draft, Edition, Image

Renditions = list[dict[str, object]]


def names_of(picture: Mapping[str, object]) -> set[str]:
    """Every file of the same pixels, given the picture as a document embeds it: those of other editions, of drafts and of the
    library, which may have been cut around other points."""
    whole = _whole(picture["renditions"])
    alike = [found for found in _everywhere(min(whole)) if whole & _whole(found)] if whole else []
    return {each["name"] for found in (picture["renditions"], *alike) for each in found}


def redact(names: set[str]) -> None:
    """Blank the files, and delete the private originals that new ones could be cut from."""
    images.redact_renditions(names)
    for image in Image.objects.all():
        if names & _whole(image.renditions):
            images.discard_original(image.original.name)


def _whole(renditions: Renditions) -> set[str]:
    return {each["name"] for each in renditions if "crop" not in each}


def _everywhere(name: str) -> Iterator[Renditions]:
    for shelf in (Edition, Draft):
        documents = shelf.objects.filter(document__contains=name).values_list("document", flat=True)
        for document in documents.iterator():
            yield from (picture["renditions"] for picture in pictures(json.loads(document)))
    yield from Image.objects.values_list("renditions", flat=True)
