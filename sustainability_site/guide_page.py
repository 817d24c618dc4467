"""/admin/forste-dag/: how one page is changed, translated, looked at and published, for someone who has not done it before."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from sustainability_site.content.models import Page


def guide(request: HttpRequest) -> HttpResponse:
    """For everyone who may sign in. The page that it practises on is «about», which every site has."""
    request.current_app = admin.site.name
    pages = admin.site.get_model_admin(Page)
    practice = Page.objects.filter(code="about").first()
    context = {
        **admin.site.each_context(request),
        "title": "Første dag: slik gjør du",
        "practice": practice if practice and pages.has_change_permission(request, practice) else None,
        "may_publish": pages.has_publish_permission(request),
        "sees_cases": request.user.has_perm("transparency.change_informationrequest"),
    }
    return TemplateResponse(request, "admin/guide.html", context)
