"""What a day's tasks cost an editor: `python -m tests.desk_tasks` does each in Chromium, from the first page of admin.

Told for each task: clicks and keys outside typed text, and bytes over the wire, with an empty cache and again. It ends with an error
where a task takes more than it may, or where a content security policy is broken. The rich-text editor is told apart.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.desk_tasks.hand import Cost, Hand

KILOBYTE, MOST_COLD = 1024, 350
PATIENCE = 10_000  # milliseconds
EDITOR = "django_prose_editor"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SITE_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "sustainability_site.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        import django

        django.setup()
        from tests.own_var import free_port
        from tests.served import kill, serve

        port = free_port()
        server = serve(Path(folder), port)
        try:
            sys.exit(measured(f"http://127.0.0.1:{port}"))
        finally:
            kill(server)


@contextmanager
def desk(context: BrowserContext, address: str, cost: Cost) -> Iterator[Page]:
    """The first page of admin, signed in; what is sent from here on counts."""
    from django.contrib.auth.models import User

    from tests.chromium import cookie_of

    context.add_cookies([cookie_of(User.objects.get(username="admin"))])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    context.on("console", lambda message: heard(message, cost))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    wire.on(
        "Network.requestWillBeSent", lambda told: asked.update({told["requestId"]: told["request"]["url"]})
    )

    def loaded(told: dict) -> None:
        length = told["encodedDataLength"]
        if EDITOR in asked.get(told["requestId"], ""):
            cost.editor += length
        else:
            cost.sent += length

    wire.on("Network.loadingFinished", loaded)
    page.goto(f"{address}/admin/")
    yield page
    page.wait_for_load_state("networkidle")
    page.close()


def heard(message: ConsoleMessage, cost: Cost) -> None:
    if message.type == "error":
        cost.complaints.append(message.text)


def measured(address: str) -> int:
    """1 where something costs more than it may."""
    from tests.chromium import program
    from tests.desk_tasks.steps import MAY_TAKE, tasks

    too_much = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program())
        say(f"{'oppgave':44}{'klikk+taster':>14}{'høyst':>8}{'kald kB':>9}{'varm kB':>9}{'+ tekstfelt':>12}")
        for number, (name, task) in enumerate(tasks().items()):
            context = browser.new_context(locale="nb-NO", timezone_id="Europe/Oslo")
            costs = []
            for round_ in range(2):
                costs.append(Cost())
                with desk(context, address, costs[-1]) as page:
                    task(Hand(page, costs[-1]), 2 * number + round_)
            context.close()
            cold, warm = costs
            may = MAY_TAKE[name]
            took = (cold.clicks, cold.keys)
            over = took > may or cold.sent > MOST_COLD * KILOBYTE or cold.complaints or warm.complaints
            too_much |= bool(over)
            say(
                f"{name:44}{'{}+{}'.format(*took):>14}{'{}+{}'.format(*may):>8}{cold.sent / KILOBYTE:9.0f}"
                f"{warm.sent / KILOBYTE:9.0f}{cold.editor / KILOBYTE:12.0f}{'  FOR MYE' if over else ''}"
            )
            for complaint in (*cold.complaints, *warm.complaints):
                say(f"    {complaint}")
        browser.close()
    return too_much


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
