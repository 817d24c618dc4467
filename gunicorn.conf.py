"""Gunicorn's settings, for `manage.py serve` and for `gunicorn sustainability_site.wsgi` alike."""

import gc
import logging
import os
import re
import sys
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger

from sustainability_site.discreet_log import DiscreetFormatter

# Tokens that open a case or a preview are long and hold capital letters; slugs and file names hold none.
TOKEN = re.compile(r"(?<=/)(?=[^/]*[A-Z])[^/]{16,}")
# What would write a line of its own, or speak to the terminal of whoever reads the log.
CONTROL_SIGN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def as_logged(address: str) -> str:
    """The address on one line, without query string and tokens."""
    told = TOKEN.sub("…", address.partition("?")[0])
    return CONTROL_SIGN.sub(lambda sign: f"\\x{ord(sign[0]):02x}", told)


class DiscreetLogger(Logger):
    """Logs what was asked for, never by whom: no address, no query string, no token."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.own_handlers(self.access_log):
            if type(handler) is logging.StreamHandler:
                handler.setStream(sys.stderr)
        for handler in self.own_handlers(self.error_log):
            handler.setFormatter(DiscreetFormatter(handler.formatter._fmt, handler.formatter.datefmt))

    def own_handlers(self, log: logging.Logger) -> list[logging.Handler]:
        """Those that gunicorn has set up itself, by its own mark."""
        return [handler for handler in log.handlers if getattr(handler, "_gunicorn", False)]

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        # Gunicorn names the sender of what it can't read, and quotes the line.
        malformed = str(msg).startswith("Invalid request from")
        super().warning("A request that can't be read." if malformed else msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        # What no layer has caught is told with the address as it was sent.
        told = (as_logged(arg) if isinstance(arg, str) else arg for arg in args)
        super().exception(msg, *told, **kwargs)

    def atoms(self, resp: object, req: object, environ: dict, request_time: object) -> dict:
        atoms = super().atoms(resp, req, environ, request_time)
        return {key: atoms[key] for key in "tmsBM"} | {"U": as_logged(atoms["U"] or "")}


def when_ready(server: Arbiter) -> None:
    """What was loaded before the workers are forked stays shared: looking for garbage in it would write into every page.
    Of what they make themselves, the workers look through as much at a time as Python does unasked."""
    gc.freeze()
    gc.set_threshold(700, 10, 10)


bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "sustainability_site.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
preload_app = True
# No proxy needs to say where the site is mounted, and whoever else says it would get a page of broken links.
forwarder_headers = ""
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (heartbeats belong in memory)
# Gunicorn would leave a socket in the home folder.
control_socket_disable = True
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
logger_class = DiscreetLogger
loglevel = "warning" if os.environ.get("SITE_MODE", "local") == "local" else "info"
