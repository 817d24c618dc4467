from django.contrib import admin
from django.urls import path

from sustainability_site.people import own_password, record_views, views

urlpatterns = [
    path("totrinn/", admin.site.admin_view(views.code), name="two_factor"),
    path("totrinn/oppsett/", admin.site.admin_view(views.set_up), name="two_factor_set_up"),
    path("totrinn/nye-koder/", admin.site.admin_view(views.new_codes), name="two_factor_new_codes"),
    path(
        "password_change/",
        admin.site.admin_view(own_password.PasswordChange.as_view(), cacheable=True),
        name="own_password",
    ),
    path("logg/", admin.site.admin_view(record_views.record), name="record"),
    path("logg/logg.csv", admin.site.admin_view(record_views.record_csv), name="record_csv"),
    path("logg/kladd/<int:pk>/", admin.site.admin_view(record_views.draft), name="record_draft"),
    path("logg/utgave/<int:sequence>/", admin.site.admin_view(record_views.entry), name="record_entry"),
]
