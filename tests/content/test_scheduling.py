"""Scheduled publication, judged when it is read: no process runs between one second and the next."""

from datetime import timedelta

import pytest

from sustainability_site.content.chain import verify
from sustainability_site.content.models import Edition, Page
from sustainability_site.content.publishing import (
    Pending,
    ScheduledEditionPending,
    cancel,
    enter_due,
    head,
    publish,
    schedule,
    withdraw,
)
from tests.content.shelves import record, refused

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ACT = {"actor": "Kari", "reason": "Prøve"}


@pytest.fixture
def moment(now):
    return now + HOUR


@pytest.fixture
def replanned(notice, published, now, moment) -> Edition:
    """A second edition of the notice, scheduled with a new text and a new address."""
    published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Planlagt", title_en="Planned", slug_nb="planlagt")
    return schedule(notice, moment=moment, at=now, **ACT)


def test_scheduled_is_invisible_one_second_before(replanned, moment, clock, client, public):
    clock(moment - SECOND)

    assert public("Planlagt") == public("planlagt") == set()
    assert "Kunngjøring" in client.get("/kunngjoring/").content.decode()
    assert client.get("/planlagt/").status_code == 404
    assert client.get("/planlagt.json").status_code == 404
    assert client.get("/kunngjoring/utgave/2/").status_code == 404
    assert client.get("/-/page/notice/").headers["Location"] == "/kunngjoring/"


def test_scheduled_is_visible_one_second_after_with_no_process_in_between(
    replanned, moment, clock, client, public
):
    clock(moment + SECOND)
    before = record()

    assert "Planlagt" in client.get("/planlagt/").content.decode()
    assert "Planned" in client.get("/en/notice/").content.decode()
    assert public("Planlagt") == {"search", "feed", "footer"}
    assert public("planlagt") >= {"sitemap", "feed", "footer"}
    moved = client.get("/kunngjoring/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/planlagt/")
    assert client.get("/planlagt.json").json()["edition"] is None
    assert record() == before


def test_scheduled_is_live_at_its_moment(replanned, moment, now):
    live = Edition.objects.filter(subject="page/notice")

    assert live.live(moment).get() == replanned
    assert live.live(moment - timedelta(microseconds=1)).get().number == 1


def test_it_is_entered_by_the_next_chore_and_only_once(replanned, moment, clock, client):
    length, _newest = head()

    assert enter_due(at=moment - SECOND) == 0
    assert enter_due(at=moment + HOUR) == 1
    assert enter_due(at=moment + HOUR) == 0
    replanned.refresh_from_db()
    entry = replanned.entries.get()
    assert (replanned.number, entry.sequence, head()[0]) == (2, length + 1, length + 1)
    assert (entry.moment, entry.entered_at) == (moment, moment + HOUR)
    assert list(verify()) == []
    clock(moment + HOUR)
    assert client.get("/planlagt.json").json()["edition"] == 2


def test_it_is_entered_by_the_next_write_of_anything(replanned, moment, paper, published):
    published(paper, at=moment + SECOND)

    assert Edition.objects.get(pk=replanned.pk).number == 2
    assert [entry.edition.subject for entry in replanned.entries.model.objects.order_by("-pk")[:2]] == [
        "source/paper",
        "page/notice",
    ]


def test_first_edition_may_be_scheduled(notice, now, moment, clock, client):
    edition = schedule(notice, moment=moment, at=now, **ACT)

    assert (edition.number, str(edition)) == (None, "page/notice utgave (planlagt)")
    assert client.get("/kunngjoring/").status_code == 404
    clock(moment)
    assert client.get("/kunngjoring/").status_code == 200


def test_working_copy_changed_after_scheduling_is_not_what_comes_out(
    replanned, notice, moment, clock, client
):
    Page.objects.filter(pk=notice.pk).update(title_nb="Halvferdig")
    clock(moment)

    body = client.get("/planlagt/").content.decode()
    assert "Planlagt" in body
    assert "Halvferdig" not in body


def test_publishing_meanwhile_asks_what_to_do(replanned, notice, now):
    before = record()
    with pytest.raises(ScheduledEditionPending) as asked:
        publish(notice, at=now, **ACT)

    assert asked.value.scheduled == replanned
    assert record() == before


