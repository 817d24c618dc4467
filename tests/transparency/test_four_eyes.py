from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing, working_copy
from sustainability_site.content.chain import redact
from sustainability_site.content.clearance import WaitsForAnother, clearance_of
from sustainability_site.content.documents import freeze
from sustainability_site.content.four_eyes import four_eyes
from sustainability_site.content.models import Draft, Edition, Organisation
from tests.content.admin_forms import form_values, publication, published, saved, signed_in, staff, view_of
from tests.sent_forms import sent_by
from transparency.models import Statement

pytestmark = pytest.mark.django_db

OVERRIDE = {"override_reason": "Prøve"}
RIGHTS = ("view_statement", "change_statement", "publish_statement", "override_statement")


def edited(statement: Statement, actor: str, lead: str) -> None:
    Statement.objects.filter(pk=statement.pk).update(lead_nb=lead)
    working_copy.remember(statement, actor=actor, at=timezone.now())


def publish(statement: Statement, actor: str, **values: object) -> Edition:
    values = {"at": timezone.now()} | OVERRIDE | values
    return publishing.publish(statement, actor=actor, reason="Nytt", **values)


def switch_off() -> None:
    Organisation.objects.update(four_eyes_off=True, four_eyes_reason="Vi er bare én.")


def test_who_has_changed_it_cannot_publish_it(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    with pytest.raises(WaitsForAnother) as refused:
        publish(starter, "Kari")
    assert refused.value.messages == [
        "Du har selv endret det som skal publiseres. En annen må lese det og publisere."
    ]
    assert Edition.objects.filter(subject=starter.subject).count() == 1
    assert publish(starter, "Ola").number == 2


@pytest.mark.parametrize("name", ["kari", " Kari ", "KARI"])
def test_same_name_in_other_letters_is_the_same_person(starter: Statement, name: str) -> None:
    edited(starter, "Kari", "Ny ingress.")
    with pytest.raises(WaitsForAnother):
        publish(starter, name)


def test_two_editors_need_a_third(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    edited(starter, "Ola", "Enda en ingress.")
    for editor in ("Kari", "Ola"):
        with pytest.raises(WaitsForAnother) as refused:
            publish(starter, editor)
        assert [person for person, _moment in refused.value.rule.people] == ["Ola", "Kari"]
    assert publish(starter, "Per").reason.startswith("Nytt · Publisert tross ")


def test_changes_before_the_last_edition_are_forgotten(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    publish(starter, "Ola")
    edited(starter, "Ola", "Enda en ingress.")
    assert publish(starter, "Kari").number == 3


def test_saving_without_a_change_is_no_change(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    edited(starter, "Ola", "Ny ingress.")
    assert publish(starter, "Ola").actor == "Ola"


def test_what_was_changed_while_an_edition_lay_scheduled_counts(starter: Statement) -> None:
    now, noon = timezone.now(), timezone.now() + timedelta(hours=1)
    edited(starter, "Ola", "Planlagt ingress.")
    publishing.schedule(starter, actor="Kari", reason="Plan", moment=noon, at=now, **OVERRIDE)
    edited(starter, "Kari", "Skrevet mens den lå planlagt.")
    with pytest.raises(WaitsForAnother):
        publish(starter, "Kari", at=noon + timedelta(hours=1))
    assert publish(starter, "Per", at=noon + timedelta(hours=1)).number == 3


def test_scheduling_obeys_the_same_rule(starter: Statement) -> None:
    now = timezone.now()
    plan = {"reason": "Plan", "moment": now + timedelta(days=1), "at": now} | OVERRIDE
    edited(starter, "Kari", "Ny ingress.")
    with pytest.raises(WaitsForAnother):
        publishing.schedule(starter, actor="Kari", **plan)
    assert publishing.schedule(starter, actor="Ola", **plan).actor == "Ola"


def test_renewed_edition_names_the_one_who_published_it(starter: Statement) -> None:
    now = timezone.now()
    edited(starter, "Per", "Ny ingress.")
    publishing.schedule(
        starter, actor="Kari", reason="Plan", moment=now + timedelta(days=1), at=now, **OVERRIDE
    )
    edited(starter, "Kari", "Skrevet etterpå.")
    publish(starter, "Ola", pending=publishing.Pending.RENEW)
    assert Edition.objects.scheduled().get(subject=starter.subject).actor == "Ola"


def test_new_statement_waits_for_another_from_the_start(make_statement) -> None:
    statement = make_statement()
    working_copy.remember(statement, actor="Kari", at=timezone.now())
    with pytest.raises(WaitsForAnother):
        publish(statement, "Kari")
    assert publish(statement, "Ola").number == 1


def test_fetching_back_an_edition_is_a_change(starter: Statement) -> None:
    first = Edition.objects.get(subject=starter.subject)
    edited(starter, "Per", "Ny ingress.")
    publish(starter, "Ola")
    working_copy.restore_text(first.document, actor="Kari", at=timezone.now())
    with pytest.raises(WaitsForAnother):
        publish(starter, "Kari")


def test_rule_that_is_off_lets_one_person_publish_and_says_so(starter: Statement) -> None:
    switch_off()
    edited(starter, "Kari", "Ny ingress.")
    edition = publish(starter, "Kari")
    assert edition.reason.endswith(" · publisert av én person")
    assert edition.entries.get().reason == edition.reason


def test_two_who_did_it_though_the_rule_is_off_are_not_called_one(starter: Statement) -> None:
    switch_off()
    edited(starter, "Kari", "Ny ingress.")
    assert "én person" not in publish(starter, "Ola").reason


def test_other_kinds_are_under_no_such_rule() -> None:
    label = Label.objects.get(code="epeat")
    Label.objects.filter(pk=label.pk).update(name_nb="Nytt navn")
    working_copy.remember(label, actor="Kari", at=timezone.now())
    assert four_eyes(label, actor="Kari", at=timezone.now()) is None
    edition = publishing.publish(label, actor="Kari", reason="Nytt", at=timezone.now())
    assert edition.reason == "Nytt"


def test_rule_is_switched_off_for_a_reason_only() -> None:
    organisation = Organisation.objects.get()
    organisation.four_eyes_off = True
    with pytest.raises(ValidationError) as refused:
        organisation.full_clean()
    assert refused.value.messages == ["Skriv hvorfor én person kan publisere alene."]
    with pytest.raises(IntegrityError):
        organisation.save()


def test_switch_and_its_reason_are_not_public() -> None:
    organisation = Organisation.objects.get()
    before = working_copy.freeze(organisation)
    switch_off()
    assert working_copy.freeze(Organisation.objects.get()) == before
    assert not [key for key in before if "four_eyes" in key]


@pytest.fixture
def kari() -> Client:
    return signed_in(staff("kari", *RIGHTS))


@pytest.fixture
def ola() -> Client:
    return signed_in(staff("ola", *RIGHTS))


def save_lead(client: Client, statement: Statement, lead: str) -> datetime:
    address = view_of(statement, "change")
    values = form_values(client, address) | {"lead_nb": [lead]}
    response = client.post(address, values)
    assert response.status_code == 302, response.context["errors"]
    return timezone.localtime(Draft.objects.filter(subject=statement.subject).first().saved_at)


def test_publishing_page_says_what_it_waits_for(kari: Client, starter: Statement) -> None:
    moment = save_lead(kari, starter, "Ny ingress.")
    html = kari.get(view_of(starter, "publish")).content.decode()
    assert "Venter på en annen enn deg" in html
    assert f"<li>kari, sist {moment:%d.%m.%Y} kl. {moment:%H.%M}</li>" in html
    assert 'value="Publiser"' not in html
    sent = {"reason": "Nytt", "when": "now"} | OVERRIDE
    response = publication(kari, starter, sent)
    assert response.context["form"].non_field_errors() == [
        "Du har selv endret det som skal publiseres. En annen må lese det og publisere."
    ]


def test_another_reads_and_publishes(kari: Client, ola: Client, starter: Statement) -> None:
    save_lead(kari, starter, "Ny ingress.")
    html = ola.get(view_of(starter, "publish")).content.decode()
    assert "Les det de andre har endret, før du publiserer." in html
    assert 'value="Publiser"' in html
    response = publication(ola, starter, {"reason": "Nytt", "when": "now"} | OVERRIDE)
    assert response.status_code == 302
    assert Edition.objects.get(subject=starter.subject, number=2).actor == "ola"


def test_what_was_changed_while_the_page_stood_open_is_not_published(
    kari: Client, ola: Client, starter: Statement
) -> None:
    save_lead(kari, starter, "Ny ingress.")
    seen = ola.get(view_of(starter, "publish")).context["clearance"].seen
    save_lead(kari, starter, "Noe helt annet.")
    sent = {"reason": "Nytt", "when": "now", "seen": seen} | OVERRIDE
    response = ola.post(view_of(starter, "publish"), sent)
    assert response.context["form"].non_field_errors() == [
        "Noen lagret endringer mens denne siden sto åpen. Les dem, og publiser på nytt."
    ]
    again = response.context["clearance"].seen
    assert f'name="seen" value="{again}"' in response.content.decode()
    assert ola.post(view_of(starter, "publish"), sent | {"seen": again}).status_code == 302


def test_switch_in_the_form_asks_for_a_reason(admin_client: Client) -> None:
    organisation = Organisation.objects.get()
    address = view_of(organisation, "change")
    page = admin_client.get(address)
    response = admin_client.post(
        address,
        {"code": "main", "name": organisation.name, "four_eyes_off": "on"}
        | {"opened_from": page.context["adminform"].form.initial["opened_from"]},
    )
    assert response.context["adminform"].form.non_field_errors() == [
        "Skriv hvorfor én person kan publisere alene."
    ]
    saved(admin_client, organisation, four_eyes_off="on", four_eyes_reason="Vi er bare én.")
    assert Organisation.objects.get().four_eyes_off
    label = Label.objects.get(code="epeat")
    saved(admin_client, label, name_nb="Nytt navn")
    published(admin_client, label)


def test_hand_in_it_is_remembered_past_fifty_saves_and_until_the_next_edition(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    for number in range(Draft.KEPT + 1):
        edited(starter, "Ola", f"Ingress {number}.")
    with pytest.raises(WaitsForAnother):
        publish(starter, "Kari")
    publish(starter, "Per")
    edited(starter, "Ola", "Etter utgaven.")
    assert Draft.objects.filter(subject=starter.subject).count() == Draft.KEPT


def test_who_let_go_of_everything_has_changed_nothing(kari: Client, ola: Client, starter: Statement) -> None:
    address = view_of(starter, "change")
    mine = form_values(kari, address) | {"lead_nb": ["Min ingress."]}
    saved(ola, starter, lead_nb="Olas ingress.")
    response = kari.post(address, mine)
    sent = sent_by(response.content.decode())
    sent |= {choice.name: ["theirs"] for choice in response.context["to_choose"]}
    assert kari.post(address, sent).status_code == 302
    rule = four_eyes(starter, actor="kari", at=timezone.now())
    assert ([name for name, _at in rule.people], rule.waiting) == (["ola"], False)
    assert '"lead_nb":"Min ingress."' in Draft.objects.filter(aside=True).get().document


def test_redaction_leaves_who_has_changed_it_but_not_their_words(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    publish(starter, "Ola")
    edited(starter, "Ola", "Olas hemmelige.")
    edited(starter, "Kari", "Olas ingress.")
    redact(
        Edition.objects.get(subject=starter.subject, number=1), actor="Per", ground="Krav", at=timezone.now()
    )
    assert [name for name, _at in four_eyes(starter, actor="Ola", at=timezone.now()).people] == [
        "Kari",
        "Ola",
    ]
    assert not Draft.objects.filter(subject=starter.subject, document__contains="hemmelige").exists()
    with pytest.raises(WaitsForAnother):
        publish(starter, "Ola")


def test_what_is_saved_between_the_check_and_the_lock_is_not_published(starter: Statement) -> None:
    edited(starter, "Kari", "Ny ingress.")
    at = timezone.now()
    seen = clearance_of(starter, freeze(starter), actor="Ola", at=at).seen
    later = {"moment": at + timedelta(days=1), "at": at}
    edited(starter, "Kari", "Ulest.")
    for verb, values in ((publishing.publish, {"at": at}), (publishing.schedule, later)):
        with pytest.raises(publishing.ChangedSince):
            verb(starter, actor="Ola", reason="Nytt", seen=seen, **values, **OVERRIDE)
    assert Edition.objects.filter(subject=starter.subject).count() == 1


def test_publishing_without_having_read_is_refused(kari: Client, ola: Client, starter: Statement) -> None:
    save_lead(kari, starter, "Ny ingress.")
    sent = {"reason": "Nytt", "when": "now"} | OVERRIDE
    assert ola.post(view_of(starter, "publish"), sent).status_code == 200
    assert Edition.objects.filter(subject=starter.subject).count() == 1
