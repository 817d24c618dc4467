from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models.abstract import Publishable, Row, publishable_models
from sustainability_site.content.models.draft import Draft
from sustainability_site.content.models.image import Image
from sustainability_site.content.models.kept_text import KeptText
from sustainability_site.content.models.page import Page, PageSection
from sustainability_site.content.models.review import Review
from sustainability_site.content.models.search_text import SearchText
from sustainability_site.content.models.shelves import (
    Card,
    Edition,
    Entry,
    Head,
    RecordIsFinal,
    Reference,
    withdrawn,
)
from sustainability_site.content.models.site import Organisation
from sustainability_site.content.models.source import Source
from sustainability_site.content.models.source_visit import Finding, SourceVisit
from sustainability_site.content.models.term import Term
from sustainability_site.content.models.translation import Agreement, TranslationState

__all__ = [
    "Agreement",
    "Card",
    "Draft",
    "Edition",
    "Entry",
    "Finding",
    "Head",
    "Image",
    "KeptText",
    "Organisation",
    "Page",
    "PageSection",
    "Publishable",
    "RecordIsFinal",
    "Reference",
    "Review",
    "RichTextField",
    "Row",
    "SearchText",
    "Source",
    "SourceVisit",
    "Term",
    "TranslationState",
    "publishable_models",
    "withdrawn",
]
