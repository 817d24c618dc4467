from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "sustainability_site.content"
    label = "content"
    verbose_name = "Innhold"

    def ready(self) -> None:
        from sustainability_site.content import checks  # noqa: F401  registers the house rules
