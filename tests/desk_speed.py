"""What the editors' heaviest screens cost: `python -m tests.desk_speed` prints it, on a database of its own with 2 000 pages.

Processor time of the whole answer, middleware and all, without the network; and the queries that it made. The same screens of
Django's own admin, as it comes with the same models and modeltranslation, are measured beside them in the same run.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

PAGES, SECTIONS, ROUNDS = 2_000, 20, 15


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SITE_VAR": folder, "DJANGO_SETTINGS_MODULE": "sustainability_site.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("prepare", verbosity=0)
        measure()


def measure() -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from sustainability_site.frame_room import with_room

    long = made_pages()
    open_stock_admin()
    client = Client()
    client.force_login(User.objects.create_superuser("measured"))
    gc.collect()
    gc.freeze()  # as the server does when it has loaded
    for name, address in {
        f"edit form with {SECTIONS} sections": f"/admin/content/page/{long}/change/",
        "  stock admin": f"/stock/content/page/{long}/change/",
        f"list of {PAGES}": "/admin/content/page/",
        "  stock admin ": "/stock/content/page/",
        f"search in {PAGES}": "/admin/content/page/?q=nummer+77",
        "  stock admin  ": "/stock/content/page/?q=nummer+77",
        "first page": "/admin/",
        "table of translations": "/admin/oversettelser/",
    }.items():
        milliseconds, queries = cost(with_room(lambda address=address: client.get(address)))
        sys.stdout.write(f"{name:32}{milliseconds:7.1f} ms{queries:5} queries\n")


def open_stock_admin() -> None:
    """Pages and their sections in an admin to which nothing has been added but a column per language."""
    from django.contrib.admin import AdminSite
    from django.urls import clear_url_caches, path
    from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

    from sustainability_site import urls
    from sustainability_site.content.models import Page, PageSection

    inline = type("Inline", (TranslationStackedInline,), {"model": PageSection, "extra": 0})
    options = {"inlines": (inline,), "list_display": ("title_nb",), "search_fields": ("title_nb", "title_en")}
    site = AdminSite("stock")
    site.register(Page, type("Stock", (TranslationAdmin,), options))
    urls.urlpatterns.insert(0, path("stock/", site.urls))
    clear_url_caches()


def cost(answer: Callable) -> tuple[float, int]:
    from django.db import connection

    seen: list[str] = []

    def heard(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        seen.append(sql)
        return execute(sql, params, many, context)

    for _warm in range(3):
        assert answer().status_code == 200
    with connection.execute_wrapper(heard):
        answer()
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        answer()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent), len(seen)


def made_pages() -> int:
    """The number of the one that has the sections."""
    from django.db import transaction
    from django.utils import timezone

    from sustainability_site.content import working_copy
    from sustainability_site.content.models import Page

    at = timezone.now()
    with transaction.atomic():
        for number in range(PAGES):
            page = Page.objects.create(
                code=f"p{number}",
                title_nb=f"Side nummer {number}",
                title_en=f"Page number {number}",
                slug_nb=f"p{number}",
                slug_en=f"p{number}-en",
            )
            if number == 0:
                long = page
                for position in range(SECTIONS):
                    page.sections.create(
                        position=position,
                        heading_nb=f"Avsnitt {position}",
                        heading_en=f"Section {position}",
                        body_nb="<p>Ord om saken.</p>" * 5,
                        body_en="<p>Words on the matter.</p>" * 5,
                    )
            working_copy.remember(page, actor="Ola", at=at)
    return long.pk


if __name__ == "__main__":
    main()
