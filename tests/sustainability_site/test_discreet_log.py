import io
import logging
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.glogging import Logger

from sustainability_site.discreet_log import DiscreetFormatter

TOKEN = "AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"  # noqa: S105 (nobody's)
CASE = f"/apenhetsloven/innsyn/sak/{TOKEN}/"


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
def gunicorn_log() -> tuple[Logger, io.StringIO]:
    """Gunicorn's logger as the server sets it up, and everything that it writes about errors."""
    logger = runpy.run_path(str(settings.CHECKOUT / "gunicorn.conf.py"))["DiscreetLogger"](Config())
    written = io.StringIO()
    for handler in logger.own_handlers(logger.error_log):
        handler.setStream(written)
    return logger, written


def test_request_that_cannot_be_read_is_told_without_its_sender(
    gunicorn_log: tuple[Logger, io.StringIO],
) -> None:
    logger, written = gunicorn_log
    logger.warning("Invalid request from ip=203.0.113.9: Invalid HTTP request line: 'GET /?q=Kari HTTP/9'")
    logger.warning("Worker %s was sent SIGKILL", 7)
    assert [line.partition("[WARNING] ")[2] for line in written.getvalue().splitlines()] == [
        "A request that can't be read.",
        "Worker 7 was sent SIGKILL",
    ]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/x\n2026-11-27 [error] forged\r\x1b[31m/", r"/x\x0a2026-11-27 [error] forged\x0d\x1b[31m/"),
        ("/x\x9b31m\x85\u2028/", r"/x\x9b31m\x85\x2028/"),
        (CASE, "/apenhetsloven/innsyn/sak/…/"),
    ],
)
def test_nobody_writes_lines_of_the_log_by_an_address(
    gunicorn_log: tuple[Logger, io.StringIO], address: str, told: str
) -> None:
    logger, written = gunicorn_log
    logger.exception("Error handling request %s %s", "GET", address)  # noqa: LOG004 (gunicorn's own words)
    assert written.getvalue().splitlines()[0].endswith(f"Error handling request GET {told}")
    response = SimpleNamespace(status="404 Not Found", sent=0, headers=[])
    environ = {"RAW_URI": "/", "PATH_INFO": address, "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"}
    atoms = logger.atoms(response, SimpleNamespace(headers=[]), environ, timedelta(0))
    assert atoms["U"] == told


def test_error_that_no_layer_caught_is_told_without_the_key_of_the_case(
    gunicorn_log: tuple[Logger, io.StringIO],
) -> None:
    logger, written = gunicorn_log
    try:
        raise RuntimeError(f"no row where token = '{TOKEN}'")
    except RuntimeError:
        logger.exception("Error handling request %s %s", "GET", f"{CASE}?q=Kari")
    told = written.getvalue()
    assert "[ERROR] Error handling request GET /apenhetsloven/innsyn/sak/…/\nTraceback" in told
    assert told.endswith("RuntimeError: no row where token = '…'\n")
    assert TOKEN not in told
    assert "Kari" not in told


def test_token_that_is_written_with_percent_signs_is_not_logged_either(
    gunicorn_log: tuple[Logger, io.StringIO],
) -> None:
    logger, written = gunicorn_log
    try:
        raise RuntimeError
    except RuntimeError:
        logger.exception("Error handling request %s", CASE.replace("k", "%6b", 1).replace("q", "%71", 1))
    assert "request /apenhetsloven/innsyn/sa%6b/…/\n" in written.getvalue()


@pytest.mark.parametrize("level", ["critical", "error", "warning", "info"])
def test_no_level_of_the_server_tells_a_key(level: str, gunicorn_log: tuple[Logger, io.StringIO]) -> None:
    logger, written = gunicorn_log
    getattr(logger, level)("Lost %s at /leverandorer/etiske-retningslinjer-for-alle-leverandorer/", CASE)
    assert written.getvalue().endswith(
        f"[{level.upper()}] Lost /apenhetsloven/innsyn/sak/…/ at /leverandorer/etiske-retningslinjer-for-alle-leverandorer/\n"
    )


def test_nobody_tells_gunicorn_where_the_site_is_mounted() -> None:
    assert runpy.run_path(str(settings.CHECKOUT / "gunicorn.conf.py"))["forwarder_headers"] == ""
