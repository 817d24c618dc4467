"""How long a search takes among a thousand pages: `python -m tests.search_speed` prints it, on a database of its own.

The pages are made of the starter content's own sentences with compounds of its own words strewn in, so that the
vocabulary grows as it would. Measured in the process's own CPU time, so that a busy machine does not blur it: what the
search itself costs, its one query to the database (in-process with SQLite) included.
"""

import os
import random
import statistics
import sys
import tempfile
import time

PAGES, SENTENCES, ROUNDS = 1_000, 40, 30
QUERIES = {
    "one word": "konfliktmineraler",
    "on every page": "krav",
    "two words": "krav leverandører",
    "inflected": "leverandørenes kjemikalier",
    "misspelt": "konflitmineralr",
    "misspelt twice": "kjemikaliar leverandørkjedn",
    "no such word": "kvantelefantene",
    "phrase": '"retten til informasjon"',
    "eight words": "krav miljø energi arbeid produkt merke leverandør kjemikalier",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SITE_VAR": folder, "DJANGO_SETTINGS_MODULE": "sustainability_site.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_starter_content", verbosity=0)
        measure()


def measure() -> None:
    from django.utils import timezone

    from sustainability_site.search.finding import search
    from sustainability_site.search.index import index_of, read_index

    shelve_pages()
    at = timezone.now()
    began = time.process_time()
    index = read_index("nb", at)
    say(f"read the stored terms: {(time.process_time() - began) * 1000:.0f} ms")
    say(f"{len(index.pages)} pages, {len(index.words)} words, {len(index.postings)} stems")
    index_of("nb", at)
    for name, query in QUERIES.items():
        search(query, language="nb", at=at)
        spent = []
        for _round in range(ROUNDS):
            began = time.process_time()
            found = search(query, language="nb", at=at)
            spent.append((time.process_time() - began) * 1000)
        say(
            f"{name:15} {found.total:5} pages  median {statistics.median(spent):5.2f}  "
            f"fastest {min(spent):5.2f}  slowest {max(spent):5.2f} ms"
        )


def shelve_pages() -> None:
    from django.db import transaction
    from django.utils import timezone

    from sustainability_site.content.chain import enter_edition, lock_head
    from sustainability_site.content.documents import freeze
    from sustainability_site.content.models import Page, SearchText
    from sustainability_site.content.shelving import shelve
    from sustainability_site.content.words import words_in

    chance = random.Random(1)  # noqa: S311  the same pages every time
    texts = SearchText.objects.filter(language="nb").values_list("text", flat=True)
    sentences = [line for text in texts for line in text.splitlines() if len(line) > 30]
    words = sorted({word for line in sentences for word in words_in(line) if len(word) > 4})
    with transaction.atomic():
        head = lock_head()
        for number in range(PAGES):
            lines = chance.sample(sentences, SENTENCES)
            strewn = [f"{line} {chance.choice(words)}{chance.choice(words)}" for line in lines]
            page = Page.objects.create(
                code=f"p{number}",
                slug_nb=f"p{number}",
                slug_en=f"p{number}",
                title_nb=" ".join(chance.sample(words, 4)),
                lead_nb=lines[0],
                body_nb="".join(f"<p>{line}</p>" for line in strewn),
            )
            at = timezone.now()
            edition = shelve(freeze(page), moment=at, actor="Måling", reason="Måling", at=at)
            enter_edition(head, edition, at=at)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
