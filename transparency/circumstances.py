"""What a statement is judged against, besides its own words."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sustainability_site.content.models import Organisation
    from transparency.models import Statement


@dataclass(frozen=True)
class Circumstances:
    """`before` is the published statement of the period before, `published` this statement's own live edition.

    `organisation` is the live one, whose details stand on the page. `first_edition_on` is the day of the first edition
    here, `dead_links` the "kind/code" of internal links that lead to no page.
    """

    today: date
    organisation: "Organisation | None" = None
    before: "Statement | None" = None
    published: "Statement | None" = None
    first_edition_on: date | None = None
    dead_links: Set[str] = frozenset()
