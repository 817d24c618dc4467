"""Where things are in admin."""

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def form_address(model: type[models.Model], pk: int, view: str = "change") -> str:
    """The form of one object, or another view of it."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=(pk,))


def way_back(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """The address that was asked for, if it lies in this site's admin."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/admin/") else otherwise