def test_publishing_meanwhile_and_cancelling_leaves_nothing_to_come(
    replanned, notice, now, moment, clock, client
):
    Page.objects.filter(pk=notice.pk).update(title_nb="Rettet", slug_nb="kunngjoring")
    edition = publish(notice, at=now, pending=Pending.CANCEL, **ACT)
    clock(moment + HOUR)

    assert edition.number == 2
    assert not Edition.objects.filter(pk=replanned.pk).exists()
    assert "Rettet" in client.get("/kunngjoring/").content.decode()
    assert client.get("/planlagt/").status_code == 404
    assert list(verify()) == []


def test_publishing_meanwhile_and_renewing_does_not_revert(replanned, notice, now, moment, clock, client):
    Page.objects.filter(pk=notice.pk).update(title_nb="Rettet", slug_nb="kunngjoring")
    edition = publish(notice, at=now, pending=Pending.RENEW, **ACT)
    renewed = Edition.objects.scheduled().get(subject="page/notice")

    assert (edition.number, renewed.moment, renewed.sha256) == (2, moment, edition.sha256)
    assert renewed.pk != replanned.pk
    clock(moment + HOUR)
    assert "Rettet" in client.get("/kunngjoring/").content.decode()
    assert client.get("/planlagt/").status_code == 404


def test_publishing_after_the_moment_asks_nothing(replanned, notice, moment, published):
    Page.objects.filter(pk=notice.pk).update(title_nb="Senere")

    assert published(notice, at=moment + SECOND).number == 3
    assert Edition.objects.get(pk=replanned.pk).number == 2


def test_cancelled_never_comes(replanned, notice, now, moment, clock, client):
    cancel(notice, at=now)
    clock(moment + HOUR)

    assert "Kunngjøring" in client.get("/kunngjoring/").content.decode()
    assert client.get("/planlagt/").status_code == 404
    assert not Edition.objects.filter(pk=replanned.pk).exists()
    assert list(verify()) == []


def test_cancelling_is_too_late_when_the_moment_has_come(replanned, notice, moment):
    words = "Ingenting er planlagt. Tidspunktet kan ha passert; da er utgaven publisert."

    assert refused(cancel, notice, at=moment) == [words]


def test_cancelling_nothing_is_refused(notice, now):
    assert len(refused(cancel, notice, at=now)) == 1


def test_only_one_may_be_scheduled(replanned, notice, now, moment):
    assert refused(schedule, notice, moment=moment + HOUR, at=now, **ACT) == [
        "En utgave er allerede planlagt. Avlys den før du planlegger en ny."
    ]


@pytest.mark.parametrize("delay", [-SECOND, timedelta()])
def test_moment_that_has_passed_is_refused(notice, now, delay):
    assert refused(schedule, notice, moment=now + delay, at=now, **ACT) == [
        "Tidspunktet er passert. Velg et tidspunkt fram i tid, eller publiser nå."
    ]


def test_scheduled_needs_its_vocabulary_now(notice, paper, now, moment):
    notice.sources.add(paper)

    assert refused(schedule, notice, moment=moment, at=now, **ACT) == [
        "«Avisen» (kilde) er ikke publisert. Publiser den først."
    ]


def test_what_is_scheduled_is_not_withdrawn(replanned, notice, now):
    assert refused(withdraw, notice, at=now, **ACT) == [
        "En utgave er planlagt. Avlys den før du trekker siden tilbake."
    ]


def test_address_that_somebody_has_scheduled_is_taken(replanned, now, published):
    other = Page.objects.create(code="other", title_nb="Annen", slug_nb="planlagt")

    assert refused(published, other) == [
        "Adressen /planlagt/ er eller har vært adressen til «Planlagt». Velg en annen."
    ]


def test_address_of_something_cancelled_is_free(replanned, notice, now, published, client):
    cancel(notice, at=now)
    published(Page.objects.create(code="other", title_nb="Annen", slug_nb="planlagt"))

    assert "Annen" in client.get("/planlagt/").content.decode()


def test_two_scheduled_objects_are_entered_in_the_order_of_their_moments(notice, paper, now, moment):
    later = schedule(notice, moment=moment + HOUR, at=now, **ACT)
    earlier = schedule(paper, moment=moment, at=now, **ACT)
    length, _newest = head()

    assert enter_due(at=moment + HOUR) == 2
    assert [edition.entries.get().sequence - length for edition in (earlier, later)] == [1, 2]
