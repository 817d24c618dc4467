"""Where the bars of a chart of yearly figures stand: lengths in per cent of the width, heights in pixels.

Text keeps its size whatever the width, since nothing is scaled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

KINDS = ("audits", "deviations", "closed")
HEADING, BAR, GAP = 28, 38, 20
TEXT_ABOVE_BAR = 6


@dataclass(frozen=True)
class Bar:
    """`figure` is None where it is not stated; then there is no bar, only the words."""

    kind: str
    figure: int | None
    length: str
    text_at: int
    top: int


@dataclass(frozen=True)
class Group:
    year: str
    heading_at: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    height: int
    groups: tuple[Group, ...]


def chart_of(years: Sequence[tuple[int, tuple[int | None, ...]]]) -> Chart:
    """One group of bars for each year, in the order given; the largest figure fills the width."""
    largest = max((figure for _year, figures in years for figure in figures if figure), default=0)
    groups, top = [], 0
    for year, figures in years:
        bars = []
        for number, (kind, figure) in enumerate(zip(KINDS, figures, strict=True)):
            bar_top = top + HEADING + (number + 1) * BAR - 14
            bars.append(Bar(kind, figure, _share(figure, largest), bar_top - TEXT_ABOVE_BAR, bar_top))
        groups.append(Group(str(year), top + 18, tuple(bars)))
        top += HEADING + len(KINDS) * BAR + GAP
    return Chart(max(top - GAP, 0) + 4, tuple(groups))


def _share(figure: int | None, largest: int) -> str:
    return f"{100 * figure / largest:.2f}%" if figure else "0%"
