"""Admin forms that one editor handles at a time."""

from django.db import models
from django.http import HttpRequest


class OneAtATime:
    """Mixed into a ModelAdmin: nobody saves between another's check and writing."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        list(self.model._base_manager.select_for_update().filter(pk=found.pk).values("pk"))
        return super().get_object(request, object_id, from_field)
