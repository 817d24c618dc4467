from django.urls import path
from django.utils.translation import pgettext_lazy

from sustainability_site.content import views
from sustainability_site.content.edition_history import EditionChangesView, HistoryView
from sustainability_site.content.glossary import GlossaryView
from sustainability_site.content.preview_links import SharedPreviewView

app_name = "content"

urlpatterns = [
    path("-/<slug:kind>/<slug:code>/", views.PermanentLinkView.as_view(), name="permanent_link"),
    path(pgettext_lazy("address", "utgave/<int:number>/endringer/"), EditionChangesView.as_view()),
    path(
        pgettext_lazy("address", "<path:stem>/utgave/<int:number>/endringer/"),
        EditionChangesView.as_view(),
        name="edition_changes",
    ),
    path(pgettext_lazy("address", "<path:stem>/endringer/"), HistoryView.as_view(), name="history"),
    path(pgettext_lazy("address", "utgave/<int:number>/"), views.ArchiveView.as_view()),
    path(
        pgettext_lazy("address", "<path:stem>/utgave/<int:number>/"),
        views.ArchiveView.as_view(),
        name="archive",
    ),
    path(
        pgettext_lazy("address", "forhandsvisning/<str:token>/"),
        SharedPreviewView.as_view(),
        name="shared_preview",
    ),
    path("index.json", views.DocumentView.as_view()),
    path("<path:stem>.json", views.DocumentView.as_view(), name="document"),
    path(pgettext_lazy("address", "ordliste/"), GlossaryView.as_view(), name="glossary"),
    path("<slug:slug>/", views.PageView.as_view(), name="page"),
]
