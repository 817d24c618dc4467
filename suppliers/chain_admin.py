"""The supply chain and the follow-up in figures, as editors write them."""

from django import forms
from django.contrib import admin

from suppliers.models import ChainTier, FollowUp, FollowUpYear, SupplyChain
from suppliers.models.follow_up import faults_in_figures
from sustainability_site.content.admin import PublishableAdmin, RowInline


class ChainTierInline(RowInline):
    model = ChainTier
    fields = ("name", "happens", "knowledge", "known", "source", "position")


@admin.register(SupplyChain)
class SupplyChainAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("title", "lead", "introduction", "outlook")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    inlines = (ChainTierInline,)
    filter_horizontal = ("sources",)
    search_fields = ("title_nb", "title_en", "tiers__name_nb", "tiers__known_nb")
    prepopulated_fields = {"code": ("title_nb",)}


class FollowUpYearFormSet(forms.BaseInlineFormSet):
    """A year stands once, and its figures can be right together."""

    def clean(self) -> None:
        super().clean()
        taken: set[int] = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", None)
            year = values.get("year") if values else None
            if year is None or form in self.deleted_forms:
                continue
            if year in taken:
                form.add_error("year", f"{year} står alt på et annet år. Skriv tallene der.")
            taken.add(year)
            if not {"audits", "deviations", "closed"} & set(form.errors):
                figures = (values.get(name) for name in ("audits", "deviations", "closed"))
                for sentence in faults_in_figures(*figures):
                    form.add_error("closed", sentence)


class FollowUpYearInline(RowInline):
    model = FollowUpYear
    formset = FollowUpYearFormSet
    fields = (("year", "audits", "deviations", "closed"), "note")


@admin.register(FollowUp)
class FollowUpAdmin(PublishableAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "lead", "method"),
                "description": "Siden vises for leserne først når minst ett år har tall og du har publisert den.",
            },
        ),
        ("Kilder", {"fields": ("sources",)}),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    inlines = (FollowUpYearInline,)
    filter_horizontal = ("sources",)
    search_fields = ("title_nb", "title_en")
    prepopulated_fields = {"code": ("title_nb",)}
