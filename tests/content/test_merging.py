from itertools import product

import pytest

from sustainability_site.content.merging import ABSENT, MINE, THEIRS, UNKNOWN, differences, merged

RELATIONS = ("sections",)


def document(title: str = "Tittel", lead: str = "Ingress", **rows: str) -> dict:
    sections = [{"key": key, "heading": heading} for key, heading in rows.items()]
    return {
        "kind": "page",
        "shape": 1,
        "code": "about",
        "title": title,
        "lead": lead,
        "sections": sections,
    }


BASE = document(a="A", b="B", c="C")


def sides(theirs: dict, mine: dict, base: dict | None = BASE) -> dict[str, str]:
    return {each.place: each.side for each in differences(base, theirs, mine, RELATIONS)}


def merge(theirs: dict, mine: dict, base: dict | None = BASE, **chosen: str) -> dict:
    found = differences(base, theirs, mine, RELATIONS)
    return merged(theirs, mine, found, chosen, RELATIONS)


def test_what_only_one_has_changed_is_taken_and_told() -> None:
    theirs = document(title="Deres", a="A", b="B", c="C")
    mine = document(lead="Min", a="A", b="B2", c="C")
    assert sides(theirs, mine) == {"title": THEIRS, "lead": MINE, "sections/b/heading": MINE}
    assert merge(theirs, mine) == document("Deres", "Min", a="A", b="B2", c="C")


def test_what_both_have_changed_must_be_chosen() -> None:
    theirs, mine = document("Deres", a="A", b="B", c="C"), document("Min", a="A", b="B", c="C")
    assert sides(theirs, mine) == {"title": ""}
    with pytest.raises(KeyError, match="title"):
        merge(theirs, mine)
    with pytest.raises(KeyError, match="title"):
        merge(theirs, mine, title="base")
    assert merge(theirs, mine, title=MINE) == mine
    assert merge(theirs, mine, title=THEIRS) == theirs


def test_the_same_change_by_both_is_no_difference() -> None:
    same = document("Ny", a="A", d="D")
    assert sides(same, same) == {}
    assert merge(same, same) == same


def test_rows_added_by_either_are_all_there_behind_the_row_they_stood_behind() -> None:
    theirs = document(a="A", x="X", b="B", c="C")
    mine = document(a="A", b="B", y="Y", c="C", z="Z")
    assert sides(theirs, mine) == {"sections/x": THEIRS, "sections/y": MINE, "sections/z": MINE}
    assert merge(theirs, mine) == document(a="A", x="X", b="B", y="Y", c="C", z="Z")


@pytest.mark.parametrize(("deleting", "other"), [(MINE, THEIRS), (THEIRS, MINE)])
def test_row_that_one_deleted_and_the_other_changed_must_be_chosen(deleting: str, other: str) -> None:
    without, with_change = document(a="A", c="C"), document(a="A", b="B2", c="C")
    mine, theirs = (without, with_change) if deleting == MINE else (with_change, without)
    assert sides(theirs, mine) == {"sections/b": ""}
    assert merge(theirs, mine, **{"sections/b": deleting}) == without
    assert merge(theirs, mine, **{"sections/b": other}) == with_change


def test_row_that_one_deleted_and_the_other_left_alone_goes() -> None:
    assert merge(document(a="A", c="C"), BASE) == document(a="A", c="C")
    assert merge(BASE, document(b="B", c="C")) == document(b="B", c="C")
    assert sides(document(a="A", c="C"), document(a="A", c="C")) == {}


def test_order_is_one_choice() -> None:
    turned = document(c="C", b="B", a="A")
    assert (sides(turned, BASE), sides(BASE, turned)) == ({"sections": THEIRS}, {"sections": MINE})
    assert (merge(turned, BASE), merge(BASE, turned)) == (turned, turned)
    other = document(b="B", a="A", c="C", d="D")
    assert sides(turned, other) == {"sections/d": MINE, "sections": ""}
    assert merge(turned, other, sections=MINE) == other
    assert merge(turned, other, sections=THEIRS) == document(c="C", d="D", b="B", a="A")


def test_without_what_both_were_made_from_everything_must_be_chosen() -> None:
    theirs, mine = document("Deres", a="A"), document("Min", a="A", b="B")
    found = differences(None, theirs, mine, RELATIONS)
    assert [(each.place, each.base, each.side) for each in found] == [
        ("title", UNKNOWN, ""),
        ("sections/b", UNKNOWN, ""),
    ]
    assert found[1].theirs is ABSENT
    assert merge(theirs, mine, None, title=THEIRS, **{"sections/b": THEIRS}) == theirs


def test_every_change_by_either_is_in_the_result_or_was_shown() -> None:
    """All pairs of a few edits: the result differs from each where the other was taken, and nowhere else."""
    edits = [
        BASE,
        document("T2", a="A", b="B", c="C"),
        document("T3", lead="L3", a="A", b="B", c="C"),
        document(a="A2", b="B", c="C"),
        document(a="A3", c="C"),
        document(b="B", a="A", c="C", n="N"),
        document(),
    ]
    for theirs, mine in product(edits, edits):
        found = differences(BASE, theirs, mine, RELATIONS)
        for side in (MINE, THEIRS):
            chosen = {each.place: side for each in found if not each.side}
            result = merged(theirs, mine, found, chosen, RELATIONS)
            taken = {each.place: chosen.get(each.place) or each.side for each in found}
            not_mine = {each.place for each in differences(None, result, mine, RELATIONS)} - set(RELATIONS)
            not_theirs = {each.place for each in differences(None, theirs, result, RELATIONS)} - set(
                RELATIONS
            )
            assert not_mine == {place for place, one in taken.items() if one == THEIRS} - set(RELATIONS)
            assert not_theirs == {place for place, one in taken.items() if one == MINE} - set(RELATIONS)
