from collections.abc import Callable

import pytest

from labels.models import Label
from tests.labels.publication import publish

pytestmark = pytest.mark.django_db


def test_method_says_what_was_compared_when_and_how_much(read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/metode/")
    assert "6 merker er med i sammenligningen" in page
    assert "TCO Certified 20. november 2026. Kontrolleres igjen innen 20. mai 2027. 5 av 8" in page
    assert "Ergonomi Om produktet er godt å bruke for kroppen og øynene." in page
    assert "Vi gir ikke poeng, stjerner eller en samlet vurdering." in page


def test_method_counts_from_the_record(read_main: Callable[[str], str]) -> None:
    label = Label.objects.get(code="epeat")
    label.coverages.filter(topic__code="climate").delete()
    publish(label, last_checked=None)
    assert "EPEAT Ikke kontrollert. Kontrolleres igjen innen 20. mai 2027. 4 av 8" in read_main(
        "/miljomerker/metode/"
    )


def test_label_tools_lead_to_each_other(read_main: Callable[[str], str]) -> None:
    for path in ("/miljomerker/", "/miljomerker/epeat/", "/miljomerker/finn/"):
        assert "Slik sammenligner vi miljømerkene" in read_main(path)
