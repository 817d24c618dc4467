"""Whether a page costs more when there are many of its kind: rendered anew each time, among 20 and among 2 000."""

import subprocess
import sys
from pathlib import Path

from tests.bench.load import request
from tests.bench.report import Report
from tests.bench.serving import CHECKOUT, site
from tests.bench.speed import Lane
from tests.own_var import environment

PAGE = "/miljomerker/tco-certified/"
TURNS, REQUESTS = 8, 40
FEW, MANY = 20, 2_000
# Editions put on the shelf as publishing does it, without the checks and drafts that a page never reads.
GROW = """
import json
import sys
import django
django.setup()
from django.db import transaction
from django.utils import timezone
from sustainability_site.content import chain
from sustainability_site.content.models import Edition
from sustainability_site.content.shelving import shelve

first, last = map(int, sys.argv[1:])
at = timezone.now()
text = Edition.objects.live(at).get(subject="label/tco-certified").document
for start in range(first, last, 100):
    with transaction.atomic():
        head = chain.lock_head()
        for number in range(start, min(start + 100, last)):
            document = json.loads(text)
            document |= {"code": f"copy-{number}", "slug_nb": f"kopi-{number}", "slug_en": f"copy-{number}"}
            edition = shelve(document, moment=at, actor="Prøve", reason="Prøve", at=at)
            chain.enter_edition(head, edition, at=at)
"""


def measure(report: Report, var: Path) -> None:
    costs = []
    before = 0
    for there in (FEW, MANY):
        grow = [sys.executable, "-c", GROW, str(before), str(there)]
        subprocess.run(grow, cwd=CHECKOUT, env=environment(var), check=True)
        before = there
        with site(var) as served:
            lane = Lane(
                served, [request(f"{PAGE}?{number}", Accept_Encoding="br") for number in range(REQUESTS)]
            )
            lane.turn()
            lane.processor = 0
            lane.runs.clear()
            for _ in range(TURNS):
                lane.turn()
            costs.append(lane.microseconds)
            report.line(lane.told(f"{there} more"))
    report.at_most("growth of a detail page", costs[1] / costs[0], 1.1)
