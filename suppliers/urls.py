from django.urls import include, path
from django.utils.translation import pgettext_lazy

from suppliers import code_views, facility_views, views
from suppliers.self_check_view import SelfCheckView

app_name = "suppliers"

_framework = [path("<slug:slug>/", views.FrameworkDetailView.as_view(), name="framework_detail")]
_regulation = [path("<slug:slug>/", views.RegulationDetailView.as_view(), name="regulation_detail")]

urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
    path(
        pgettext_lazy("address", "etiske-retningslinjer/"),
        code_views.CodeOfConductView.as_view(),
        name="code_of_conduct",
    ),
    path(
        pgettext_lazy("address", "etiske-retningslinjer/endringer/"),
        code_views.CodeComparisonView.as_view(),
        name="code_comparison",
    ),
    path(
        pgettext_lazy("address", "etiske-retningslinjer/egenkontroll/"),
        SelfCheckView.as_view(),
        name="self_check",
    ),
    path(pgettext_lazy("address", "etiske-retningslinjer.pdf"), code_views.code_pdf, name="code_pdf"),
    path(
        pgettext_lazy("address", "etiske-retningslinjer/utgave/<int:number>.pdf"),
        code_views.code_edition_pdf,
        name="code_edition_pdf",
    ),
    path(pgettext_lazy("address", "etiske-retningslinjer.csv"), code_views.code_csv, name="code_csv"),
    path(pgettext_lazy("address", "rammeverk/"), include(_framework)),
    path(pgettext_lazy("address", "regelverk/"), include(_regulation)),
    path(
        pgettext_lazy("address", "leverandorkjeden/"),
        views.SupplyChainView.as_view(),
        name="supply_chain",
    ),
    path(
        pgettext_lazy("address", "oppfolging-i-tall/"),
        views.FollowUpView.as_view(),
        name="follow_up",
    ),
    path(
        pgettext_lazy("address", "produksjonssteder/"),
        facility_views.FacilityListView.as_view(),
        name="facility_list",
    ),
    path(
        pgettext_lazy("address", "produksjonssteder.csv"),
        facility_views.facilities_csv,
        name="facilities_csv",
    ),
    path("<slug:slug>/", views.GuideDetailView.as_view(), name="guide_detail"),
]
