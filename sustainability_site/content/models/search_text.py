from django.db import models

from sustainability_site.content.models.shelves import Edition, Guarded, GuardedQuerySet


class SearchText(Guarded):
    """The words of an edition in one language; can be built again from the documents.

    `text` has a line for each heading, paragraph and list item; `untranslated` numbers those in the source language.
    `terms` is what content/indexing.py says, `leans` the subjects whose names the page shows, `reading` the version
    of content/words.py that read it.
    """

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="search_texts")
    language = models.CharField(max_length=10)
    text = models.TextField()
    untranslated = models.JSONField(default=list)
    terms = models.TextField(default="")
    leans = models.JSONField(default=list)
    reading = models.PositiveSmallIntegerField(default=0)

    objects = GuardedQuerySet.as_manager()

    class Meta(Guarded.Meta):
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"
