from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from gunicorn.app.base import Application


class Server(Application):
    """Gunicorn in this very process: Django is loaded once, before the workers are forked."""

    def load_config(self) -> None:
        self.load_config_from_file(str(settings.CHECKOUT / "gunicorn.conf.py"))

    def load(self) -> object:
        # Only now: the static files that it looks through may just have been collected.
        from sustainability_site.wsgi import application

        return application


class Command(BaseCommand):
    help = "Prepares what is missing and serves the site in the foreground."

    def handle(self, *args: object, **options: object) -> None:
        call_command("prepare", stdout=self.stdout)
        self.stdout.write(
            f"The site: {settings.SITE_URL}/   Editing: {settings.SITE_URL}/admin/   Stop: Ctrl-C"
        )
        self.stdout.flush()
        connections.close_all()
        Server().run()
