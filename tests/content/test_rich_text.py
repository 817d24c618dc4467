import re

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from sustainability_site.content.documents import freeze
from sustainability_site.content.fields import RichTextField, safe_address, sanitise
from sustainability_site.content.links import plain_text, resolved, subjects_in
from sustainability_site.content.models import Edition, Page, PageSection
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.content.working_copy import load

DIRTY = '<p onclick="x()">Ja<script>alert(1)</script> <a href="javascript:x()">nei</a></p><iframe></iframe>'
CLEAN = "<p>Ja <a>nei</a></p>"
FORBIDDEN = ("script", "onclick", "javascript:", "iframe", "alert")

PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "<p>", "</p>", "<br>", "<a href='/-/label/x/'>", '<a href="/\t/evil">', "</a>", "<svg>", "<math>",
                "<style>", "</style>", "<mtext>", "<!--", "-->", "<noscript>", "&nbsp;", "&lt;", "\x00", "\u00a0",
                "<h3>", "</h3>", "<ul><li>", "</ul>", "<textarea>", "<title>", '<img src=x onerror="a">', "&#106;avascript:",
            ]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES)
def test_sanitising_twice_gives_the_same(html):
    assert sanitise(sanitise(html)) == sanitise(html)


@given(PIECES)
def test_sanitised_text_holds_no_tag_or_address_that_is_not_allowed(html):
    tags = re.findall(r"<[^>]*>", sanitise(html))

    assert all(re.fullmatch(r"</?(p|h[234]|ul|ol|li|strong|em|a|br|blockquote)\b[^>]*>", tag) for tag in tags)
    assert not any(
        re.search(r'\son|href="(?!https?://[^/\\]|mailto:|tel:|/(?![/\\\s])|#)', tag) for tag in tags
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n\\evil.example",
        "https:///evil.example",
        "https:\\\\evil.example",
        "file:///etc/passwd",
        "evil.example",
        "",
    ],
)
def test_unsafe_address_is_taken_away_and_the_words_stay(address):
    assert sanitise(f'<p><a href="{address}">ord</a></p>') == "<p><a>ord</a></p>"


@pytest.mark.parametrize(
    "address",
    ["https://example.no/a?b=c", "http://example.no", "mailto:a@example.no", "tel:+4722334455", "/om/", "#a"],
)
def test_safe_address_stays(address):
    assert sanitise(f'<p><a href="{address}">ord</a></p>') == f'<p><a href="{address}">ord</a></p>'
    assert safe_address(address) == address


def test_control_signs_are_not_in_an_address_that_stays():
    assert safe_address(" https://exa\tmple.no/\n") == "https://example.no/"


@pytest.mark.parametrize("tag", ["h1", "h5", "img", "table", "span", "div", "form", "input", "svg", "style"])
def test_other_tags_go_and_their_words_stay_or_go_with_them(tag):
    assert f"<{tag}" not in sanitise(f"<{tag}>ord</{tag}>")


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "p", "blockquote"])
def test_the_editors_own_tags_stay(tag):
    assert sanitise(f"<{tag}>ord</{tag}>") == f"<{tag}>ord</{tag}>"


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> </p>", "<p>\u00a0&nbsp;<br></p>", "<script>x</script>"])
def test_what_holds_no_text_is_empty(html):
    assert sanitise(html) == ""


def test_many_hard_spaces_are_read_at_once():
    assert sanitise("<p>" + "\u00a0" * 5000 + "x</p>").endswith("x</p>")


def test_create_and_save_sanitise(db):
    page = Page.objects.create(code="dirty", title_nb="Uren", slug_nb="uren", body_nb=DIRTY)
    page.body_en = DIRTY
    page.save()

    assert raw_bodies("dirty") == (CLEAN, CLEAN)


def test_bulk_create_sanitises(db):
    Page.objects.bulk_create([Page(code="dirty", title_nb="Uren", slug_nb="uren", body_nb=DIRTY)])

    assert raw_bodies("dirty")[0] == CLEAN


def test_update_sanitises(notice):
    Page.objects.filter(pk=notice.pk).update(body_nb=DIRTY, body_en=Value(DIRTY))

    assert raw_bodies("notice") == (CLEAN, CLEAN)


def test_bulk_update_sanitises(notice):
    section = notice.sections.get()
    section.body_nb = DIRTY
    PageSection.objects.bulk_update([section], ["body_nb"])

    assert notice.sections.values_list("body_nb", flat=True).get() == CLEAN


