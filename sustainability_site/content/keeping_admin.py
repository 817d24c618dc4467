"""Forms whose text is kept as it is typed, taken up again, and saved once however often the button is clicked."""

from django.contrib.admin.utils import unquote
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sustainability_site.content import keeping
from sustainability_site.content.conflict_admin import ConflictViews
from sustainability_site.content.models import KeptText, Publishable

CONTINUE = "continue_from"


class KeepingForms(ConflictViews):
    """Mixed into a ModelAdmin of a publishable."""

    def sent_to(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """What a sent form is answered before admin saves it; None where admin may go on.

        Runs in the transaction in which the form is saved.
        """
        subject = self.get_object(request, unquote(object_id)) if object_id is not None else None
        missing = object_id is not None and subject is None
        may = self.has_change_permission(request, subject) if subject else self.has_add_permission(request)
        if missing or not may:
            return None
        if CONTINUE in request.POST:
            self._take_up(request, subject)
            return None
        form = self._sent_form(request, subject)
        if form is not None:
            sent = keeping.hash_of(keeping.typed_in(request.POST))
            saved_as = keeping.saved_already(form, sent, at=timezone.now())
            if saved_as is not None and (again := self._saved_as(request, saved_as)) is not None:
                request.typed_is_settled = True
                return (self.response_change if subject else self.response_add)(request, again)
        return self.conflict_response(request, subject) if subject else None

    def _saved_as(self, request: HttpRequest, pk: str) -> Publishable | None:
        return self.get_queryset(request).filter(pk=pk).first() if pk.isdecimal() else None

    def _sent_form(self, request: HttpRequest, subject: Publishable | None) -> keeping.OpenedForm | None:
        """The form that was opened, if it was this editor's and of this object."""
        form = keeping.opened_form(request.POST.get(keeping.TOKEN, ""))
        mine = (request.user.pk, keeping.place_of(self.model, subject))
        return form if form is not None and (form.user, form.subject) == mine else None

    def settle_typed(self, request: HttpRequest, saved: Publishable) -> None:
        """What was typed is saved, and kept no longer."""
        request.typed_is_settled = True
        form = keeping.opened_form(request.POST.get(keeping.TOKEN, ""))
        if form is not None and form.user == request.user.pk:
            keeping.settle(form, saved, typed=keeping.typed_in(request.POST), at=timezone.now())

    def _take_up(self, request: HttpRequest, subject: Publishable | None) -> None:
        """Let the form be shown as it was when it was kept, and not be saved."""
        request.typed_is_settled = request.taken_up = True
        place = keeping.place_of(self.model, subject)
        kept = keeping.waiting(request.user.pk, place).filter(key=request.POST[CONTINUE]).first()
        if kept is None:
            request.method = "GET"
            return
        request.POST = keeping.as_sent(kept)
        request.POST[keeping.TOKEN] = keeping.OpenedForm(request.user.pk, place, kept.key).token

    def keeping_context(self, request: HttpRequest, subject: Publishable | None) -> dict:
        """The form's own token, and what waits from other times it was open."""
        place = keeping.place_of(self.model, subject)
        form = self._sent_form(request, subject) if request.method == "POST" else None
        form = form or keeping.opened(request.user.pk, place)
        waiting = list(keeping.waiting(request.user.pk, place).exclude(key=form.key).defer("typed"))
        return {
            "token_name": keeping.TOKEN,
            "token": form.token,
            "waiting": waiting,
            "saved_at": keeping.last_saved(place) if waiting else None,
            "taken_up": getattr(request, "taken_up", False) and request.method == "POST",
            "days_kept": KeptText.DAYS,
        }


def without_faults(context: dict) -> None:
    """Show the form as it was typed, before anybody asked whether it was finished."""
    context["errors"] = []
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        inline.formset._non_form_errors = ErrorList()
        inline.formset._errors = []
        forms += inline.formset.forms
    for form in forms:
        form._errors = ErrorDict()
