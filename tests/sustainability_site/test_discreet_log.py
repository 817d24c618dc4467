import logging
import runpy

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.glogging import Logger

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


@pytest.fixture
def gunicorn_logger() -> Logger:
    logger = runpy.run_path(str(settings.CHECKOUT / "gunicorn.conf.py"))["DiscreetLogger"](Config())
    for each in (logger.error_log, logger.access_log):
        each.propagate = True  # or pytest listens at them itself, and is rewired by the next
    return logger


def test_request_that_cannot_be_read_is_told_without_its_sender(
    gunicorn_logger: Logger, caplog: pytest.LogCaptureFixture
) -> None:
    gunicorn_logger.warning(
        "Invalid request from ip=203.0.113.9: Invalid HTTP request line: 'GET /?q=Kari HTTP/9'"
    )
    gunicorn_logger.warning("Worker %s was sent SIGKILL", 7)
    assert caplog.messages == ["A request that can't be read.", "Worker 7 was sent SIGKILL"]


def test_gunicorn_tells_of_what_a_layer_let_through_without_the_secret(gunicorn_logger: Logger) -> None:
    key = "AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
    fault = RuntimeError(f"/apenhetsloven/innsyn/sak/{key}/vedlegg/")
    told = "Error handling request %s %s", ("GET", f"/apenhetsloven/innsyn/sak/{key}/")
    record = logging.LogRecord(
        "gunicorn.error", logging.ERROR, __file__, 1, *told, (RuntimeError, fault, None)
    )
    own = [
        handler for handler in gunicorn_logger.error_log.handlers if type(handler) is logging.StreamHandler
    ]
    for handler in own:
        line, *_rest, last = handler.format(record).splitlines()
        assert line.endswith("Error handling request GET /apenhetsloven/innsyn/sak/…/")
        assert last == "RuntimeError: /apenhetsloven/innsyn/sak/…/vedlegg/"
    assert len(own) == 1


def test_nobody_tells_gunicorn_where_the_site_is_mounted() -> None:
    assert runpy.run_path(str(settings.CHECKOUT / "gunicorn.conf.py"))["forwarder_headers"] == ""
