from django.urls import path, register_converter

from transparency.periods import PeriodConverter
from transparency.views import OverviewView, StatementDetailView

app_name = "transparency"

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("<period:period>/", StatementDetailView.as_view(), name="statement_detail"),
]
