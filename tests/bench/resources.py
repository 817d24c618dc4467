"""From the start to the first answer, and what master and two workers hold after real use."""

import re
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.load import Answer, Connection, request, visit
from tests.bench.report import Report
from tests.bench.serving import Served, site

STARTS = 5
PAGES = (
    "/",
    "/om/",
    "/miljomerker/",
    "/leverandorer/",
    "/apenhetsloven/",
    "/en/",
    "/en/eco-labels/",
    "/sok/?q=kobolt",
)
LOGIN = "/admin/login/?next=/admin/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure(report: Report, var: Path, password: str) -> None:
    starts = []
    for _ in range(STARTS):
        with site(var) as served:
            starts.append(served.started_in)
    seconds, processor = min(starts)
    report.at_most("seconds from the start to the first 200, the quickest of five", seconds, 0.7)
    report.line(f"of which {processor:.2f} of the processor's time")
    with site(var) as served:
        report.line(f"{served.memory():.0f} MB after the start")
        visit(served.port, [request(PAGES[number % len(PAGES)]) for number in range(1_000)])
        report.line(f"{served.memory():.0f} MB after 1 000 requests")
        sign_in(served, password)
        report.at_most(
            "MB of PSS, master and two workers, when an admin has signed in too", served.memory(), 100
        )


def sign_in(served: Served, password: str) -> Answer:
    """The admin's front page, after the form with the password."""
    with Connection(served.port) as connection:
        form = connection.get(LOGIN)
        token = TOKEN.search(form.body.decode())[1]
        sent = urlencode(
            {"csrfmiddlewaretoken": token, "username": "admin", "password": password, "next": "/admin/"}
        )
        own = {"Origin": "http://127.0.0.1", "Content_Type": "application/x-www-form-urlencoded"}
        answer = connection.get(LOGIN, method="POST", body=sent.encode(), Cookie=cookies_of(form), **own)
        assert answer.status == 302, answer
        front = connection.get("/admin/", Cookie=cookies_of(answer))
        assert front.status == 200, front.status
        return front


def cookies_of(answer: Answer) -> str:
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers["set-cookie"].split("\n"))
