"""What a reader has written in an address, when a page repeats it."""

LONGEST_TOLD = 40


def printable(value: str, most: int = LONGEST_TOLD) -> str:
    """The value, cut short and with a sign in place of what no page may hold or what would turn its words around."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in value[:most])
