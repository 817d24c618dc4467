"""Whether a page costs more when there are many of its kind: rendered anew each time, among 20 and among 2 000."""

import subprocess
import sys
from pathlib import Path

from tests.bench.load import request, visit
from tests.bench.report import Report
from tests.bench.serving import CHECKOUT, site
from tests.bench.speed import Lane
from tests.own_var import copy_of_start, environment

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
    """Both sites run at the same time and are asked in turns, so that a busy machine hits them alike."""
    grow(var, 0, FEW)
    larger = copy_of_start(var, var.with_name("larger"))
    grow(larger, FEW, MANY)
    with site(var) as few, site(larger) as many:
        asked = [request(f"{PAGE}?{number}", Accept_Encoding="br") for number in range(REQUESTS)]
        for server in (few, many):
            visit(server.port, asked)
        lanes = {f"{FEW} more": Lane(few, asked), f"{MANY} more": Lane(many, asked)}
        for _ in range(TURNS):
            for lane in lanes.values():
                lane.turn()
    for name, lane in lanes.items():
        report.line(lane.told(name))
    cost = [lane.microseconds for lane in lanes.values()]
    report.at_most("growth of a detail page", cost[1] / cost[0], 1.1)


def grow(var: Path, first: int, last: int) -> None:
    command = [sys.executable, "-c", GROW, str(first), str(last)]
    subprocess.run(command, cwd=CHECKOUT, env=environment(var), check=True)
