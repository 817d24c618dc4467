"""A web server in a thread, and a network of names in which it stands for the whole internet."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sustainability_site.content.source_fetching import Network

PUBLIC = "93.184.216.34"
CERTIFICATE = Path(__file__).parent / "kilde.example.pem"
Page = Callable[[BaseHTTPRequestHandler], None]


class Internet:
    """Every public name leads to PUBLIC, and a call to that number reaches the server. `called` tells the numbers."""

    def __init__(self, port: int, names: dict[str, list[str]], requests: list) -> None:
        self.port, self.names, self.requests = port, names, requests
        self.called: list[tuple[str, int]] = []

    def network(self, tls: ssl.SSLContext | None = None) -> Network:
        return Network(resolve=self.resolve, dial=self.dial, tls=tls or ssl.create_default_context())

    def resolve(self, host: str, port: int) -> list[str]:
        return self.names.get(host, [PUBLIC])

    def dial(self, number: str, port: int, seconds: float) -> socket.socket:
        self.called.append((number, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextmanager
def internet(
    pages: dict[str, Page], *, names: dict[str, list[str]] | None = None, tls: bool = False
) -> Iterator[Internet]:
    """`pages` answer by "host/path"; anything else is a 404."""
    requests: list = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requests.append((self.headers["Host"], self.path, dict(self.headers)))
            page = pages.get(f"{self.headers['Host']}{self.path}", answer(404))
            self.close_connection = True
            try:
                page(self)
            except OSError:
                return

        def log_message(self, *args: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Internet(server.server_port, names or {}, requests)
    finally:
        server.shutdown()
        server.server_close()


def answer(status: int = 200, body: str = "", **headers: str) -> Page:
    def page(handler: BaseHTTPRequestHandler) -> None:
        content = body.encode()
        handler.send_response(status)
        for name, value in ({"Content_Type": "text/html; charset=utf-8"} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return page


def redirect(to: str, status: int = 301) -> Page:
    return answer(status, Location=to)


def raw(*pieces: bytes, then: Callable[[], bool] = lambda: False) -> Page:
    """The bytes as they are, and the last piece again for as long as `then` says so."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
        while then():
            handler.wfile.write(pieces[-1])

    return page
