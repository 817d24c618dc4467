"""What stands when translations begin to be followed is right. Earlier pairs are read from the drafts, as if each had been
followed from the start; what was changed before the oldest draft is not known."""

import json
from itertools import groupby

from django.db import migrations

from sustainability_site.content.agreements import newly_agreed
from sustainability_site.content.translated_texts import texts


def agree_on_what_stands(apps, schema_editor):
    Draft, Agreement = apps.get_model("content", "Draft"), apps.get_model("content", "Agreement")
    drafts = Draft.objects.order_by("subject", "pk").values_list("subject", "document", "saved_at")
    for subject, kept in groupby(drafts.iterator(chunk_size=100), key=lambda draft: draft[0]):
        agreed, before, moment = {}, None, None
        try:
            for _subject, text, moment in kept:
                document = json.loads(text)
                agreed |= {_pair(told): (told, moment) for told in newly_agreed(document, before=before)}
                before = document
            agreed |= {_pair(told): (told, moment) for told in texts(before) if told.translation}
        except LookupError:  # a kind that the site has no more
            continue
        Agreement.objects.bulk_create(
            Agreement(
                subject=subject,
                place=told.place,
                language=told.language,
                source=told.source,
                source_sha256=told.source_sha256,
                translation_sha256=told.translation_sha256,
                agreed_at=at,
            )
            for told, at in agreed.values()
        )


def _pair(told):
    return told.key, told.source_sha256, told.translation_sha256


class Migration(migrations.Migration):
    dependencies = [("content", "0006_what_is_known_of_translations")]

    operations = [migrations.RunPython(agree_on_what_stands, migrations.RunPython.noop)]
