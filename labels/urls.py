from django.urls import path

from labels.views import LabelDetailView, LabelListView

app_name = "labels"

urlpatterns = [
    path("", LabelListView.as_view(), name="label_list"),
    path("<slug:slug>/", LabelDetailView.as_view(), name="label_detail"),
]
