from django import forms
from django.contrib import admin

from suppliers import chain_admin, facility_admin  # noqa: F401  they register what they are named after
from suppliers.models import (
    CodeOfConduct,
    Framework,
    GuideSection,
    Mineral,
    Regulation,
    Requirement,
    SourcingGuide,
    Substance,
)
from sustainability_site.content.admin import PublishableAdmin, RowInline

IDENTITY = ("Kjennetegn og plass", {"fields": ("code", "position")})


class RequirementFormSet(forms.BaseInlineFormSet):
    """Two clauses can't be cited by the same number; numbers may still change places in one go."""

    def clean(self) -> None:
        super().clean()
        taken: set[str] = set()
        for form in self.forms:
            number = form.cleaned_data.get("number") if hasattr(form, "cleaned_data") else None
            if not number or form in self.deleted_forms:
                continue
            if number in taken:
                form.add_error(
                    "number", f"Nummeret {number} er brukt på et annet krav. Velg et ledig nummer."
                )
            taken.add(number)


class RequirementInline(RowInline):
    model = Requirement
    formset = RequirementFormSet
    fields = (("number", "area"), "heading", "text", "frameworks", "step", "position")
    filter_horizontal = ("frameworks",)


class GuideSectionInline(RowInline):
    model = GuideSection
    fields = ("heading", "body", "style", "table", "source", "position")


@admin.register(CodeOfConduct)
class CodeOfConductAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("title", "lead", "introduction", "effective_date", "follow_up")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    inlines = (RequirementInline,)
    filter_horizontal = ("sources",)
    list_display = ("title", "effective_date")
    search_fields = ("title_nb", "title_en", "requirements__heading_nb", "requirements__text_nb")
    prepopulated_fields = {"code": ("title_nb",)}


@admin.register(SourcingGuide)
class SourcingGuideAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("title", "lead", "topic", "stage")}),
        ("Tabeller", {"fields": ("minerals", "substances", "regulations")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Adresse og plass", {"fields": ("slug", "code", "position")}),
    )
    inlines = (GuideSectionInline,)
    filter_horizontal = ("minerals", "substances", "regulations", "sources")
    list_display = ("title", "topic", "position")
    search_fields = ("title_nb", "title_en", "sections__heading_nb", "sections__body_nb")
    prepopulated_fields = {"code": ("title_nb",), "slug_nb": ("title_nb",), "slug_en": ("title_en",)}


class RulePageAdmin(PublishableAdmin):
    filter_horizontal = ("sources",)
    search_fields = ("code", "name_nb", "name_en", "short_name_nb")
    prepopulated_fields = {
        "code": ("short_name_nb",),
        "slug_nb": ("short_name_nb",),
        "slug_en": ("short_name_en",),
    }


@admin.register(Framework)
class FrameworkAdmin(RulePageAdmin):
    fieldsets = (
        (None, {"fields": ("name", "short_name", "lead", "issuer", "year", "url", "description", "our_use")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Adresse og plass", {"fields": ("slug", "code", "position")}),
    )
    list_display = ("short_name", "issuer", "position")


@admin.register(Regulation)
class RegulationAdmin(RulePageAdmin):
    fieldsets = (
        (None, {"fields": ("name", "short_name", "lead", "act", "identifier", "in_force_from", "url")}),
        ("Innhold", {"fields": ("description", "scope", "binds", "demand", "answer_days")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Adresse og plass", {"fields": ("slug", "code", "position")}),
    )
    list_display = ("short_name", "act", "identifier", "answer_days")
    list_filter = ("act",)


@admin.register(Mineral)
class MineralAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("name", "symbol", "conflict_mineral")}),
        ("Kilde", {"fields": ("source",)}),
        ("Bruk", {"fields": ("use_in_electronics",)}),
        ("I utstyret", {"fields": ("found_in", "found_in_source")}),
        ("Risiko", {"fields": ("risk", "risk_source")}),
        ("Rapportering", {"fields": ("reported_in", "reported_in_source")}),
        IDENTITY,
    )
    list_display = ("name", "symbol", "conflict_mineral", "source")
    list_filter = ("conflict_mineral",)
    list_select_related = ("source",)
    search_fields = ("code", "name_nb", "name_en", "symbol")
    prepopulated_fields = {"code": ("name_nb",)}


@admin.register(Substance)
class SubstanceAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("name", "abbreviation", "group")}),
        ("Grense", {"fields": ("limit_percent", "regulation", "applies_from", "note", "source")}),
        ("Fare", {"fields": ("hazard", "hazard_source")}),
        ("Hvor det finnes", {"fields": ("where_found", "where_found_source")}),
        IDENTITY,
    )
    list_display = ("name", "abbreviation", "limit_percent", "regulation", "source")
    list_filter = ("group", "regulation")
    list_select_related = ("regulation", "source")
    search_fields = ("code", "name_nb", "name_en", "abbreviation")
    prepopulated_fields = {"code": ("name_nb",)}
