"""Chores that apps above the rooms add, when they are ready, to what happens by itself."""

from collections.abc import Callable
from datetime import datetime

UPKEEP: dict[str, Callable[[datetime], int | None]] = {}
