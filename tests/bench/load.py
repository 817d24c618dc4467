"""Visitors: connections that stay open and ask again and again. Standard library only."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One connection to 127.0.0.1. Raises ConnectionError when the server goes away."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def get(self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """The answer with its headers in lower case; underscores in the names of `headers` stand for hyphens."""
        return self.exchange(request(path, method=method, body=body, **headers), method)

    def exchange(self, sent: bytes, method: str = "GET") -> Answer:
        self.socket.sendall(sent)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        named: dict[str, str] = {}
        for name, _, value in (line.partition(": ") for line in lines):
            # Several cookies stand one on each line.
            named[name.lower()] = "\n".join(filter(None, [named.get(name.lower()), value]))
        status = int(first.split()[1])
        length = 0 if method == "HEAD" or status == 304 else int(named.get("content-length", "0"))
        while len(body) < length:
            body += self._more()
        return Answer(status, named, body)

    def _more(self) -> bytes:
        received = self.socket.recv(1 << 18)
        if not received:
            raise ConnectionResetError
        return received


def request(path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
    named = {"Host": "127.0.0.1"} | {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        named["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


@dataclass
class Run:
    """What a number of visitors met."""

    seconds: float = 0.0
    client_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))] * 1000


def visit(port: int, requests: Iterable[bytes], *, expected: int = 200, visitors: int = 4) -> Run:
    """Sends the requests, shared out among visitors at the same time, each on a connection of its own."""
    run, faults = Run(), []
    waiting = list(requests)

    def visitor(share: list[bytes]) -> None:
        try:
            with Connection(port) as connection:
                for sent in share:
                    began = time.perf_counter()
                    status = connection.exchange(sent).status
                    run.latencies.append(time.perf_counter() - began)
                    assert status == expected, f"{status} for {sent!r}"
        except (AssertionError, OSError) as fault:
            faults.append(fault)

    began, processor = time.perf_counter(), time.process_time()
    together(visitor, [waiting[number::visitors] for number in range(visitors)])
    run.seconds, run.client_seconds = time.perf_counter() - began, time.process_time() - processor
    if faults:
        raise faults[0]
    return run


def together(task: Callable, arguments: Iterable) -> None:
    """Runs the task once for each argument, at the same time, and waits for all."""
    threads = [threading.Thread(target=task, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
