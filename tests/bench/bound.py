"""What one worker keeps when everything is asked for: every address a page, every query string and header new."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.http import HttpResponse

from tests.bench.report import Report
from tests.bench.serving import CHECKOUT
from tests.own_var import environment
from tests.wire import environ_of, named

ASKED = 100_000
REVALIDATE = "public, max-age=0, must-revalidate"


class Published:
    """Stands for Django where any address has a page: the worst that can be asked for. Counts what it renders."""

    def __init__(
        self, *, length: int = 2_000, stamped: bool = True, status: int = 200, **headers: str
    ) -> None:
        self.length, self.stamped, self.status = length, stamped, status
        self.headers = {"Cache-Control": REVALIDATE} | {n.replace("_", "-"): v for n, v in headers.items()}
        self.rendered = 0

    def __call__(self, environ: dict, start_response: Callable) -> HttpResponse:
        self.rendered += 1
        text = random.Random(environ["PATH_INFO"]).randbytes(self.length // 2).hex()  # noqa: S311
        response = HttpResponse(text, status=self.status, headers=self.headers)
        response.stamped = self.stamped
        start_response(f"{self.status} OK", list(response.items()))
        return response


def ask_everything(layer: Callable, numbers: range) -> None:
    """For each number one address, one query string or one set of Accept headers that was never there before."""
    for number in numbers:
        match number % 3:
            case 0:
                _ask(layer, f"/side-{number}/")
            case 1:
                _ask(layer, f"/?q={number}")
            case 2:
                accepted = {"accept_encoding": f"gzip;q=0.{number}", "accept_language": f"x-{number}"}
                _ask(layer, "/", accept=f"text/{number}", **accepted)


def _ask(layer: Callable, address: str, **headers: str) -> None:
    environ = environ_of(address, "GET", b"", "", "127.0.0.1") | named(headers)
    assert b"".join(layer(environ, lambda *_started: None))


def resident() -> int:
    """This process's memory in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(report: Report, var: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.bound"],
        cwd=CHECKOUT,
        env=environment(var),
        capture_output=True,
        text=True,
        check=True,
    )
    kept, grown = map(int, told.stdout.split())
    report.at_most("MB kept at the end", kept / 1e6, 16.8)
    report.at_most("MB that the process grew from half of them to the end", grown / 1e6, 4)


def main() -> None:
    import django

    django.setup()
    from sustainability_site.finished_answers import FinishedAnswers

    layer = FinishedAnswers(Published())
    ask_everything(layer, range(ASKED // 2))
    halfway = resident()
    ask_everything(layer, range(ASKED // 2, ASKED))
    print(layer.shelf.size, resident() - halfway)  # noqa: T201


if __name__ == "__main__":
    main()
