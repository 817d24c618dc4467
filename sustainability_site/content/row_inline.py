"""Rows that belong to a page, edited in its form."""

from django.contrib import admin
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from sustainability_site.content.change_forms import RowFormSet
from sustainability_site.content.choices import asked_for_once
from sustainability_site.content.shapes import is_owner
from sustainability_site.content.side_by_side import BothLanguages


class RowInline(BothLanguages, admin.StackedInline):
    """Rows that belong to the page, in the order of their position numbers. Who may change it may change them."""

    template = "admin/content/rows.html"
    extra = 0
    ordering = ("position", "pk")

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: object
    ) -> type[BaseInlineFormSet]:
        formset = type("RowFormSet", (RowFormSet, self.formset), {})
        made = super().get_formset(request, obj, **{"formset": formset} | kwargs)
        asked_for_once(made.form)
        return made

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With what the rows are named by and have chosen, in as many queries however many rows there are."""
        options = self.model._meta
        single = [field.name for field in options.fields if field.is_relation and not is_owner(field)]
        rows = super().get_queryset(request).prefetch_related(*(field.name for field in options.many_to_many))
        return rows.select_related(*single) if single else rows

    def _may(self, request: HttpRequest, *actions: str) -> bool:
        owner = self.parent_model._meta
        return any(
            request.user.has_perm(f"{owner.app_label}.{action}_{owner.model_name}") for action in actions
        )

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request, "view", "change", "add")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request, "add" if obj is None else "change")

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)
