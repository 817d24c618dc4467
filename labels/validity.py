"""Whether criteria apply on a day: the editor's word, unless it was «current» and the dates say otherwise."""

from collections.abc import Collection
from datetime import date

from labels.enums import Standing


def standing_on(
    day: date, *, stated: Standing, valid_from: date | None = None, valid_until: date | None = None
) -> Standing:
    """Both dates are days on which the criteria apply."""
    if stated is not Standing.CURRENT:
        return stated
    if valid_until and valid_until < day:
        return Standing.PAST
    if valid_from and valid_from > day:
        return Standing.FUTURE
    return stated


def have_passed(day: date, *, generation_until: date | None, standings: Collection[Standing]) -> bool:
    """The generation has passed, or the criteria for every product category that is known."""
    return bool(generation_until and generation_until < day) or set(standings) == {Standing.PAST}
