"""What two editors have made of the same page, field by field and row by row, for the one who saves last to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models
from django.utils.text import Truncator, capfirst

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.comparison import Change
from sustainability_site.content.documents import Document
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.merging import ABSENT, MINE, THEIRS, UNKNOWN, Difference
from sustainability_site.content.models import Image, Publishable, Row
from sustainability_site.content.passages import Passage, whole
from sustainability_site.content.shapes import all_fields, refers_to, relation_field, rich_text_names
from sustainability_site.content.word_differences import CHANGED, NEW, REMOVED, SAME, Piece, words_apart

EMPTY, NO_ROW = Passage("(tomt)"), Passage("(raden er ikke med)")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Side:
    value: str
    change: Change
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One place where the two differ. `given` is whose text stands unless the editor says otherwise, `language` is that of
    the text, where it has one."""

    name: str
    label: str
    language: str
    given: str
    theirs: Side
    mine: Side
    missing: bool = False

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.theirs, self.mine


@dataclass
class ConflictWords:
    """Says in words what stands at a place of either document."""

    model: type[Publishable]
    theirs: Document
    mine: Document
    chosen: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False

    def choices(self, found: Sequence[Difference]) -> list[Choice]:
        return [self._choice(each) for each in found]

    def _choice(self, each: Difference) -> Choice:
        base, theirs, mine = (self._said(each, value) for value in (each.base, each.theirs, each.mine))
        side = self.chosen.get(each.place) or each.side
        # Without what both were made from, mine is shown against theirs.
        before = theirs if base is None else base
        return Choice(
            name=f"merge-{each.place}",
            label=self._label(each),
            language=next((code for code in LANGUAGES if each.place.endswith(f"_{code}")), ""),
            given=each.side,
            theirs=Side(THEIRS, _change(before, theirs), side == THEIRS),
            mine=Side(MINE, _change(before, mine), side == MINE),
            missing=self.sent and side not in (MINE, THEIRS),
        )

    def _label(self, each: Difference) -> str:
        relation, *rest = each.path
        if not rest and relation not in self.model.relations:
            return capfirst(self.model._meta.get_field(relation).verbose_name)
        rows = relation_field(self.model, relation).model
        if not rest:
            return f"Rekkefølgen av {rows._meta.verbose_name_plural}"
        row = f"{capfirst(rows._meta.verbose_name)} «{self._row_name(relation, rest[0])}»"
        return row if len(rest) == 1 else f"{row}: {rows._meta.get_field(rest[1]).verbose_name}"

    def _row_name(self, relation: str, key: str) -> str:
        rows = relation_field(self.model, relation).model
        for document in (self.theirs, self.mine):
            for values in document.get(relation, []):
                if values["key"] == key:
                    return _name_of(self, rows, values)
        return key

    def _said(self, each: Difference, value: object) -> Passage | None:
        """None for what nobody knows."""
        relation, *rest = each.path
        if value is UNKNOWN:
            return None
        if value is ABSENT:
            return NO_ROW
        if not rest and relation in self.model.relations:
            names = [f"{number}. {self._row_name(relation, key)}" for number, key in enumerate(value, 1)]
            return Passage("\n".join(names))
        owner = relation_field(self.model, relation).model if rest else self.model
        if len(rest) == 1:
            return self._whole_row(owner, value)
        return self.words(owner._meta.get_field(rest[1] if rest else relation), value)

    def _whole_row(self, model: type[models.Model], values: Document) -> Passage:
        said = [(column, self.words(column, values.get(column.name))) for column in all_fields(model)]
        return Passage(
            "\n".join(
                f"{capfirst(column.verbose_name)}: {words.text}" for column, words in said if words != EMPTY
            )
        )

    def words(self, column: models.Field, value: object) -> Passage:
        if value in (None, "", []):
            return EMPTY
        if isinstance(column, RichTextField):
            return whole(value)
        if isinstance(value, bool):
            return Passage("ja" if value else "nei")
        if column.choices:
            return Passage(str(dict(column.flatchoices).get(value, value)))
        target = refers_to(column)
        if target is not None:
            return Passage("\n".join(self._referred(target, each) for each in _listed(value)))
        if isinstance(column, models.DateField):
            return Passage(f"{date.fromisoformat(str(value)[:10]):%d.%m.%Y}")
        if isinstance(value, (list, dict)):
            return Passage(f"{len(value)} oppføringer")
        return Passage(str(value))

    def _referred(self, target: type[models.Model], value: object) -> str:
        if target is Image:
            return value.get("alt_nb") or f"bilde {value['id']}"
        if issubclass(target, Row):
            relation = next(r for r in self.model.relations if relation_field(self.model, r).model is target)
            return self._row_name(relation, value)
        return self._names.setdefault(target, _names_of(target)).get(value, value)

    @cached_property
    def _names(self) -> dict[type[models.Model], dict[str, str]]:
        return {}


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _names_of(target: type[Publishable]) -> dict[str, str]:
    return {each.code: str(each) for each in target._default_manager.all()}


def _name_of(words: ConflictWords, rows: type[models.Model], values: Document) -> str:
    """The first that the row says of itself."""
    rich = rich_text_names(rows)
    for column in all_fields(rows):
        if column.name not in rich and not isinstance(values.get(column.name), (bool, type(None))):
            said = words.words(column, values[column.name])
            if said != EMPTY:
                return Truncator(said.text).chars(LONGEST_NAME)
    return values["key"]


def _change(before: Passage, after: Passage) -> Change:
    if before == after or after is NO_ROW:
        return Change(SAME, [Piece(SAME, after.text)])
    if after is EMPTY:
        return Change(CHANGED, [Piece(REMOVED, before.text), Piece(SAME, f" {after.text}")])
    if before in (NO_ROW, EMPTY):
        return Change(CHANGED, [Piece(NEW, after.text)])
    return Change(CHANGED, words_apart(before.text, after.text), reformed=before.text == after.text)
