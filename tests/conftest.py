import fcntl
import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.chromium import program as chromium_program
from tests.record import only_record_tables
from tests.settings import RUN, SCRATCH, WORKER
from tests.wire import Answer, ask_site, forget_kept_answers

# No look-ups at the browser's maker, no updates, no drawing on a graphics card that a test machine lacks.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]
STARTER = SCRATCH / "db.sqlite3"


class Gate:
    """Stands before the site while a browser uses it: shut between tests, when the database is out of bounds."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.open, self.inside = False, 0
        self.changed = threading.Condition()

    def __call__(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        with self.changed:
            if not self.open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return iter(())
            self.inside += 1
        return self._answer(environ, start_response)

    def _answer(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        try:
            chunks = self.application(environ, start_response)
            try:
                yield from chunks
            finally:
                # Django looks at its connections here, after the browser has the whole answer.
                getattr(chunks, "close", lambda: None)()
        finally:
            with self.changed:
                self.inside -= 1
                self.changed.notify_all()

    @contextmanager
    def opened(self) -> Iterator[None]:
        self.open = True
        yield
        with self.changed:
            self.open = False
            assert self.changed.wait_for(lambda: not self.inside, timeout=30), "an answer never ended"


@dataclass(frozen=True)
class LiveSite:
    url: str
    gate: Gate

    def __str__(self) -> str:
        return self.url


@pytest.fixture(scope="session")
def starter_var() -> Path:
    """The var folder that a first start makes: made by `manage.py prepare`, once for all workers."""
    SCRATCH.mkdir(exist_ok=True)
    ready = SCRATCH / "ready"
    with (SCRATCH / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            environment = os.environ | {
                "SITE_VAR": str(SCRATCH),
                "DJANGO_SETTINGS_MODULE": "sustainability_site.settings",
            }
            made = subprocess.run(
                [sys.executable, "manage.py", "prepare"],
                cwd=site_settings.CHECKOUT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if made.returncode:
                pytest.fail(
                    f"The starter database could not be made:\n{made.stdout}\n{made.stderr}", pytrace=False
                )
            ready.write_text(made.stdout)
    return SCRATCH


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, starter_var: Path) -> None:
    """Takes the place of pytest-django's own: the tests' database is a copy of the starter database."""
    restore_starter()


def restore_starter() -> None:
    connection.close()
    WORKER.mkdir(exist_ok=True)
    with (
        closing(sqlite3.connect(STARTER)) as source,
        closing(sqlite3.connect(WORKER / "db.sqlite3")) as target,
    ):
        source.backup(target)
    restore_media()
    ContentType.objects.clear_cache()
    cache.clear()


def restore_media() -> None:
    shutil.rmtree(WORKER / "media", ignore_errors=True)
    shutil.copytree(SCRATCH / "media", WORKER / "media")


def forget_search_index() -> None:
    """It is kept under the record's stamp, and a test that is undone leaves no trace in that."""
    from sustainability_site.search import index

    index._kept.clear()


def media_differ() -> bool:
    def files(root: Path) -> set[tuple[Path, int]]:
        return {(path.relative_to(root), path.stat().st_size) for path in root.rglob("*") if path.is_file()}

    return (WORKER / "media").exists() and files(WORKER / "media") != files(SCRATCH / "media")


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "committing_db", "live_site"} & set(getattr(item, "fixturenames", ()))
        or (marker and marker.kwargs.get("transaction"))
    )


NEED_THE_STARTER = {
    "db",
    "transactional_db",
    "committing_db",
    "live_site",
    "_server",
    "starter_var",
    "ask",
    "statements",
}


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays to the end, so the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs no database comes first, while another worker makes it."""
    items.sort(
        key=lambda item: bool(
            item.get_closest_marker("django_db") or NEED_THE_STARTER & set(item.fixturenames)
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """What a test has committed, or written to the disk, is gone before the next."""
    result = yield
    if commits(item) and STARTER.exists():
        restore_starter()
    elif media_differ():
        restore_media()
    forget_search_index()
    return result


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        run = config.getoption("testrunuid", None) or RUN
        shutil.rmtree(SCRATCH.with_name(SCRATCH.name.replace(RUN, run)), ignore_errors=True)


@pytest.fixture
def committing_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The starter database without a transaction around the test, for threads and processes."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def _server(starter_var: Path) -> Iterator[LiveSite]:
    from sustainability_site.wsgi import application  # Django's own set-up comes first

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    gate = Gate(application)
    server.set_app(gate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield LiveSite(f"http://127.0.0.1:{server.server_port}", gate)
    server.shutdown()
    server.server_close()


@pytest.fixture
def live_site(committing_db: None, _server: LiveSite) -> Iterator[LiveSite]:
    """The whole site, headers and static files included, on a port of its own, over the starter content. What the
    test writes through models is seen by the site, and the other way round."""
    forget_kept_answers()
    with _server.gate.opened():
        yield _server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = chromium_program()
    if program is None:
        pytest.fail(
            "No Chromium on PATH. Install one: sudo apt-get install chromium-headless-shell", pytrace=False
        )
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def ask(db: None) -> Callable[..., Answer]:
    """Asks the outermost WSGI layer for a path, as a server would: `ask("/", accept_encoding="br")`."""
    forget_kept_answers()
    return ask_site


@pytest.fixture
def statements(db: None) -> Iterator[list[str]]:
    """Every SQL statement that SQLite is given in the test from here on, whichever way it came."""
    told: list[str] = []
    connection.connection.set_trace_callback(told.append)
    yield told
    connection.connection.set_trace_callback(None)


@pytest.fixture
def public_record_only() -> Callable[[], AbstractContextManager[None]]:
    """`with public_record_only():` refuses every query outside the public record."""
    return only_record_tables
