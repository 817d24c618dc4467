import io
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from gunicorn.app.base import Application

WARMING = ("/", "/en/", "/admin/login/")


class Server(Application):
    """Gunicorn in this very process: Django is loaded once, before the workers are forked."""

    def load_config(self) -> None:
        self.load_config_from_file(str(settings.CHECKOUT / "gunicorn.conf.py"))

    def load(self) -> object:
        # Only now: the static files that it looks through may just have been collected.
        from sustainability_site.wsgi import application, django_application

        for path in WARMING:
            warm(django_application, path)
        connections.close_all()
        return application


def warm(application: Callable, path: str) -> None:
    """Answers once before the workers are forked, so that they share addresses, templates and translations."""
    site = urlsplit(settings.SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or 443),
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    application(environ, lambda *_started: None).close()


class Command(BaseCommand):
    help = "Prepares what is missing and serves the site in the foreground."
    # They judge the code, which the tests do; the environment is judged by the settings.
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        call_command("prepare", stdout=self.stdout)
        self.stdout.write(
            f"The site: {settings.SITE_URL}/   Editing: {settings.SITE_URL}/admin/   Stop: Ctrl-C"
        )
        self.stdout.flush()
        connections.close_all()
        Server().run()
