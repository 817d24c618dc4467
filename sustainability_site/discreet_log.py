"""What the site writes to its log about its own errors, without the secrets that stand in addresses."""

import logging
import re

# A case's or a preview's key, in an address or in what an error says: long, with a capital letter in it.
TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[\w-]{32,}")


class DiscreetFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("…", super().format(record))
