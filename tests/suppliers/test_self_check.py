"""What a supplier's answers come to, read from the address and nothing else."""

import pytest

from suppliers.enums import Answer, Step
from suppliers.models import CodeOfConduct
from suppliers.self_check import SelfCheck, read
from sustainability_site.content.documents import thaw

KEYS = ("complaints", "audits", "wages")
REQUEST_LINE = 4094


def code(*keys: str, steps: tuple = (6, None, 1)) -> CodeOfConduct:
    rows = [
        {"key": key, "number": f"{n}.1", "area": "complaints", "heading_nb": key, "text_nb": f"<p>{key}</p>", "step": step}
        for n, (key, step) in enumerate(zip(keys, steps, strict=True), 1)
    ]  # fmt: skip
    return thaw(
        {
            "kind": "code-of-conduct",
            "shape": 1,
            "code": "supplier-code",
            "title_nb": "K",
            "requirements": rows,
        }
    )


def checked(**asked: str | list[str]) -> SelfCheck:
    lists = {key: value if isinstance(value, list) else [value] for key, value in asked.items()}
    return read(code(*KEYS), lists)


def numbers(lines: list) -> list[str]:
    return [line.clause.number for line in lines]


def test_nothing_answered_is_not_started() -> None:
    check = checked()
    assert (check.started, check.query, check.strangers) == (False, "", 0)
    assert numbers(check.unanswered) == ["1.1", "2.1", "3.1"]
    assert check.gaps == []


def test_answers_are_counted_and_the_rest_told_as_unanswered() -> None:
    check = checked(complaints="y", audits="x")
    assert check.counts == [(Answer.MET, 1), (Answer.PARTLY, 0), (Answer.NOT_MET, 0), (Answer.NOT_OURS, 1)]
    assert (numbers(check.met), numbers(check.not_ours)) == (["1.1"], ["2.1"])
    assert (numbers(check.unanswered), check.gap_count) == (["3.1"], 0)


def test_gaps_follow_the_steps_and_those_without_one_come_last() -> None:
    check = checked(complaints="n", audits="p", wages="p")
    assert [(part.step, numbers(part.lines)) for part in check.gaps] == [
        (Step.EMBED, ["3.1"]),
        (Step.REMEDY, ["1.1"]),
        (None, ["2.1"]),
    ]
    assert check.gap_count == 3


def test_address_of_the_answers_gives_the_same_answers() -> None:
    check = checked(wages="p", complaints="n")
    assert check.query == "complaints=n&wages=p"
    assert checked(complaints="n", wages="p") == check


@pytest.mark.parametrize(
    ("values", "answer", "unclear"),
    [
        (["n"], Answer.NOT_MET, False),
        (["n", "n"], Answer.NOT_MET, False),
        (["", "n"], Answer.NOT_MET, False),
        ([""], None, False),
        (["n", "y"], None, True),
        (["N"], None, True),
        (["<script>"], None, True),
        (["\x00"], None, True),
        (["yy"], None, True),
        (["é" * 500], None, True),
    ],
)
def test_only_one_known_answer_counts(values: list[str], answer: Answer | None, unclear: bool) -> None:
    line = checked(complaints=values).lines[0]
    assert (line.answer, line.unclear) == (answer, unclear)


@pytest.mark.parametrize(
    ("asked", "strangers"),
    [
        ({"gone": "n"}, 1),
        ({"gone": "n", "COMPLAINTS": "y"}, 2),
        ({"utm_source": "mail", "fra": "supplier-code:1", "": "", "\x00": "\x00"}, 0),
    ],
)
def test_answers_to_other_clauses_are_told_and_other_parameters_are_not(asked: dict, strangers: int) -> None:
    check = checked(**asked)
    assert (check.strangers, check.query, check.started) == (strangers, "", bool(strangers))


def test_address_with_ninety_clauses_is_read_whole_by_gunicorn() -> None:
    """With the longest keys that the database takes, and the Norwegian path, which is the longer of the two."""
    keys = [f"{n:02}".rjust(40, "k") for n in range(90)]
    check = read(code(*keys, steps=(None,) * 90), {key: ["n"] for key in keys})
    line = f"GET /leverandorer/etiske-retningslinjer/egenkontroll/?{check.query} HTTP/1.1\r\n"
    assert check.gap_count == 90
    assert len(line) == 3934 < REQUEST_LINE


def test_address_with_sixty_ordinary_clauses_is_short() -> None:
    keys = [f"{n:08}" for n in range(60)]
    check = read(code(*keys, steps=(None,) * 60), {key: ["p"] for key in keys})
    assert len(check.query) == 60 * len("00000000=p&") - 1 == 659
