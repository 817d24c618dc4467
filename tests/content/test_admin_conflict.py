"""Two editors at one page: the second chooses between both texts, and neither is lost."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from labels.models import Label
from sustainability_site.content.agreements import outstanding
from sustainability_site.content.documents import freeze
from sustainability_site.content.models import Draft, KeptText, Page, Source, publishable_models
from sustainability_site.content.shapes import model_of
from tests.content.admin_forms import form_values, list_of, saved, signed_in, view_of
from tests.sent_forms import Values, sent_by

# Of "follow-up" and "facility-list" there is none among the starter content.
WITH_ROWS = sorted(
    kind
    for kind, model in publishable_models().items()
    if model.relations and kind not in ("follow-up", "facility-list")
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(notice: Page, admin_client: Client) -> Page:
    notice.sections.create(key="how", heading_nb="Hvordan", body_nb="<p>Slik.</p>", position=20)
    saved(admin_client, notice)
    return notice


@pytest.fixture
def colleague(db: None) -> Client:
    return signed_in(User.objects.create_superuser("kari", first_name="Kari", last_name="Moe"))


def opened(client: Client, page: Page, **typed: str) -> Values:
    return form_values(client, view_of(page, "change")) | {name: [value] for name, value in typed.items()}


def shown(client: Client, page: Page, values: Values):
    """The page that asks, and nothing saved."""
    before = Draft.objects.count()
    response = client.post(view_of(page, "change"), values)
    assert response.templates[0].name == "admin/content/conflict.html"
    assert Draft.objects.count() == before
    return response


def told(response, part: str) -> list[tuple[str, str, str]]:
    """What is asked or told: of what, what the colleague has, what I have."""
    return [
        (choice.label, *("".join(piece.text for piece in side.change.pieces) for side in choice.sides))
        for choice in response.context[part]
    ]


def chosen(client: Client, page: Page, response, **choices: str):
    values = sent_by(response.content.decode())
    radios = {choice.name: choice for part in ("to_choose", "given") for choice in response.context[part]}
    values = {name: value for name, value in values.items() if name not in radios}
    given = {name: [choice.given] for name, choice in radios.items() if choice.given}
    values |= given | {f"merge-{place.replace('__', '/')}": [side] for place, side in choices.items()}
    return client.post(view_of(page, "change"), values)


def test_what_only_one_of_us_changed_is_told_and_merged(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    mine = opened(admin_client, page, title_en="Mine")
    saved(colleague, page, lead_nb="Karis ingress.")
    response = shown(admin_client, page, mine)
    assert told(response, "to_choose") == []
    assert told(response, "given") == [
        ("Tittel (engelsk)", "Notice", "NoticeMine"),
        ("Ingress (norsk)", "FørsteKaris ingress.", "Første ingress."),
    ]
    html = response.content.decode()
    assert "<strong>Kari Moe</strong> lagret" in html
    assert "2 steder har bare én av dere endret" in html
    assert chosen(admin_client, page, response).status_code == 302
    page.refresh_from_db()
    assert (page.title_en, page.lead_nb) == ("Mine", "Karis ingress.")
    assert LogEntry.objects.first().change_message == "Flettet med det Kari Moe lagret."
    assert not KeptText.objects.exclude(typed="").exists()


def test_what_both_changed_must_be_chosen_and_the_other_text_stays_a_draft(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    mine = opened(admin_client, page, lead_nb="Min ingress.", **{"sections-0-heading_nb": "Min overskrift"})
    saved(colleague, page, lead_nb="Karis ingress.", **{"sections-0-heading_nb": "Karis overskrift"})
    response = shown(admin_client, page, mine)
    assert [label for label, *_ in told(response, "to_choose")] == [
        "Ingress (norsk)",
        "Avsnitt «Karis overskrift»: mellomtittel (norsk)",
    ]
    assert '<del><span class="visually-hidden">fjernet: </span>Første</del>' in response.content.decode()
    undecided = chosen(admin_client, page, response, lead_nb="theirs")
    assert undecided.context["fault"] == "Velg én av tekstene der begge har endret."
    assert [choice.missing for choice in undecided.context["to_choose"]] == [False, True]
    assert [side.chosen for side in undecided.context["to_choose"][0].sides] == [True, False]
    answer = chosen(admin_client, page, undecided, lead_nb="theirs", sections__why__heading_nb="mine")
    assert answer.status_code == 302
    page.refresh_from_db()
    assert (page.lead_nb, page.sections.get(key="why").heading_nb) == ("Karis ingress.", "Min overskrift")
    texts = [draft.document for draft in Draft.objects.filter(subject=page.subject)[:3]]
    kept = [("Min ingress." in text, "Karis overskrift" in text) for text in texts]
    assert kept == [(False, False), (True, False), (False, True)]


def test_rows_that_either_added_or_deleted(admin_client: Client, colleague: Client, page: Page) -> None:
    mine = opened(admin_client, page, **{"sections-1-heading_nb": "Hvordan nå"})
    mine |= {"sections-TOTAL_FORMS": ["3"], "sections-2-heading_nb": ["Min nye"]}
    row = {"sections-2-page": str(page.pk), "sections-2-position": "0", "sections-2-body_nb": "<p>Ny.</p>"}
    row["sections-2-style"] = mine["sections-0-style"][0]
    mine |= {name: [value] for name, value in row.items()}
    theirs = {"sections-1-DELETE": "on", "sections-TOTAL_FORMS": "3", "sections-2-heading_nb": "Karis nye"}
    saved(colleague, page, **theirs, **row)
    response = shown(admin_client, page, mine)
    ((label, deleted, _mine),) = told(response, "to_choose")
    assert (label, deleted) == ("Avsnitt «Hvordan nå»", "(raden er ikke med)")
    assert [label for label, *_ in told(response, "given")] == ["Avsnitt «Karis nye»", "Avsnitt «Min nye»"]
    answer = chosen(admin_client, page, response, sections__how="mine")
    assert answer.status_code == 302
    headings = [section.heading_nb for section in page.sections.all()]
    assert headings == ["Hvorfor", "Hvordan nå", "Min nye", "Karis nye"]
    assert all(re.fullmatch("why|how|[a-z2-9]{8}", section.key) for section in page.sections.all())


def test_who_saves_while_i_choose_is_shown_too(admin_client: Client, colleague: Client, page: Page) -> None:
    mine = opened(admin_client, page, lead_nb="Min ingress.")
    saved(colleague, page, lead_nb="Karis første.")
    response = shown(admin_client, page, mine)
    saved(colleague, page, lead_nb="Karis andre.")
    again = chosen(admin_client, page, response, lead_nb="mine")
    assert again.context["fault"] == "Noen lagret igjen mens du valgte. Se over valgene en gang til."
    ((_label, theirs, _mine),) = told(again, "to_choose")
    assert theirs == "Første ingressKaris andre."
    page.refresh_from_db()
    assert page.lead_nb == "Karis andre."
    assert chosen(admin_client, page, again, lead_nb="mine").status_code == 302


def test_faults_in_the_form_are_told_first(admin_client: Client, colleague: Client, page: Page) -> None:
    mine = opened(admin_client, page, title_nb="", lead_nb="Min ingress.")
    saved(colleague, page, lead_nb="Karis ingress.")
    response = admin_client.post(view_of(page, "change"), mine)
    assert response.context["adminform"].form.errors["title_nb"] == ["Feltet er påkrevet."]
    again = sent_by(response.content.decode()) | {"title_nb": ["Med tittel"]}
    assert [label for label, *_ in told(shown(admin_client, page, again), "to_choose")] == ["Ingress (norsk)"]


def test_without_the_common_text_everything_that_differs_is_asked(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    mine = opened(admin_client, page, lead_nb="Min ingress.", title_en="Mine")
    saved(colleague, page, lead_nb="Karis ingress.")
    del mine["opened_from"]
    response = shown(admin_client, page, mine)
    assert [label for label, *_ in told(response, "to_choose")] == ["Tittel (engelsk)", "Ingress (norsk)"]
    assert "finnes ikke lenger" in response.content.decode()


def test_two_that_saved_the_very_same_are_not_bothered(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    mine = opened(admin_client, page, lead_nb="Den samme.")
    saved(colleague, page, lead_nb="Den samme.")
    drafts = Draft.objects.count()
    assert admin_client.post(view_of(page, "change"), mine).status_code == 302
    assert Draft.objects.count() == drafts


def test_rows_that_cannot_stand_together_are_told(admin_client: Client, colleague: Client) -> None:
    label = Label.objects.get(code="energy-star")
    taken = set(label.coverages.values_list("topic_id", flat=True))
    topic = next(pk for pk in range(1, 20) if pk not in taken)
    count = len(taken)
    row = {f"coverages-{count}-topic": str(topic), f"coverages-{count}-label": str(label.pk)}
    row |= {"coverages-TOTAL_FORMS": str(count + 1), f"coverages-{count}-level": "required"}
    row |= {f"coverages-{count}-position": "0", f"coverages-{count}-source": str(Source.objects.first().pk)}
    mine = form_values(admin_client, view_of(label, "change")) | {
        name: [value] for name, value in row.items()
    }
    saved(colleague, label, **row)
    response = shown(admin_client, label, mine)
    answer = chosen(admin_client, label, response)
    assert "kan ikke stå sammen" in answer.context["fault"]
    added = [choice.name for choice in answer.context["given"] if choice.given == "mine"]
    assert (
        chosen(admin_client, label, answer, **{added[0].removeprefix("merge-"): "theirs"}).status_code == 302
    )
    assert label.coverages.filter(topic=topic).count() == 1


def test_texts_are_shown_as_texts(admin_client: Client, colleague: Client, page: Page) -> None:
    mine = opened(admin_client, page, lead_nb='<img src=x onerror="alert(1)">')
    saved(colleague, page, lead_nb="<script>alert(2)</script>")
    html = shown(admin_client, page, mine).content.decode()
    assert "<script>alert" not in html.replace("&lt;", "")
    assert "<img src=x" not in html


@pytest.mark.parametrize("kind", WITH_ROWS)
def test_every_kind_that_has_rows_can_be_merged(admin_client: Client, colleague: Client, kind: str) -> None:
    """Also what has no rows in one of its lists, whose forms then count nought of them."""
    subject = model_of(kind).objects.first()
    saved(admin_client, subject)
    values = opened(admin_client, subject)
    norwegian = next(name for name in values if name.endswith("_nb") and name.replace("_nb", "_en") in values)
    english = norwegian.replace("_nb", "_en")
    saved(colleague, subject, **{english: "Hers"})
    response = shown(admin_client, subject, values | {norwegian: ["Min"]})
    assert chosen(admin_client, subject, response).status_code == 302
    subject.refresh_from_db()
    assert (getattr(subject, norwegian), getattr(subject, english)) == ("Min", "Hers")


def test_second_click_is_not_told_of_a_colleagues_text(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    """The same text sent again, after a colleague has saved over it, was not saved: both texts are shown."""
    mine = opened(admin_client, page, lead_nb="Min ingress.") | {"_publish": ["1"]}
    assert admin_client.post(view_of(page, "change"), mine)["Location"] == view_of(page, "publish")
    assert admin_client.post(view_of(page, "change"), mine)["Location"] == view_of(page, "publish")
    saved(colleague, page, lead_nb="Karis ingress.")
    ((_label, theirs, _mine),) = told(shown(admin_client, page, mine), "to_choose")
    assert theirs == "FørsteKaris ingress."


def test_second_click_at_what_was_added_is_not_told_of_a_colleagues_text(
    admin_client: Client, colleague: Client
) -> None:
    new = form_values(admin_client, list_of(Page, "add"))
    new |= {name: ["ny-side"] for name in ("title_nb", "code", "slug_nb")}
    assert admin_client.post(list_of(Page, "add"), new).status_code == 302
    saved(colleague, Page.objects.get(code="ny-side"), title_nb="Karis")
    again = admin_client.post(list_of(Page, "add"), new)
    assert again.context["adminform"].form.errors["code"] == ["Side med Kode finnes allerede."]


def test_confirming_a_translation_in_an_old_form_is_remembered(
    admin_client: Client, colleague: Client, page: Page
) -> None:
    saved(admin_client, page, title_en="Notice", title_nb="Oppslag")
    saved(admin_client, page, title_nb="Nytt oppslag")
    mine = opened(admin_client, page) | {"_confirm": ["en:title"]}
    saved(colleague, page)
    assert [
        each.text.key
        for each in outstanding(freeze(Page.objects.get(pk=page.pk), everything=True))
        if not each.missing
    ] == [("title", "en")]
    assert admin_client.post(view_of(page, "change"), mine).status_code == 302
    assert [
        each
        for each in outstanding(freeze(Page.objects.get(pk=page.pk), everything=True))
        if not each.missing
    ] == []
