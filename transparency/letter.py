"""A letter as it leaves the house: what is fixed, and the handler's own words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """`opening` and `closing` are fixed; `added` is the handler's own words, between them, so that an answer is read
    before what the Act says of answers. The address of the case's page stands as {case_link}."""

    subject: str
    opening: str
    added: str = ""
    closing: str = ""

    @property
    def required(self) -> str:
        return joined(self.opening, self.closing)

    @property
    def body(self) -> str:
        return joined(self.opening, self.added, self.closing) + "\n"


def joined(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs))
