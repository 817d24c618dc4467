from django import forms
from django.contrib.auth.models import Permission
from django.utils.text import capfirst

# Nobody is given what only the site itself, or a superuser, may do.
OFFERED_APPS = ("content", "labels", "suppliers", "transparency", "people")
OFFERED_OF_AUTH = ("view_user", "add_user", "change_user", "view_group")
ACTIONS = {
    "view": "se",
    "add": "legge til",
    "change": "endre",
    "delete": "slette",
    "publish": "publisere",
}


class PermissionsField(forms.ModelMultipleChoiceField):
    """What a role may do, in Norwegian."""

    def __init__(self, queryset, **kwargs: object) -> None:
        offered = queryset.filter(content_type__app_label__in=OFFERED_APPS) | queryset.filter(
            content_type__app_label="auth", codename__in=OFFERED_OF_AUTH
        )
        super().__init__(offered.select_related("content_type"), **kwargs)

    def label_from_instance(self, permission: Permission) -> str:
        model, action = permission.content_type.model_class(), permission.codename.partition("_")[0]
        if action not in ACTIONS or permission.codename != f"{action}_{permission.content_type.model}":
            return permission.name
        return f"{capfirst(str(model._meta.verbose_name_plural))}: {ACTIONS[action]}"
