"""The extraction finds exactly what Django looks up when it renders."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings as site_settings
from django.template import Context, Template, Variable
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from pytest_django import Settings

from tests import catalogue
from tests.catalogue import forms, messages

SAMPLE = """{% load i18n %}
{% comment %}{% translate "Ikke dette" %}{% endcomment %}{# {% translate "Heller ikke dette" %} #}
{% translate "Opptil 100 % av vekten" %}
  {% translate "Krav" context "heading" %}
{% translate "Senere" context "date" as later %}{{ later }}
{% translate 'Med "anførsel"' %}
{{ _("I en variabel") }}, {{ nothing|default:_("Som forvalg") }}
{% firstof nothing _("Det første") %}
{% blocktranslate with name="TCO" %}Hva er {{ name }}?{% endblocktranslate %}
{% blocktranslate trimmed context "lines" with share="5 %" %}
    To linjer blir én,
    med {{ share }} av 100 %.
{% endblocktranslate %}
{% blocktranslate trimmed count days=days %}
    {{ days }} dag
{% plural %}
    {{ days }} dager
{% endblocktranslate %}
"""
SAMPLE_IN_PYTHON = """
_("Et" " delt ord")
pgettext_lazy("area", "Miljø")
ngettext_lazy("%(n)s sak", "%(n)s saker", "n")
say("Ikke dette")
"""


@pytest.mark.parametrize("string", [None, "", ("", ""), ("day", "")])
def test_text_with_an_empty_form_is_not_translated(string: str | tuple[str, ...] | None) -> None:
    assert catalogue.is_translated(string) is False
    assert catalogue.is_translated(("day", "days")) is True


def test_no_text_hides_in_an_f_string() -> None:
    """There gettext's tools, and Babel's before Python 3.12, do not see it."""
    sources = {path: ast.parse(path.read_text()) for path in python_sources()}
    assert len(sources) > 50
    assert {path.name: calls for path, tree in sources.items() if (calls := hidden(tree))} == {}
    assert hidden(ast.parse("f\"{_('Begrunnelse')}\"")) == ["_"]


def python_sources() -> list[Path]:
    return [path for path in catalogue.sources(site_settings.CHECKOUT) if path.suffix == ".py"]


def hidden(tree: ast.Module) -> list[str]:
    called = [
        node.func.id
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return [name for name in called if name in catalogue.KEYWORDS]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "admin").mkdir(parents=True)
    (tmp_path / "templates" / "page.html").write_text(SAMPLE)
    (tmp_path / "templates" / "admin" / "form.html").write_text(
        '{% load i18n %}{% translate "For redaktøren" %}'
    )
    (tmp_path / "labels" / "migrations").mkdir(parents=True)
    (tmp_path / "labels" / "enums.py").write_text(SAMPLE_IN_PYTHON)
    (tmp_path / "labels" / "migrations" / "0001_initial.py").write_text('_("Gammelt")')
    return tmp_path


@pytest.fixture
def in_brackets(tmp_path: Path, settings: Settings) -> Callable[[Catalog], None]:
    """`in_brackets(extracted)` makes English the Norwegian text in brackets, wherever it is really looked up."""

    def install(extracted: Catalog) -> None:
        for message in messages(extracted):
            bracketed = tuple(f"[{text}]" for text in forms(message.id))
            message.string = bracketed if message.pluralizable else bracketed[0]
        folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.mo").write_bytes(catalogue.compiled(extracted))
        settings.LOCALE_PATHS = [tmp_path / "locale"]

    return install


def test_extraction_finds_what_django_looks_up(sample: Path, in_brackets: Callable[[Catalog], None]) -> None:
    extracted = catalogue.extracted(sample)
    assert {(message.context, forms(message.id)[0]) for message in messages(extracted)} == {
        (None, "Et delt ord"),
        ("area", "Miljø"),
        (None, "%(n)s sak"),
        (None, "Opptil 100 %% av vekten"),
        ("heading", "Krav"),
        ("date", "Senere"),
        (None, 'Med "anførsel"'),
        (None, "I en variabel"),
        (None, "Som forvalg"),
        (None, "Det første"),
        (None, "Hva er %(name)s?"),
        ("lines", "To linjer blir én, med %(share)s av 100 %%."),
        (None, "%(days)s dag"),
    }
    in_brackets(extracted)
    page = Template(SAMPLE)
    with translation.override("en"):
        lines = page.render(Context({"days": 2}, autoescape=False)).split("\n")
        one_day = page.render(Context({"days": 1}))
    assert [line.strip() for line in lines if line.strip()] == [
        "[Opptil 100 % av vekten]",
        "[Krav]",
        "[Senere]",
        '[Med "anførsel"]',
        "[I en variabel], [Som forvalg]",
        "[Det første]",
        "[Hva er TCO?]",
        "[To linjer blir én, med 5 % av 100 %.]",
        "[2 dager]",
    ]
    assert "[1 dag]" in one_day


def test_every_tag_in_the_public_templates_finds_its_text(in_brackets: Callable[[Catalog], None]) -> None:
    in_brackets(catalogue.extracted(site_settings.CHECKOUT))
    tags = {
        (path.name, tag): rendered(tag)
        for path in catalogue.sources(site_settings.CHECKOUT)
        if path.suffix == ".html"
        for tag in translated_tags(path)
    }
    assert len(tags) > 150
    assert [
        (name, text) for (name, _tag), text in tags.items() if not re.fullmatch(r"\[.+\]", text, re.DOTALL)
    ] == []


def translated_tags(path: Path) -> Iterator[TranslateNode | BlockTranslateNode]:
    nodes = Template(path.read_text()).nodelist
    yield from nodes.get_nodes_by_type(TranslateNode)
    yield from nodes.get_nodes_by_type(BlockTranslateNode)


def rendered(tag: TranslateNode | BlockTranslateNode) -> str:
    if getattr(tag, "counter", None):
        tag.counter = Variable("2")
    context = Context()
    with (
        translation.override("en"),
        context.render_context.push_state(Template("")),
        context.bind_template(Template("")),
    ):
        text = tag.render(context)
    return context[tag.asvar] if tag.asvar else text
