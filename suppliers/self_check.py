"""A supplier's own answers, clause by clause, read from an address. Pure: nothing is stored anywhere.

An answer is one parameter, the clause's key and one letter. With keys of 40 characters, the longest there are, the
address of a code of 90 clauses still is within the 4094 bytes that gunicorn reads of a request's first line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from suppliers.enums import Answer, Step
from suppliers.models import CodeOfConduct, Requirement

GAPS = (Answer.PARTLY, Answer.NOT_MET)


@dataclass(frozen=True)
class AnsweredClause:
    """`answer` is None where nothing is answered, or nothing that can be understood: then it is `unclear`."""

    clause: Requirement
    answer: Answer | None
    unclear: bool

    @property
    def choices(self) -> list[tuple[Answer, bool]]:
        """Every answer, and whether it is the one given."""
        return [(answer, answer == self.answer) for answer in Answer]


@dataclass(frozen=True)
class StepGaps:
    """The gaps that belong to one step of the OECD's guidance, or to none."""

    step: Step | None
    lines: list[AnsweredClause]


@dataclass(frozen=True)
class SelfCheck:
    """`strangers` is the number of answers to clauses that the code does not hold."""

    lines: list[AnsweredClause]
    strangers: int

    @property
    def started(self) -> bool:
        return bool(self.query or self.unclear or self.strangers)

    @property
    def query(self) -> str:
        """The answers as a query string, in the order of the clauses."""
        return urlencode([(line.clause.key, line.answer.value) for line in self.lines if line.answer])

    @property
    def counts(self) -> list[tuple[Answer, int]]:
        return [(answer, len(self._with(answer))) for answer in Answer]

    @property
    def gaps(self) -> list[StepGaps]:
        """In the order of the steps, clauses without a step last."""
        lines = self._with(*GAPS)
        found = [
            StepGaps(step, [each for each in lines if each.clause.step == step]) for step in (*Step, None)
        ]
        return [step_gaps for step_gaps in found if step_gaps.lines]

    @property
    def gap_count(self) -> int:
        return len(self._with(*GAPS))

    @property
    def met(self) -> list[AnsweredClause]:
        return self._with(Answer.MET)

    @property
    def not_ours(self) -> list[AnsweredClause]:
        return self._with(Answer.NOT_OURS)

    @property
    def unanswered(self) -> list[AnsweredClause]:
        return self._with(None)

    @property
    def unclear(self) -> list[AnsweredClause]:
        return [line for line in self.lines if line.unclear]

    def _with(self, *answers: Answer | None) -> list[AnsweredClause]:
        return [line for line in self.lines if line.answer in answers]


def read(code: CodeOfConduct, asked: Mapping[str, list[str]]) -> SelfCheck:
    """`asked` are the address's parameters, each with all its values."""
    clauses = list(code.requirements.all())
    known = {clause.key for clause in clauses}
    answers = set(Answer.values)
    strangers = [key for key, values in asked.items() if key not in known and answers & set(values)]
    return SelfCheck([_line(clause, asked.get(clause.key, [])) for clause in clauses], len(strangers))


def _line(clause: Requirement, values: list[str]) -> AnsweredClause:
    """Two different answers to one clause are none."""
    told = {value for value in values if value}
    only = next(iter(told)) if len(told) == 1 else None
    answer = Answer(only) if only in Answer.values else None
    return AnsweredClause(clause, answer, unclear=bool(told) and answer is None)
