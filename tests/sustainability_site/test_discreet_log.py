import logging
import runpy

import pytest
from django.conf import settings
from gunicorn.config import Config

from sustainability_site.discreet_log import DiscreetFormatter


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "/apenhetsloven/innsyn/sak/KBWLBOqlUxRUca8l5uVozuQ747lKLp09a_RiZty166I/vedlegg/3/",
            "/apenhetsloven/innsyn/sak/…/vedlegg/3/",
        ),
        (
            "/leverandorer/retningslinjer-for-ansvarlig-produksjon-i-kjeden/",
            "/leverandorer/retningslinjer-for-ansvarlig-produksjon-i-kjeden/",
        ),
    ],
)
def test_secret_in_an_address_is_not_logged(path: str, told: str) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "%s: %s", ("Error", path), None)
    formatter = DiscreetFormatter("{levelname} {message}", style="{")
    assert formatter.format(record) == f"ERROR Error: {told}"


def test_every_line_of_the_log_is_written_discreetly() -> None:
    line = settings.LOGGING["formatters"][settings.LOGGING["handlers"]["stderr"]["formatter"]]
    assert line["()"] == f"{DiscreetFormatter.__module__}.{DiscreetFormatter.__qualname__}"


def test_request_that_cannot_be_read_is_told_without_its_sender(caplog: pytest.LogCaptureFixture) -> None:
    logger = runpy.run_path(str(settings.CHECKOUT / "gunicorn.conf.py"))["DiscreetLogger"](Config())
    logger.error_log.propagate = True
    logger.warning("Invalid request from ip=203.0.113.9: Invalid HTTP request line: 'GET /?q=Kari HTTP/9'")
    logger.warning("Worker %s was sent SIGKILL", 7)
    assert caplog.messages == ["A request that can't be read.", "Worker 7 was sent SIGKILL"]
