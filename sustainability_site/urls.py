from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy

from sustainability_site import feeds, health, open_data_views, sitemaps, text_files, views
from sustainability_site.changes_page import changes_page
from sustainability_site.component_page import components
from sustainability_site.content import keeping_views, media
from sustainability_site.content.review_admin import review_list
from sustainability_site.content.translation_admin import translations
from sustainability_site.content.views import PageView
from sustainability_site.guide_page import guide
from sustainability_site.search.views import search_json, search_page

handler404 = "sustainability_site.views.page_not_found"

urlpatterns = [
    path("admin/komponenter/", admin.site.admin_view(components), name="components"),
    path("admin/ta-vare-pa/", keeping_views.keep_view, name="keep"),
    path("admin/forkast/", admin.site.admin_view(keeping_views.discard_view), name="discard_kept"),
    path("admin/oversettelser/", admin.site.admin_view(translations), name="translations"),
    path("admin/forste-dag/", admin.site.admin_view(guide), name="guide"),
    path("admin/gjennomgang/", admin.site.admin_view(review_list), name="reviews"),
    path("admin/", include("sustainability_site.people.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", text_files.robots, name="robots"),
    path(".well-known/security.txt", text_files.security, name="security"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("media/<str:name>", media.rendition, name="media"),
    # One address for each file, whatever language its reader has: both languages stand in it.
    path("apne-data/csv-metadata.json", open_data_views.dataset_metadata, name="dataset_metadata"),
    path("apne-data/<slug:code>.csv", open_data_views.dataset_csv, name="dataset_csv"),
    path("apne-data/<slug:code>.json", open_data_views.dataset_json, name="dataset_json"),
]

# The content's own routes stand last: they take every address that nothing else has.
urlpatterns += i18n_patterns(
    path("", views.HomeView.as_view(), name="home"),
    path("feed.xml", feeds.feed, name="feed"),
    path(pgettext_lazy("address", "endringer/"), changes_page, name="changes"),
    path(pgettext_lazy("address", "endringer/<int:number>/"), changes_page, name="changes_page"),
    path(pgettext_lazy("address", "sok/"), search_page, name="search"),
    path(pgettext_lazy("address", "sok.json"), search_json, name="search_json"),
    path(pgettext_lazy("address", "apne-data/"), open_data_views.OpenDataView.as_view(), name="open_data"),
    path(pgettext_lazy("address", "miljomerker/"), include("labels.urls")),
    path(pgettext_lazy("address", "leverandorer/"), include("suppliers.urls")),
    path(pgettext_lazy("address", "apenhetsloven/"), include("transparency.urls")),
    path(pgettext_lazy("address", "om/klimaavtrykk/"), PageView.as_view()),
    path("", include("sustainability_site.content.urls")),
    prefix_default_language=False,
)
