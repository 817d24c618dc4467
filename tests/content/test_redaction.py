from datetime import timedelta

import pytest

from sustainability_site.content.chain import RedactionRefused, redact, verify
from sustainability_site.content.models import Edition, Page, PageSection
from sustainability_site.content.publishing import schedule
from tests.content.shelves import SHELVES, record


def test_redacted_edition_is_told_as_such_and_holds_nothing(notice, published, now, client):
    first = published(notice)
    Page.objects.filter(pk=notice.pk).update(body_nb="<p>Rettet.</p>", lead_nb="Ny.", title_nb="Ny")
    PageSection.objects.filter(page=notice).update(body_nb="<p>Nytt.</p>", heading_nb="Nytt")
    published(notice)
    redact(first, ground="Personopplysning", actor="Kari", at=now)
    answer = client.get("/kunngjoring/utgave/1/")

    assert answer.status_code == 410
    assert "Utgave 1" in answer.content.decode()
    assert client.get("/en/notice/edition/1/").status_code == 410
    for model in SHELVES:
        assert "Første" not in str(list(model.objects.filter(**edition_filter(model, first)).values()))
    first.refresh_from_db()
    assert (first.document, first.redacted, len(first.sha256)) == ("", True, 64)
    assert "Første" not in client.get("/feed.xml").content.decode()
    assert client.get("/kunngjoring/").status_code == 200
    assert list(verify()) == []


def edition_filter(model: type, edition: Edition) -> dict:
    return {"pk": edition.pk} if model is Edition else {"edition": edition}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("live", "Utgaven er synlig nå."),
        ("scheduled", "Utgaven er planlagt."),
        ("redacted", "sladdet fra før."),
    ],
)
def test_redaction_is_refused(notice, published, now, state, words):
    edition = published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Ny")
    if state == "scheduled":
        edition = schedule(notice, actor="Kari", reason="Prøve", moment=now + timedelta(days=1), at=now)
    elif state == "redacted":
        published(notice)
        redact(edition, ground="Personopplysning", actor="Kari", at=now)
    before = record()

    with pytest.raises(RedactionRefused, match=words):
        redact(edition, ground="Igjen", actor="Kari", at=now)
    assert record() == before
