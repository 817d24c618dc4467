"""Warm, unchanged and cold answers beside the yardstick's, in short turns, so that a busy machine hits all alike."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.load import Connection, Run, request, visit
from tests.bench.report import Report
from tests.bench.serving import Served, bare, site

PAGE = "/"
BROWSER = {"Accept_Encoding": "gzip, deflate, br, zstd"}
TURNS, REQUESTS, COLD = 20, 400, 40
OF_THE_SERVER = ("connection", "date", "server")


@dataclass
class Lane:
    """One kind of request to one server, and what it took."""

    server: Served
    requests: list[bytes]
    expected: int = 200
    runs: list[Run] = field(default_factory=list)
    processor: float = 0.0

    def turn(self) -> None:
        before = self.server.processor_seconds()
        self.runs.append(visit(self.server.port, self.requests, expected=self.expected))
        self.processor += self.server.processor_seconds() - before

    @property
    def whole(self) -> Run:
        latencies = [latency for run in self.runs for latency in run.latencies]
        client = sum(run.client_seconds for run in self.runs)
        return Run(sum(run.seconds for run in self.runs), client, latencies)

    @property
    def microseconds(self) -> float:
        """Processor time of master and workers for each request."""
        return self.processor / len(self.whole.latencies) * 1e6

    def told(self, name: str) -> str:
        run = self.whole
        client = run.client_seconds / len(run.latencies) * 1e6
        return (
            f"{name:10} {self.microseconds:6.0f} µs of processor  {run.per_second:6.0f}/s  "
            f"p50 {run.percentile(0.5):6.2f} ms  p99 {run.percentile(0.99):6.2f} ms  (the visitors' own: {client:.0f} µs)"
        )


def measure(report: Report, var: Path) -> None:
    with site(var) as served:
        with Connection(served.port) as connection:
            answer = connection.get(PAGE, **BROWSER)
        file = var / "bare.json"
        own = [(name, value) for name, value in answer.headers.items() if name not in OF_THE_SERVER]
        file.write_text(json.dumps({"headers": own, "body": answer.body.decode("latin-1")}))
        with bare(var, file) as yardstick:
            _compare(report, served, yardstick, answer.headers["etag"])


def _compare(report: Report, served: Served, yardstick: Served, tag: str) -> None:
    plain = request(PAGE, **BROWSER)
    lanes = {
        "bare": Lane(yardstick, [plain] * REQUESTS),
        "warm": Lane(served, [plain] * REQUESTS),
        "unchanged": Lane(served, [request(PAGE, If_None_Match=tag, **BROWSER)] * REQUESTS, 304),
        # A query string goes past what is kept: rendered and compressed each time.
        "cold": Lane(served, [request(f"{PAGE}?{number}", **BROWSER) for number in range(COLD)]),
    }
    for server in (served, yardstick):
        visit(server.port, [plain] * REQUESTS)
    for _ in range(TURNS):
        for lane in lanes.values():
            lane.turn()
    for name, lane in lanes.items():
        report.line(lane.told(name))
    micro = {name: lane.microseconds for name, lane in lanes.items()}
    report.at_least(
        "warm, of what bare answers for the same processor time", micro["bare"] / micro["warm"], 0.85
    )
    report.at_least("304, of what its own 200 answers", micro["warm"] / micro["unchanged"], 1)
    report.line(f"warm, requests per second: {_rate(lanes['warm']) / _rate(lanes['bare']):.2f} of bare")
    report.line(f"cold: {micro['cold'] / micro['warm']:.1f} times a warm one")


def _rate(lane: Lane) -> float:
    return lane.whole.per_second