def test_form_sanitises(notice):
    form_field = Page._meta.get_field("body_nb").formfield()

    assert Page._meta.get_field("body_nb").clean(form_field.clean(DIRTY), notice) == CLEAN


@pytest.mark.parametrize("expression", [F("lead_nb"), Concat(Value("<b>"), F("lead_nb"))])
def test_what_an_expression_wrote_is_read_frozen_and_published_clean(notice, published, client, expression):
    Page.objects.filter(pk=notice.pk).update(lead_nb=DIRTY)
    Page.objects.filter(pk=notice.pk).update(body_nb=expression)

    assert Page.objects.values_list("body_nb", flat=True).get(code="notice") == CLEAN
    assert freeze(load(Page, "notice"))["body_nb"] == CLEAN
    published(notice)
    body = client.get("/kunngjoring/").content.decode()
    assert CLEAN in body
    assert "<script>alert" not in body


def test_what_got_into_a_document_is_clean_on_the_page(db):
    template = Template("{% load content %}{% richtext body %}")

    assert template.render(Context({"body": DIRTY})) == CLEAN


def test_plain_field_is_escaped_on_the_page(notice, published, client):
    Page.objects.filter(pk=notice.pk).update(title_nb="<script>alert(1)</script>", lead_nb=DIRTY)
    published(notice)
    body = client.get("/kunngjoring/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script>alert" not in body
    assert "<iframe" not in body


def test_no_document_of_the_starter_content_holds_what_is_forbidden(db):
    documents = Edition.objects.values_list("document", flat=True)

    assert len(documents) > 100
    assert not [
        text for text in documents if any(word in text.lower() for word in ("<script", "javascript:"))
    ]


def test_link_is_led_to_where_its_object_is():
    html = '<p><a title="t" href="/-/label/svanen/#krav">Svanen</a></p>'

    assert resolved(html, {"label/svanen": "/miljomerker/svanen/"}) == (
        '<p><a href="/miljomerker/svanen/#krav">Svanen</a></p>'
    )


def test_link_to_what_is_not_live_is_plain_text():
    assert resolved('<p>Se <a href="/-/label/gone/">det <em>gamle</em></a>.</p>', {}) == (
        "<p>Se det <em>gamle</em>.</p>"
    )


def test_ordinary_links_are_left_alone():
    html = '<p><a href="https://example.no/-/label/x/">x</a> <a href="/om/">om</a></p>'

    assert resolved(html, {"label/x": "/nei/"}) == html


def test_subjects_in_text():
    html = (
        '<a href="/-/label/a/">a</a><a href="/-/guide/b-c/#d">b</a><a href="/om/">c</a><a href="/-/x/">d</a>'
    )

    assert list(subjects_in(html)) == ["label/a", "guide/b-c"]


def test_plain_text_keeps_words_apart_and_signs_as_they_are_read():
    html = "<h3>Krav</h3><p>A&amp;B &lt; C&nbsp;&amp;amp;</p><ul><li>én</li><li>to</li></ul>"

    assert plain_text(html) == "Krav A&B < C &amp; én to"


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("{% richtext body %}", '<div lang="nb"><p>Å</p></div>'),
        ("{{ lead|linebreaks }}", '<div lang="nb"><p>a&lt;b</p></div>'),
        ("{{ lead }}", '<span lang="nb">a&lt;b</span>'),
        ('{% firstof "" lead %}', '<span lang="nb">a&lt;b</span>'),
        ("{{ lead|plain }}", "a&lt;b"),
        ("{{ words|linebreaks }}", "<p>c&lt;d</p>"),
        ("{% richtext empty %}", ""),
    ],
)
def test_missing_translation_is_marked_where_it_is_printed(markup, html):
    context = {"body": Untranslated("<p>Å</p>"), "lead": Untranslated("a<b"), "words": "c<d", "empty": ""}

    assert Template("{% load content %}" + markup).render(Context(context)) == html


def test_migrations_hold_no_editor_configuration():
    _name, path, _args, kwargs = RichTextField("tekst", blank=True).deconstruct()

    assert path == "django.db.models.TextField"
    assert kwargs == {"verbose_name": "tekst", "blank": True}


def raw_bodies(code: str) -> tuple[str, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT body_nb, body_en FROM content_page WHERE code = %s", [code])
        return cursor.fetchone()
