from typing import ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone

from labels.due import Due, check_in_words, due, generation_in_words
from labels.models import Coverage, Label, ProductCategory, Scope, Tier, Topic
from sustainability_site.content.admin import PublishableAdmin, RowInline


class VocabularyAdmin(PublishableAdmin):
    fieldsets: ClassVar = ((None, {"fields": ("code", "name", "explanation", "position")}),)
    list_display: ClassVar = ("name", "code", "position")
    search_fields: ClassVar = ("code", "name_nb", "name_en")
    prepopulated_fields: ClassVar = {"code": ("name_nb",)}


@admin.register(Topic)
class TopicAdmin(VocabularyAdmin):
    fieldsets: ClassVar = (
        *VocabularyAdmin.fieldsets,
        ("Ord til anbudet og butikken", {"fields": ("requirement", "documentation", "question", "source")}),
    )
    autocomplete_fields: ClassVar = ("source",)


@admin.register(ProductCategory)
class ProductCategoryAdmin(VocabularyAdmin):
    fieldsets: ClassVar = ((None, {"fields": ("code", "name", "explanation", "part_of", "position")}),)


class DueFilter(admin.SimpleListFilter):
    title = "kontroll"
    parameter_name = "kontroll"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Due.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return due(queryset, self.value(), timezone.localdate()) if self.value() in Due.values else queryset


class TierInline(RowInline):
    model = Tier
    fields: ClassVar = ("position", "name", "demand", "source")
    autocomplete_fields: ClassVar = ("source",)


class CoverageFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        topics = [row["topic"] for row in rows if row.get("topic") and not row.get("DELETE")]
        for topic in dict.fromkeys(topics):
            if topics.count(topic) > 1:
                raise ValidationError(f"«{topic}» står mer enn én gang. Slå radene sammen til én.")


class CoverageInline(RowInline):
    model = Coverage
    autocomplete_fields: ClassVar = ("source",)
    formset = CoverageFormSet
    fieldsets: ClassVar = (
        (None, {"fields": ("position", "topic", "level", "explanation", "source")}),
        (
            "Hvor i livsløpet kravet gjelder",
            {"fields": ("in_raw_material", "in_production", "in_use", "in_reuse", "in_recycling")},
        ),
    )


class ScopeInline(RowInline):
    model = Scope
    autocomplete_fields: ClassVar = ("source",)
    fieldsets: ClassVar = (
        (
            None,
            {
                "fields": (
                    "position",
                    "category",
                    "criteria",
                    "standing",
                    "valid_from",
                    "valid_until",
                    "note",
                    "source",
                )
            },
        ),
    )


@admin.register(Label)
class LabelAdmin(PublishableAdmin):
    fieldsets: ClassVar = (
        ("Hva er merket?", {"fields": ("code", "name", "slug", "other_names", "lead", "body", "position")}),
        ("Tilbyr vi det?", {"fields": ("offered", "offered_until")}),
        (
            "Hvem står bak?",
            {
                "fields": (
                    "owner",
                    "owner_kind",
                    "owner_source",
                    "since_year",
                    "since_source",
                    "iso_type",
                    "iso_note",
                    "iso_source",
                )
            },
        ),
        ("Hvem kontrollerer?", {"fields": ("verification_timing", "verifier", "verification_source")}),
        (
            "Hvilken utgave gjelder?",
            {"fields": ("generation", "generation_until", "revision_cycle", "generation_source")},
        ),
        ("Hva dekker det ikke?", {"fields": ("not_covered",)}),
        ("Hvordan kontrollere et produkt?", {"fields": ("lookup_text", "lookup_url", "lookup_source")}),
        ("Hva skal innkjøperen be om?", {"fields": ("documentation", "documentation_source")}),
        (
            "Logo og varemerke",
            {
                "fields": (
                    "mark_terms",
                    "mark_source",
                    "logo",
                    "logo_permission",
                    "logo_permission_on",
                    "logo_origin",
                )
            },
        ),
        ("Når er det kontrollert?", {"fields": ("last_checked", "check_again_by", "sources")}),
    )
    inlines: ClassVar = (TierInline, CoverageInline, ScopeInline)
    list_display: ClassVar = ("name", "offered", "generation_in_words", "last_checked", "check_in_words")
    list_filter: ClassVar = (DueFilter, "offered")
    search_fields: ClassVar = ("code", "name_nb", "name_en", "other_names_nb", "other_names_en")
    prepopulated_fields: ClassVar = {
        "code": ("name_nb",),
        "slug_nb": ("name_nb",),
        "slug_en": ("name_en",),
    }
    autocomplete_fields: ClassVar = (
        "owner_source",
        "since_source",
        "iso_source",
        "verification_source",
        "generation_source",
        "lookup_source",
        "documentation_source",
        "mark_source",
        "sources",
    )

    @admin.display(description="Utgaven gjelder", ordering="generation_until")
    def generation_in_words(self, label: Label) -> str:
        return generation_in_words(label.generation_until, timezone.localdate())

    @admin.display(description="Ny kontroll", ordering="check_again_by")
    def check_in_words(self, label: Label) -> str:
        return check_in_words(label.check_again_by, timezone.localdate())
