from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sustainability_site.people"
    label = "people"
    verbose_name = "Brukere og logg"

    def ready(self) -> None:
        from sustainability_site.people import chores, signals  # noqa: F401  registers and connects them
