"""What a model may find missing in what is about to be published."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """BLOCK stops publication, WARN and HINT are for the editor to weigh."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"


@dataclass(frozen=True)
class Fault:
    """`sentence` says in Norwegian what is missing, `field` leads to where it is written: "#id_contact_nb"."""

    code: str
    paragraph: str
    sentence: str
    field: str
    level: Level

    @property
    def blocking(self) -> bool:
        return self.level is Level.BLOCK
