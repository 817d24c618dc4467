from collections.abc import Callable
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from sustainability_site.content.atom import MOST_ITEMS
from sustainability_site.content.models import Entry, Organisation

pytestmark = pytest.mark.django_db

NAMES = {"a": "http://www.w3.org/2005/Atom"}


def changed(reason: str = "Ny kilde funnet") -> Label:
    label = Label.objects.get(code="epeat")
    label.lead_nb = f"Endret: {reason}"
    label.save()
    publishing.publish(label, actor="Kari Redaktør", reason=reason, at=timezone.now())
    return label


def read_feed(ask: Callable, path: str = "/feed.xml") -> ElementTree.Element:
    return ElementTree.fromstring(ask(path).text)  # noqa: S314  our own answer


@pytest.fixture
def newest(ask: Callable) -> Callable[..., dict[str, str]]:
    """The newest entry of the feed, as words."""

    def read(path: str = "/feed.xml") -> dict[str, str]:
        entry = read_feed(ask, path).find("a:entry", NAMES)
        texts = {name: entry.find(f"a:{name}", NAMES).text for name in ("id", "title", "summary", "updated")}
        return texts | {"link": entry.find("a:link", NAMES).get("href")}

    return read


def test_feed_tells_what_changed_why_and_where_it_stays(newest: Callable) -> None:
    changed()
    entry = newest()
    assert entry["title"] == "EPEAT: utgave 2"
    assert entry["link"] == f"{settings.SITE_URL}/miljomerker/epeat/utgave/2/"
    publication = Entry.objects.get(edition__subject="label/epeat", edition__number=2)
    assert entry["summary"].splitlines() == [
        "Begrunnelse: Ny kilde funnet",
        f"Innføringens kontrollsum: {publication.hash}",
    ]
    assert datetime.fromisoformat(entry["updated"]) == publication.moment


def test_feed_never_names_who_did_it(ask: Callable) -> None:
    changed()
    assert "Kari" not in ask("/feed.xml").text


def test_feed_in_english_leads_to_the_english_archive(newest: Callable) -> None:
    changed()
    entry = newest("/en/feed.xml")
    assert entry["title"] == "EPEAT: edition 2"
    assert entry["link"] == f"{settings.SITE_URL}/en/eco-labels/epeat/edition/2/"


def test_identity_holds_no_address_that_may_change(newest: Callable) -> None:
    changed()
    publication = Entry.objects.get(edition__subject="label/epeat", edition__number=2)
    moment = timezone.localtime(publication.moment)
    assert newest()["id"] == (f"tag:127.0.0.1,{moment:%Y-%m-%d}:label/epeat/publish/{moment:%H%M%S.%f}/nb")


def test_withdrawal_is_a_change_with_its_reason(newest: Callable) -> None:
    label = Label.objects.get(code="epeat")
    publishing.withdraw(label, actor="Prøve", reason="Tilbys ikke lenger", at=timezone.now())
    entry = newest()
    assert entry["title"] == "EPEAT: trukket tilbake"
    assert entry["summary"].startswith("Begrunnelse: Tilbys ikke lenger\n")


def test_scheduled_edition_is_not_told_of_before_its_moment(newest: Callable) -> None:
    label = Label.objects.get(code="epeat")
    label.lead_nb = "Kommer i morgen."
    label.save()
    now = timezone.now()
    publishing.schedule(label, actor="Prøve", reason="Hemmelig", moment=now + timedelta(days=1), at=now)
    assert "Hemmelig" not in newest()["summary"]


def test_evil_title_and_reason_are_inert(ask: Callable, newest: Callable) -> None:
    label = Label.objects.get(code="epeat")
    label.name_nb = "<script>alert(1)</script>\x0b]]>"
    label.save()
    publishing.publish(label, actor="Prøve", reason="<b>Fet</b> & \x08", at=timezone.now())
    assert newest()["title"] == "<script>alert(1)</script>]]>: utgave 2"
    assert newest()["summary"].startswith("Begrunnelse: <b>Fet</b> & \n")
    assert "<script>" not in ask("/feed.xml").text


def test_feed_is_bounded_and_its_identities_differ(ask: Callable) -> None:
    root = read_feed(ask)
    identities = [entry.find("a:id", NAMES).text for entry in root.findall("a:entry", NAMES)]
    assert len(identities) == len(set(identities)) <= MOST_ITEMS
    assert root.find("a:author/a:name", NAMES).text == "Dustin Norway"
    assert root.find("a:link[@rel='self']", NAMES).get("href") == f"{settings.SITE_URL}/feed.xml"


def test_feed_costs_three_queries(ask: Callable, public_record_only: Callable) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        answer = ask("/feed.xml")
    assert len(queries) == 3
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_signs_that_xml_cannot_hold_are_left_out_of_the_publishers_name(ask: Callable) -> None:
    organisation = Organisation.objects.get()
    organisation.name = "Dus\x0btin"
    organisation.full_clean()
    organisation.save()
    publishing.publish(organisation, actor="Kari", reason="Navn", at=timezone.now())
    for path in ("/feed.xml", "/en/feed.xml", "/apenhetsloven/feed.xml"):
        assert read_feed(ask, path).find("a:title", NAMES).text.endswith(" – Dustin")
