"""The site's settings over a scratch folder of this test run. Its workers share the starter database and the static
files in it; each has its own database and media."""

import os
import tempfile
from pathlib import Path

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
SCRATCH = Path(tempfile.gettempdir()) / f"sustainability-site-tests-{RUN}"
WORKER = SCRATCH / os.environ.get("PYTEST_XDIST_WORKER", "alone")
for name in (
    "ALLOWED_HOSTS",
    "ANONYMISE_AFTER_MONTHS",
    "CASE_HANDLER_EMAIL",
    "DATABASE_URL",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "SITE_URL",
):
    os.environ.pop(name, None)
os.environ |= {
    "SITE_MODE": "local",
    "SITE_VAR": str(SCRATCH),
    "SECRET_KEY": "known to everyone, so good for tests only",
}
# Playwright's loop runs in the tests' own thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from sustainability_site.settings import *  # noqa: E402, F403 (the folder must be named before they are read)

DATABASES["default"]["NAME"] = WORKER / "db.sqlite3"  # noqa: F405
MEDIA_ROOT = WORKER / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
