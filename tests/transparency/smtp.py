"""A mail server on loopback that accepts, refuses, dies or hangs, as the test asks."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto


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
    """`refused` is in the recipients refused; `letters` holds what was taken in whole, `commands` every line that the client said."""

    manner: Manner
    port: int = 0
    refused: str = ""
    letters: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def mail_server(manner: Manner) -> Iterator[MailServer]:
    told = MailServer(manner)

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            if told.manner is Manner.HANGS:
                told.released.wait(30)
                return
            self.say("220 loopback")
            while line := self.rfile.readline().decode().strip():
                told.commands.append(line)
                if not self.answered(line.split()[0].upper(), line):
                    return

        def answered(self, command: str, line: str) -> bool:
            match command, told.manner:
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

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
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
