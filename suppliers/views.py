from typing import Any

from django.utils.translation import get_language

from suppliers.code_views import SUPPLIER_CODE
from suppliers.models import (
    CodeOfConduct,
    FacilityList,
    FollowUp,
    Framework,
    Regulation,
    SourcingGuide,
    SupplyChain,
)
from sustainability_site.content.models import Page
from sustainability_site.content.views import EditionView


class OverviewView(EditionView):
    template_name = "suppliers/overview.html"
    kind = Page.kind
    list_kinds = (
        CodeOfConduct.kind,
        SupplyChain.kind,
        FollowUp.kind,
        FacilityList.kind,
        SourcingGuide.kind,
        Regulation.kind,
        Framework.kind,
    )

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        cards = context["cards"]
        return {
            "codes": cards[CodeOfConduct.kind],
            "chain": [*cards[SupplyChain.kind], *cards[FollowUp.kind], *cards[FacilityList.kind]],
            "guides": cards[SourcingGuide.kind],
        }


class FrameworkDetailView(EditionView):
    template_name = "suppliers/framework_detail.html"
    kind = Framework.kind
    documents = (SUPPLIER_CODE,)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        code = context["documents"].get(SUPPLIER_CODE)
        clauses = code.resting_on(context["object"].code) if code else []
        return {
            "code_of_conduct": code,
            "code_path": code and code.address(get_language()),
            "requirements": clauses,
        }


class RegulationDetailView(EditionView):
    template_name = "suppliers/regulation_detail.html"
    kind = Regulation.kind


class GuideDetailView(EditionView):
    template_name = "suppliers/guide_detail.html"
    kind = SourcingGuide.kind


class SupplyChainView(EditionView):
    template_name = "suppliers/supply_chain.html"
    kind = SupplyChain.kind


class FollowUpView(EditionView):
    template_name = "suppliers/follow_up.html"
    kind = FollowUp.kind
