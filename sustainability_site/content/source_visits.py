"""Visiting the sources: whether each still stands where the site says, and still says much the same.

A visit changes nothing that anyone reads. What it finds is told to the editors as tasks, and they decide.
robots.txt is not asked: it is for programs that follow links, and this one asks for the single page that an editor has
linked to, once a week, as a reader who checks the footnote would.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sustainability_site.content import working_copy
from sustainability_site.content.models import Edition, Finding, Source, SourceVisit
from sustainability_site.content.page_words import in_common, read_page
from sustainability_site.content.public_addresses import AddressRefused
from sustainability_site.content.source_fetching import Answer, Network, NoAnswer, fetch

ALIKE = 0.5
# As many silent hosts as it takes to suspect the network here.
MANY = 3
FAILING = (Finding.DEAD, Finding.DENIED, Finding.UNREACHABLE)
# Python knows codecs that are no character sets of pages, and some are slow.
CHARSETS = ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16")
GONE, DENIED = (404, 410), range(400, 500)


class NobodyAnswers(Exception):
    """Not one of several hosts answered: what was found says more about this machine's network than about them."""


@dataclass
class Manners:
    """One request at a time, and a pause before a host is asked again."""

    pause: float = 5.0
    sleep: Callable[[float], None] = sleep
    clock: Callable[[], float] = monotonic
    asked: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        if host in self.asked and (rest := self.asked[host] + self.pause - self.clock()) > 0:
            self.sleep(rest)
        self.asked[host] = self.clock()


@dataclass(frozen=True)
class Result:
    """What one visit showed, before it is laid beside the visits before it."""

    finding: Finding
    explanation: str = ""
    status: int | None = None
    final_address: str = ""
    page: tuple[str, list[int], str] | None = None
    wait: timedelta | None = None


def visit_sources(
    *, at: datetime, agent: str, days: int, network: Network, manners: Manners
) -> Iterator[SourceVisit]:
    """Visit every address that has not been visited for `days` days, and keep what was found.

    A host that asks to be left alone (Retry-After) is, for the rest of the run and until the time it names. Silence is
    kept once somebody has answered: until then it may be this machine that has no network. Raises NobodyAnswers at the
    end where that seems to be so.
    """
    resting: set[str] = set()
    silent: list[tuple[Source, str, Result]] = []
    answered = False
    for source, url in due(at=at, days=days):
        if _host(url) in resting:
            continue
        result = visited(url, agent=agent, network=network, manners=manners)
        if result.wait:
            resting.add(_host(url))
        answered = answered or result.status is not None
        silent.append((source, url, result))
        if answered or result.finding == Finding.REFUSED:
            yield from _kept(silent if answered else [silent.pop()], at)
            silent = [] if answered else silent
    if len({_host(url) for _source, url, _result in silent}) >= MANY:
        raise NobodyAnswers
    yield from _kept(silent, at)


def _kept(results: list[tuple[Source, str, Result]], at: datetime) -> Iterator[SourceVisit]:
    for source, url, result in results:
        # A run takes minutes: an editor may have deleted the source meanwhile.
        if Source.objects.filter(pk=source.pk).exists():
            yield recorded(source, url, result, at=at)


def due(*, at: datetime, days: int) -> list[tuple[Source, str]]:
    """Every address of a source, as the public or an editor sees it, whose turn it is. Forgets those not in use."""
    sources = {source.code: source for source in Source.objects.all()}
    texts = Edition.objects.live(at).filter(kind=Source.kind).values_list("document", flat=True)
    live = [(document["code"], document["url"]) for document in map(json.loads, filter(None, texts))]
    working = [(code, source.url) for code, source in sources.items()]
    addresses = sorted({(code, url) for code, url in (*live, *working) if url and code in sources})
    known = {(visit.source.code, visit.url): visit for visit in SourceVisit.objects.select_related("source")}
    SourceVisit.objects.filter(pk__in=[known[key].pk for key in known.keys() - set(addresses)]).delete()
    recent = Q(visited_at__gt=at - timedelta(days=days)) | Q(not_before__gt=at)
    rested = set(SourceVisit.objects.filter(recent).values_list("source__code", "url"))
    return [(sources[code], url) for code, url in addresses if (code, url) not in rested]


