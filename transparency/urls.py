from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from transparency import archive_views, feeds, form_views
from transparency.answer_views import AnswerDetailView, answer_list
from transparency.case_views import CaseView, case_attachment
from transparency.figure_views import figures_json, figures_page
from transparency.periods import PeriodConverter
from transparency.request_views import RequestFormView
from transparency.views import OverviewView, StatementDetailView

app_name = "transparency"

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("feed.xml", feeds.feed, name="feed"),
    path(pgettext_lazy("address", "innsyn/"), RequestFormView.as_view(), name="request_form"),
    path(pgettext_lazy("address", "innsyn/sak/<str:token>/"), CaseView.as_view(), name="case"),
    path(
        pgettext_lazy("address", "innsyn/sak/<str:token>/vedlegg/<int:number>/"),
        case_attachment,
        name="case_attachment",
    ),
    path(pgettext_lazy("address", "svar/"), answer_list, name="answer_list"),
    path(pgettext_lazy("address", "svar/<slug:slug>/"), AnswerDetailView.as_view(), name="answer_detail"),
    path(pgettext_lazy("address", "tall/"), figures_page, name="figures"),
    path(pgettext_lazy("address", "tall.json"), figures_json, name="figures_json"),
    path(pgettext_lazy("address", "utgaver/"), archive_views.editions, name="editions"),
    path(
        pgettext_lazy("address", "utgaver/bevispakke.zip"),
        archive_views.evidence_bundle,
        name="evidence_bundle",
    ),
    path("<period:period>/", StatementDetailView.as_view(), name="statement_detail"),
    path(
        pgettext_lazy("address", "<period:period>/endringer/"),
        archive_views.StatementComparisonView.as_view(),
        name="comparison",
    ),
    path(
        pgettext_lazy("address", "<period:period>/bevispakke.zip"),
        archive_views.evidence_bundle,
        name="period_bundle",
    ),
    path("<period:period>.pdf", form_views.statement_pdf, name="statement_pdf"),
    path(
        pgettext_lazy("address", "<period:period>/utgave/<int:number>.pdf"),
        form_views.edition_pdf,
        name="edition_pdf",
    ),
    path(pgettext_lazy("address", "<period:period>/funn.csv"), form_views.findings_csv, name="findings_csv"),
    path(
        pgettext_lazy("address", "<period:period>/tiltak.csv"), form_views.measures_csv, name="measures_csv"
    ),
]
