from django.contrib import admin

from sustainability_site.content import image_admin, source_admin  # noqa: F401  registers pictures and sources
from sustainability_site.content.models import Organisation, Page, PageSection, Term
from sustainability_site.content.publishable_admin import PublishableAdmin, RowInline

admin.site.site_title = admin.site.site_header = "Redaksjon"
admin.site.index_title = "Hva vil du gjøre?"

__all__ = ["PublishableAdmin", "RowInline"]


class PageSectionInline(RowInline):
    model = PageSection
    fields = ("heading", "body", "style", "position")


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("title", "lead", "body")}),
        ("Bilde", {"fields": ("picture",)}),
        ("Meny og adresse", {"fields": ("code", "slug", "menu_title", "menu_position")}),
        ("Kilder", {"fields": ("sources",)}),
    )
    inlines = (PageSectionInline,)
    filter_horizontal = ("sources",)
    search_fields = ("title_nb", "title_en", "body_nb")
    prepopulated_fields = {"code": ("title_nb",), "slug_nb": ("title_nb",), "slug_en": ("title_en",)}

    def get_readonly_fields(self, request, obj=None) -> tuple:
        fixed = ("slug_nb", "slug_en") if obj is not None and obj.fixed else ()
        return (*super().get_readonly_fields(request, obj), *fixed)


@admin.register(Organisation)
class OrganisationAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("code", "name", "legal_name", "organisation_number", "description", "offices")}),
        ("Kontakt", {"fields": ("request_email", "postal_address", "website", "security_contact")}),
        ("Fire øyne", {"fields": ("four_eyes_off", "four_eyes_reason")}),
    )

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not Organisation.objects.exists()


@admin.register(Term)
class TermAdmin(PublishableAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "also", "definition", "source"),
                "description": "Ordet vises i ordlisten når det er publisert. Fra andre sider lenker du til det med adressen "
                "<code>/-/term/koden/</code>, for eksempel <code>/-/term/due-diligence/</code>. Lenken følger språket, og blir "
                "vanlig tekst hvis ordet trekkes tilbake.",
            },
        ),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    list_display = ("name", "also", "source")
    list_select_related = ("source",)
    search_fields = ("code", "name_nb", "name_en", "also_nb", "definition_nb")
    prepopulated_fields = {"code": ("name_nb",)}
