"""What the kinds of pages are called where results are sorted by them."""

from django.utils.translation import pgettext, pgettext_lazy

NAMES = {
    "label": pgettext_lazy("kind", "Miljømerker"),
    "guide": pgettext_lazy("kind", "Veiledere"),
    "code-of-conduct": pgettext_lazy("kind", "Etiske retningslinjer"),
    "framework": pgettext_lazy("kind", "Rammeverk"),
    "regulation": pgettext_lazy("kind", "Regelverk"),
    "supply-chain": pgettext_lazy("kind", "Leverandørkjeden"),
    "follow-up": pgettext_lazy("kind", "Oppfølging i tall"),
    "facility-list": pgettext_lazy("kind", "Produksjonssteder"),
    "term": pgettext_lazy("kind", "Ordliste"),
    "statement": pgettext_lazy("kind", "Redegjørelser"),
    "answer": pgettext_lazy("kind", "Svar vi har gitt"),
    "page": pgettext_lazy("kind", "Sider"),
}


def kind_name(kind: str) -> str:
    return str(NAMES.get(kind) or pgettext("kind", "Annet"))