def visited(url: str, *, agent: str, network: Network, manners: Manners) -> Result:
    """One visit, told without regard to earlier ones."""
    try:
        answer = fetch(url, agent=agent, network=network, before=manners.wait)
    except AddressRefused as refused:
        return Result(Finding.REFUSED, str(refused))
    except NoAnswer as silence:
        return Result(Finding.UNREACHABLE, str(silence))
    return _told(url, answer)


def _told(url: str, answer: Answer) -> Result:
    seen = Result(Finding.HOLDS, status=answer.status, final_address=answer.address)
    if not 200 <= answer.status < 300:
        finding = Finding.UNREACHABLE
        if answer.status in DENIED:
            finding = Finding.DEAD if answer.status in GONE else Finding.DENIED
        resting = answer.wait if answer.status in (429, 503) else None
        return replace(
            seen, finding=finding, wait=resting, explanation=f"Nettstedet svarer med kode {answer.status}."
        )
    title, words = read_page(_text(answer))
    page = (_clean(title), words, _clean(answer.media_type)[:100])
    moved = _movement(url, answer)
    return replace(seen, finding=Finding.MOVED if moved else Finding.HOLDS, explanation=moved, page=page)


def _text(answer: Answer) -> str:
    return answer.body.decode(answer.charset if answer.charset in CHARSETS else "utf-8", "replace")


def _clean(text: str) -> str:
    """Without the sign that PostgreSQL can't keep."""
    return text.replace("\0", "")


def _movement(url: str, answer: Answer) -> str:
    told = []
    if answer.moved_to:
        told.append(f"Ny fast adresse: {answer.moved_to}")
    elif _site(url) != _site(answer.address):
        told.append(f"Sender nå videre til et annet nettsted: {answer.address}")
    if answer.downgraded:
        told.append("Den sender fra https til http, uten kryptering.")
    return " ".join(told)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _site(address: str) -> str:
    return _host(address).removeprefix("www.")


def recorded(source: Source, url: str, result: Result, *, at: datetime) -> SourceVisit:
    """Lay the result beside the last visit's, and keep it."""
    visit = SourceVisit.objects.filter(source=source, url=url).first() or SourceVisit(source=source, url=url)
    if result.page:
        visit.newest_title, visit.newest_sketch, visit.newest_media_type = result.page
        if visit.media_type or visit.title or visit.sketch:
            result = _compared(visit, result)
        else:
            visit.title, visit.sketch, visit.media_type = result.page
    same = visit.pk and _same(visit, result)
    visit.since, visit.times = (visit.since, visit.times + 1) if same else (at, 1)
    visit.finding, visit.explanation = result.finding, _clean(result.explanation)[:300]
    visit.status, visit.final_address = result.status, result.final_address[:2000]
    visit.visited_at, visit.not_before = at, at + result.wait if result.wait else None
    visit.save()
    return visit


def _same(visit: SourceVisit, result: Result) -> bool:
    if visit.finding in FAILING:
        return result.finding in FAILING
    moved_on = result.finding == Finding.MOVED and visit.final_address != result.final_address
    return visit.finding == result.finding and not moved_on


def _compared(visit: SourceVisit, result: Result) -> Result:
    change = _change(visit)
    if not change:
        return result
    finding = Finding.CHANGED if result.finding == Finding.HOLDS else result.finding
    return replace(result, finding=finding, explanation=f"{result.explanation} {change}".strip())


def _change(visit: SourceVisit) -> str:
    if visit.media_type != visit.newest_media_type:
        return f"Det var {visit.media_type or 'ukjent'}, og er nå {visit.newest_media_type or 'ukjent'}."
    alike = in_common(visit.sketch, visit.newest_sketch)
    if alike is not None and alike < ALIKE:
        return f"Omtrent {round(alike * 100)} prosent av teksten er som før."
    if alike is None and visit.title != visit.newest_title:
        return f"Tittelen var «{visit.title}», og er nå «{visit.newest_title}»."
    return ""


@transaction.atomic
def vouch(source: Source, *, actor: str, at: datetime) -> None:
    """An editor has read the source today: the working copy says so, and later visits are compared with what it says now."""
    source.checked_on = timezone.localdate(at)
    source.save(update_fields=("checked_on",))
    working_copy.remember(source, actor=actor, at=at)
    for visit in source.visits.select_for_update():
        visit.vouch(at)
        visit.save()
