from django.http import QueryDict

from labels.asked import asked


def test_codes_are_known_or_unknown_whatever_they_are_compared_with() -> None:
    found = asked(QueryDict("tema=a&tema=b&tema=c&tema=b"), "tema")
    assert found.known(code for code in ("c", "b", "x")) == ("b", "c")
    assert found.unknown(code for code in ("c", "b", "x")) == ("a",)
    assert found.repeated


def test_what_can_not_be_a_code_is_told_without_signs_that_no_page_may_hold() -> None:
    query = QueryDict("merke=%00%ED%A0%80%E2%80%AEx%0d%0a&merke=" + "A" * 500)
    assert asked(query, "merke").strange == ("\ufffd\ufffd\ufffd\ufffd\ufffdx\ufffd\ufffd", "A" * 40)
