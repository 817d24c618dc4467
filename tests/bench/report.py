"""What `make bench` prints, and whether the goals were reached."""

import os
from operator import ge, le

SIGNS = {ge: "≥", le: "≤"}


class Report:
    def __init__(self) -> None:
        self.missed: list[str] = []

    def title(self, text: str) -> None:
        print(f"\n{text}", flush=True)  # noqa: T201

    def line(self, text: str) -> None:
        print(f"  {text}", flush=True)  # noqa: T201

    def at_least(self, name: str, value: float, goal: float) -> None:
        self._judge(name, value, goal, ge)

    def at_most(self, name: str, value: float, goal: float) -> None:
        self._judge(name, value, goal, le)

    def _judge(self, name: str, value: float, goal: float, holds: object) -> None:
        reached = holds(value, goal)
        self.line(
            f"{'reached' if reached else 'MISSED ':7}  {name}: {value:.3g} (goal {SIGNS[holds]} {goal:g})"
        )
        if not reached:
            self.missed.append(name)

    def finish(self) -> int:
        """The exit status: 1 when a goal was missed."""
        self.title(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        self.line(f"Missed: {'; '.join(self.missed)}" if self.missed else "Every goal was reached.")
        return 1 if self.missed else 0
