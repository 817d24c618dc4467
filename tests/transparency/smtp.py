"""A mail server on loopback that accepts, refuses, dies or hangs, as the test asks; with a certificate it encrypts.

The certificates are made for these tests by a CA whose key is gone, and are good for nothing else.
"""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
TEST_CA = CERTIFICATES / "ca.pem"


class Certificate(Enum):
    """Both signed by the test CA: for 127.0.0.1, and for a host that this is not."""

    LOOPBACK = CERTIFICATES / "loopback.pem"
    ANOTHER_HOST = CERTIFICATES / "another-host.pem"


class Manner(Enum):
    ACCEPTS = auto()
    REFUSES_RECIPIENT = auto()
    BUSY = auto()
    DIES_AFTER_DATA = auto()
    HANGS = auto()
    REFUSES_STARTTLS = auto()
    LACKS_STARTTLS = auto()


@dataclass
class MailServer:
    """`refused` is in the recipients refused; `letters` holds what was taken in whole, `commands` every line that the client said,
    `in_clear` those that it said unencrypted."""

    manner: Manner
    port: int = 0
    refused: str = ""
    letters: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    in_clear: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def mail_server(
    manner: Manner, *, certificate: Certificate | None = None, implicit: bool = False
) -> Iterator[MailServer]:
    """With a certificate it offers STARTTLS, or encrypts from the first byte where `implicit`."""
    told = MailServer(manner)
    handler = _handler(told, certificate, implicit=implicit)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            told.released.set()
            server.shutdown()
            thread.join()


def _handler(
    told: MailServer, certificate: Certificate | None, *, implicit: bool
) -> type[socketserver.StreamRequestHandler]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    if certificate:
        context.load_cert_chain(certificate.value)

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        @property
        def encrypted(self) -> bool:
            return isinstance(self.connection, ssl.SSLSocket)

        def encrypt(self) -> bool:
            """False when the client turns away, as it should from a certificate that it does not trust."""
            try:
                self.connection = context.wrap_socket(self.connection, server_side=True)
            except (ssl.SSLError, OSError):
                return False
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
            return True

        def finish(self) -> None:
            super().finish()
            if self.encrypted:
                self.connection.close()

        def handle(self) -> None:
            if implicit and not self.encrypt():
                return
            if told.manner is Manner.HANGS:
                told.released.wait(30)
                return
            self.say("220 loopback")
            while line := self.rfile.readline().decode().strip():
                told.commands.append(line)
                if not self.encrypted:
                    told.in_clear.append(line)
                if not self.answered(line.split()[0].upper(), line):
                    return

        def answered(self, command: str, line: str) -> bool:
            match command, told.manner:
                case "EHLO", Manner.ACCEPTS if certificate and not self.encrypted:
                    self.say("250-loopback\r\n250 STARTTLS")
                case "STARTTLS", Manner.ACCEPTS if certificate:
                    self.say("220 go ahead")
                    return self.encrypt()
                case "EHLO", Manner.REFUSES_STARTTLS:
                    self.say("250-loopback\r\n250 STARTTLS")
                case "STARTTLS", _:
                    self.say("454 TLS not available")
                case "MAIL", Manner.BUSY:
                    self.say("421 4.3.2 try later, asker@example.com")
                    return False
                case "RCPT", Manner.REFUSES_RECIPIENT if told.refused in line:
                    self.say("550 5.1.1 no such user asker@example.com")
                case "DATA", _:
                    return self.taken()
                case "QUIT", _:
                    self.say("221 bye")
                    return False
                case _:
                    self.say("250 ok")
            return True

        def taken(self) -> bool:
            self.say("354 go on")
            lines = []
            while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
                lines.append(line)
            told.letters.append("".join(lines))
            if told.manner is Manner.DIES_AFTER_DATA:
                return False
            self.say("250 taken")
            return True

    return Handler
