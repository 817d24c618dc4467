"""Open data: the page that lists the datasets, the files, and the description that programs read."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.datasets import (
    DATASETS,
    Dataset,
    Field,
    Words,
    changed_at,
    listed_kinds,
    table_of,
)
from sustainability_site.content.json_ld import json_ld
from sustainability_site.content.spreadsheets import DELIMITER, LINE_END, table
from sustainability_site.content.views import EditionView

CSV_TYPE = "text/csv; charset=utf-8; header=present"


class OpenDataView(EditionView):
    kind = "page"
    template_name = "open_data.html"

    @property
    def list_kinds(self) -> tuple[str, ...]:
        return listed_kinds()

    def extra_context(self, context: dict) -> dict:
        changed = changed_at(context["cards"])
        organisation = context["frame"].organisation
        return {
            "datasets": [(dataset, changed[code]) for code, dataset in DATASETS.items()],
            "catalogue": json_ld(_catalogue(changed, str(organisation.name) if organisation else "")),
        }


@require_safe
def dataset_csv(request: HttpRequest, code: str) -> HttpResponse:
    dataset = _dataset(code)
    rows, _moment = table_of(dataset, timezone.now())
    lines = ([row[column] for column in dataset.columns] for row in rows)
    response = HttpResponse(table(dataset.columns, lines), content_type=CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    response.headers["Link"] = (
        f'<{reverse("dataset_metadata")}>; rel="describedby"; type="application/csvm+json"'
    )
    return response


@require_safe
def dataset_json(request: HttpRequest, code: str) -> JsonResponse:
    dataset = _dataset(code)
    rows, moment = table_of(dataset, timezone.now())
    return _json(
        {
            "dataset": code,
            "title": {language: _in(language, dataset.title) for language in LANGUAGES},
            "changed": moment and moment.isoformat(),
            "described_by": _absolute("dataset_metadata"),
            "rows": rows,
        }
    )


@require_safe
def dataset_metadata(request: HttpRequest) -> JsonResponse:
    """CSV on the Web (W3C): every table with its columns, types, keys and what they refer to."""
    return _json(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "dialect": {
                "delimiter": DELIMITER,
                "encoding": "utf-8",
                "header": True,
                "lineTerminators": [LINE_END],
            },
            "tables": [_table(dataset) for dataset in DATASETS.values()],
        },
        content_type="application/csvm+json",
    )


def _dataset(code: str) -> Dataset:
    if code not in DATASETS:
        raise Http404
    return DATASETS[code]


def _json(document: dict, content_type: str = "application/json") -> JsonResponse:
    return JsonResponse(document, content_type=content_type, json_dumps_params={"ensure_ascii": False})


def _absolute(name: str, **kwargs: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"


def _in(language: str, words: Words) -> str:
    with translation.override(language):
        return str(words)


def _table(dataset: Dataset) -> dict:
    keys = [
        {
            "columnReference": field.name,
            "reference": {"resource": f"{field.refers_to}.csv", "columnReference": "code"},
        }
        for field in dataset.fields
        if field.refers_to
    ]
    return {
        "url": f"{dataset.code}.csv",
        "dc:title": _natural(dataset.title),
        "dc:description": _natural(dataset.description),
        "tableSchema": {
            "columns": [column for field in dataset.fields for column in _columns(field, dataset.key)],
            "primaryKey": list(dataset.key),
        }
        | ({"foreignKeys": keys} if keys else {}),
    }


def _natural(words: Words) -> list[dict]:
    return [{"@value": _in(language, words), "@language": language} for language in LANGUAGES]


def _columns(field: Field, key: tuple[str, ...]) -> list[dict]:
    described = []
    for name in field.columns:
        column = {
            "name": name,
            "titles": name,
            "dc:description": _natural(field.words),
            # The words beside a code are text, whatever the code itself is.
            "datatype": field.datatype if name == field.name else "string",
        }
        if name != field.name:
            column["lang"] = name.rpartition("_")[2]
        if field.many:
            column["separator"] = " "
        if name in key:
            column["required"] = True
        described.append(column)
    return described


def _catalogue(changed: dict[str, datetime | None], publisher: str) -> dict:
    """schema.org's DataCatalog in the language of the page. No licence is named where none is known."""
    by = {"publisher": {"@type": "Organization", "name": publisher}} if publisher else {}
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "dataset": [
            {
                "@type": "Dataset",
                "identifier": code,
                "name": str(dataset.title),
                "description": str(dataset.description),
                "inLanguage": list(LANGUAGES),
                "isAccessibleForFree": True,
                **by,
                **({"dateModified": changed[code].isoformat()} if changed[code] else {}),
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "encodingFormat": media_type,
                        "contentUrl": _absolute(name, code=code),
                    }
                    for name, media_type in (
                        ("dataset_csv", "text/csv"),
                        ("dataset_json", "application/json"),
                    )
                ],
            }
            for code, dataset in DATASETS.items()
        ],
    }
