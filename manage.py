#!/usr/bin/env python
import gc
import os
import sys


def main() -> None:
    # What is imported is not garbage: looking for some would take a fifth of every start.
    gc.set_threshold(500_000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sustainability_site.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed in this Python. «make serve» sets up .venv; then use .venv/bin/python manage.py …"
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
