"""Admin for everything that is published: both languages side by side, state in words, drafts at every save."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from django.contrib import admin, messages
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.views.decorators.gzip import gzip_page
from js_asset import Media

from sustainability_site.content import translation_marks, working_copy
from sustainability_site.content.agreements import outstanding
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.busy import or_busy_page
from sustainability_site.content.change_forms import PublishableForm
from sustainability_site.content.documents import freeze
from sustainability_site.content.history import HistoryAsksFirst
from sustainability_site.content.keeping_admin import KeepingForms, without_faults
from sustainability_site.content.models import Publishable, Row
from sustainability_site.content.one_at_a_time import OneAtATime
from sustainability_site.content.preview_admin import PreviewViews
from sustainability_site.content.review_admin import ReviewViews
from sustainability_site.content.row_inline import RowInline
from sustainability_site.content.side_by_side import BothLanguages
from sustainability_site.content.state import Filed, filed, listed_state, standing, state_of, with_state
from sustainability_site.content.tasks import tasks_of
from sustainability_site.content.translation_admin import TranslationFilter
from sustainability_site.content.used_on import used_on

__all__ = ["BothLanguages", "PublishableAdmin", "RowInline"]


class StateFilter(admin.SimpleListFilter):
    title = "tilstand"
    parameter_name = "tilstand"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Filed.choices

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return filed(queryset, self.value()) if self.value() in Filed.values else queryset


class PublishableAdmin(
    HistoryAsksFirst, ReviewViews, PreviewViews, KeepingForms, BothLanguages, OneAtATime, admin.ModelAdmin
):
    """Subclasses state their fields, inlines and search; everything about publication is here."""

    form = PublishableForm
    change_form_template = "admin/content/publishable_change_form.html"
    delete_confirmation_template = "admin/content/publishable_delete.html"
    change_list_template = "admin/content/publishable_change_list.html"
    list_display: ClassVar = ("__str__", "code")
    list_per_page = 50
    save_on_top = False

    def get_urls(self) -> list[URLPattern]:
        """Sent compressed, since forms in two languages are long. Django's gzip pads its answers at random and masks the
        forms' tokens (BREACH), and what stands here becomes public anyway; the screens of cases and accounts are not."""
        urls = super().get_urls()
        for pattern in urls:
            pattern.callback = gzip_page(pattern.callback)
        return urls

    def _all_names(self) -> tuple[str, ...]:
        return ("code", *self.model.public_fields)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        objects = super().get_queryset(request)
        listed = request.resolver_match.url_name.endswith("_changelist")
        return with_state(objects, timezone.now()) if listed else objects

    def get_form(
        self, request: HttpRequest, obj: Publishable | None = None, change: bool = False, **kwargs: object
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.never_saved = getattr(request, "taken_up", False)
        return form

    def get_list_display(self, request: HttpRequest) -> tuple:
        name, *others = super().get_list_display(request)
        return (name, "state_in_words", *others)

    def get_list_filter(self, request: HttpRequest) -> tuple:
        return (StateFilter, TranslationFilter, *super().get_list_filter(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Publishable | None = None) -> tuple:
        fixed = ("code",) if obj is not None else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Publishable | None = None) -> dict:
        return {} if obj is not None else super().get_prepopulated_fields(request, obj)

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description="Tilstand", ordering="state_number")
    def state_in_words(self, subject: Publishable) -> str:
        return str(listed_state(subject))

    def save_formset(self, request: HttpRequest, form: ModelForm, formset, change: bool) -> None:
        """Rows without a position come last, and new ones with nought."""
        rows = [row for row in formset.forms if hasattr(row.instance, "position")]
        last = max((row.instance.position or 0 for row in rows if row.instance.pk), default=0)
        for row in rows:
            position = row.instance.position
            if position is None or (not position and row in formset.extra_forms):
                last = row.instance.position = min(last + 10, Row.LAST_POSITION)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        working_copy.remember(
            form.instance,
            actor=actor_of(request),
            at=timezone.now(),
            confirmed=translation_marks.confirmed_in(request),
        )
        self.settle_typed(request, form.instance)

    def message_user(
        self,
        request: HttpRequest,
        message: str,
        level: int | str = messages.INFO,
        *args: object,
        **kwargs: object,
    ) -> None:
        succeeded = request.method == "POST" and level == messages.SUCCESS
        done = request.resolver_match.url_name if succeeded else ""
        if done.endswith(("_add", "_change")):
            message = format_html("{} {}", message, "Leserne ser det først når noen publiserer.")
        elif done.endswith("_delete"):
            message = format_html(
                '{} Det ligger i <a href="{}">papirkurven</a>.', message, self._address("bin")
            )
        super().message_user(request, message, level, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Publishable, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self.to_publication(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        response = self.saved_response(request, obj)
        return self.to_publication(request, obj) or response

    def saved_response(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        if not translation_marks.confirmed_in(request):
            return super().response_change(request, obj)
        messages.success(request, "Skjemaet er lagret. Du har sagt at oversettelsen fortsatt er riktig.")
        return HttpResponseRedirect(f"{request.get_full_path()}#translations")

    def delete_model(self, request: HttpRequest, obj: Publishable) -> None:
        working_copy.discard(obj, actor=actor_of(request), at=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """What the public sees, or will see by schedule, must be withdrawn before it can be deleted."""
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        record = getattr(obj, "record", None) or standing(obj, timezone.now())
        return not record.is_public

    def get_deleted_objects(self, objs: Sequence, request: HttpRequest) -> tuple:
        """Rows go with their object into the bin, whatever the user may do with them one by one.

        What others have chosen in a list stays as well as what they refer to one by one.
        """
        to_delete, counts, _permissions, protected = super().get_deleted_objects(objs, request)
        choosing = [
            f"{capfirst(user._meta.verbose_name)}: {user}"
            for subject in objs
            for user in choosers_of(subject)
        ]
        return to_delete, counts, set(), [*protected, *choosing]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        return or_busy_page(self._answered)(request, object_id, form_url, extra_context)

    def _answered(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            answer = self.sent_to(request, object_id)
            return answer or super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        return or_busy_page(super().delete_view)(request, object_id, extra_context)

    def render_delete_form(self, request: HttpRequest, context: dict) -> HttpResponse:
        context["linking"] = used_on(context["object"], at=timezone.now())
        return super().render_delete_form(request, context)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **kwargs: object
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["may_save_and_publish"] = may_save and self.has_publish_permission(request)
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context |= self.keeping_context(request, obj if obj is not None and obj.pk else None)
        if context["taken_up"]:
            without_faults(context)
        context |= self.preview_context(request, obj if obj is not None and obj.pk else None)
        if obj is not None and obj.pk:
            context |= self.publication_context(request, obj)
            obj.record = context["record"]  # Django asks next whether it may be deleted
            unsaved = context["adminform"].form.is_bound
            at, loaded = timezone.now(), working_copy.load(self.model, obj.code) if unsaved else obj
            context |= {"state": state_of(obj, obj.record, loaded=loaded), "tasks": list(tasks_of(obj, at))}
            context["users"] = used_on(obj, at=at)
            context["translations"] = outstanding(freeze(loaded, everything=True))
            formsets = context["inline_admin_formsets"]
            translation_marks.mark(context["translations"], context["adminform"], formsets)
        return super().render_change_form(request, context, *args, **kwargs)


def choosers_of(subject: models.Model, *, in_lists: bool = True) -> Iterator[models.Model]:
    """The working copies, or their rows, that have chosen the object in a list; or else as the only one."""
    for relation in subject._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.many_to_many if in_lists else relation.one_to_many):
            chosen = {relation.field.name: subject}
            yield from relation.related_model._default_manager.filter(**chosen)
