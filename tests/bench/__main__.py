"""`make bench`: how near the site is to what its server can do at all, measured side by side in one run.

Prints ratios, each beside its goal. Processor time per request is the honest figure: requests per second also tell
of the visitors' own program and of whatever else the machine is doing. Nothing leaves the machine.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import bound, freshness, growth, resources, speed
from tests.bench.report import Report
from tests.bench.serving import CHECKOUT, site
from tests.own_var import environment


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder, "var")
        password = prepared(var)
        report.title("Start and memory")
        resources.measure(report, var, password)
        report.title("Speed: the site beside a bare WSGI callable with the same bytes, in turns")
        speed.measure(report, var)
        report.title("Freshness: 10 000 answers, 100 publications, one worker killed")
        with site(var) as server:
            freshness.measure(report, server, var, answers=10_000, publications=100)
        report.title("Memory whatever is asked for: 100 000 addresses, query strings and headers")
        bound.measure(report, var)
        report.title("Growth: the same page among 20 and 2 000 of its kind")
        growth.measure(report, var)
    sys.exit(report.finish())


def prepared(var: Path) -> str:
    """Makes the site's folder as a first start does; the administrator's password."""
    made = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=CHECKOUT,
        env=environment(var),
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.partition("password:")[2].split()[0]


if __name__ == "__main__":
    main()
