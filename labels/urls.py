from django.urls import path
from django.utils.translation import pgettext_lazy

from labels.compare_views import LabelCompareView
from labels.find_views import LabelFindView
from labels.tender_views import LabelTenderTextView, LabelTenderView
from labels.views import LabelDetailView, LabelListView, LabelMethodView

app_name = "labels"

urlpatterns = [
    path("", LabelListView.as_view(), name="label_list"),
    path(pgettext_lazy("address", "finn/"), LabelFindView.as_view(), name="label_find"),
    path(pgettext_lazy("address", "sammenlign/"), LabelCompareView.as_view(), name="label_compare"),
    path(pgettext_lazy("address", "anbudstekst/"), LabelTenderView.as_view(), name="label_tender"),
    path(
        pgettext_lazy("address", "anbudstekst.txt"), LabelTenderTextView.as_view(), name="label_tender_text"
    ),
    path(pgettext_lazy("address", "metode/"), LabelMethodView.as_view(), name="label_method"),
    path("<slug:slug>/", LabelDetailView.as_view(), name="label_detail"),
]
