from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sustainability_site.content.admin import PublishableAdmin, RowInline
from sustainability_site.content.documents import freeze
from sustainability_site.content.working_copy import load
from transparency import answer_admin, casework_admin  # noqa: F401 (they register their models)
from transparency.completeness import grouped
from transparency.models import Company, Finding, Measure, Signature, Statement, Step


class CompanyInline(RowInline):
    model = Company


class StepFormSet(forms.BaseInlineFormSet):
    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        return "Hvert steg kan bare stå én gang."


class StepInline(RowInline):
    model = Step
    formset = StepFormSet
    max_num = 6


class FindingInline(RowInline):
    model = Finding
    fieldsets: ClassVar = (
        (None, {"fields": ("position", "kind", "title", "description", "right_concerned")}),
        ("Hvor i kjeden", {"fields": ("country", "tier", "product")}),
        ("Hvor alvorlig", {"fields": ("severity", "likelihood", "how_found")}),
        ("Uten tiltak", {"fields": ("no_measure_reason",)}),
    )


class MeasureInline(RowInline):
    model = Measure
    fieldsets: ClassVar = (
        (None, {"fields": ("position", "title", "description", "findings")}),
        ("Hvor langt det er kommet", {"fields": ("status", "responsible_role", "dated_on")}),
        ("Hva det førte til", {"fields": ("outcome", "result", "expected_result")}),
    )

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField | None:
        """Findings of the same statement only."""
        if db_field.name == "findings":
            statement = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Finding.objects.filter(statement=statement)
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class SignatureInline(RowInline):
    model = Signature

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        """Companies of the same statement only."""
        if db_field.name == "company":
            statement = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Company.objects.filter(statement=statement)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Statement)
class StatementAdmin(PublishableAdmin):
    change_form_template = "admin/transparency/statement/change_form.html"
    fieldsets: ClassVar = (
        ("Perioden", {"fields": ("period_start", "period_end", "title", "lead")}),
        (
            "Gjengivelse og første publisering",
            {"fields": ("retold", "retold_note", "first_published_on", "sources")},
        ),
        ("§ 5 a: virksomheten, retningslinjer og rutiner", {"fields": ("organisation", "guidelines")}),
        (
            "§ 5 b: faktiske negative konsekvenser og vesentlige risikoer",
            {"fields": ("method", "actual_impacts", "significant_risks")},
        ),
        ("§ 5 c: tiltak og resultater", {"fields": ("measures_summary", "results", "plans")}),
        ("Årsrapport og kontakt", {"fields": ("annual_report", "annual_report_url", "contact")}),
        ("Underskrifter", {"fields": ("signatories",)}),
    )
    inlines: ClassVar = (CompanyInline, StepInline, FindingInline, MeasureInline, SignatureInline)
    list_display: ClassVar = ("title", "period_start", "period_end")
    search_fields: ClassVar = ("code", "title_nb", "title_en")

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **kwargs: object
    ) -> HttpResponse:
        """With what the checks find in the working copy as it was last saved."""
        statement = kwargs.get("obj")
        if statement is not None and statement.pk:
            document = freeze(load(Statement, statement.code))
            context["fault_groups"] = grouped(statement.publication_faults(document, at=timezone.now()))
        return super().render_change_form(request, context, *args, **kwargs)
