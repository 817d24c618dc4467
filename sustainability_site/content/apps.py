from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContentConfig(AppConfig):
    name = "sustainability_site.content"
    label = "content"
    verbose_name = "Innhold"

    def ready(self) -> None:
        from sustainability_site.content import checks  # noqa: F401  registers the house rules

        # The rooms' datasets stand before what they all refer to.
        autodiscover_modules("open_data")
        autodiscover_modules("desk_lines")
        from sustainability_site.content import common_datasets  # noqa: F401  registers the rest
