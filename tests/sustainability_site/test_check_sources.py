"""The command as it is run in production: the system's own names, sockets and certificates."""

from io import StringIO

import pytest
from django.core.management import call_command

from sustainability_site.content.models import Edition, Finding, Source, SourceVisit
from tests.content.source_server import internet
from tests.record import RECORD_TABLES

pytestmark = pytest.mark.django_db


def run(**options: int) -> str:
    out = StringIO()
    call_command("check_sources", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def only_inside() -> None:
    """No starter address is left, in working copy or record, so that no test leaves this machine."""
    from sustainability_site.content.chain import unguarded

    Source.objects.update(url="")
    unguarded(Edition).filter(kind="source").update(kind="was-source")


def test_command_refuses_this_machine_and_says_so(only_inside: None) -> None:
    with internet({}) as world:
        for code, host in (
            ("a", "127.0.0.1"),
            ("b", "localhost"),
            ("c", "[::1]"),
            ("d", f"127.0.0.1:{world.port}"),
        ):
            Source.objects.create(code=code, title_nb=code, url=f"http://{host}/")
        printed = run()
        assert world.requests == []
    hidden = "http://{}/ kan ikke besøkes Adressen fører til en maskin som ikke er åpen på internett."
    assert printed.splitlines() == [
        f"a: {hidden.format('127.0.0.1')}",
        f"b: {hidden.format('localhost')}",
        f"c: {hidden.format('[::1]')}",
        f"d: http://127.0.0.1:{world.port}/ kan ikke besøkes Adressen bruker port {world.port}. Bare de vanlige portene besøkes.",
        "4 kilder besøkt.",
    ]
    assert set(SourceVisit.objects.values_list("finding", flat=True)) == {Finding.REFUSED}
    assert run() == "0 kilder besøkt.\n"
    assert run(days=0).endswith("4 kilder besøkt.\n")


def test_visits_are_no_part_of_the_public_record() -> None:
    assert SourceVisit._meta.db_table not in RECORD_TABLES
