"""What a browser would send from admin's forms."""

from django.contrib.auth.models import AbstractUser, Permission, User
from django.test import Client
from django.urls import reverse

from sustainability_site.content.models import Publishable
from tests.sent_forms import Values, sent_by


def view_of(subject: Publishable, view: str, *args: object) -> str:
    options = subject._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{view}", args=(subject.pk, *args))


def list_of(model: type[Publishable], view: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def form_values(client: Client, address: str) -> Values:
    """The page's own form as it stands."""
    return sent_by(client.get(address).content.decode())


def staff(name: str, *codenames: str) -> AbstractUser:
    """Someone who may sign in to admin, with the permissions of these codenames."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def signed_in(user: AbstractUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


def errors_of(response) -> dict[str, list[str]]:
    """The form's own, and those of its rows by the names of their fields."""
    found = {name: list(messages) for name, messages in response.context["adminform"].form.errors.items()}
    for formset in (inline.formset for inline in response.context["inline_admin_formsets"]):
        for form in formset.forms:
            found |= {form.add_prefix(name): list(messages) for name, messages in form.errors.items()}
    return found


def saved(client: Client, subject: Publishable, **changes: str) -> None:
    """Save the change form with some fields changed."""
    address = view_of(subject, "change")
    values = form_values(client, address) | {name: [value] for name, value in changes.items()}
    response = client.post(address, values)
    assert response.status_code == 302, errors_of(response)


def publication(client: Client, subject: Publishable, sent: dict[str, str], **options: object):
    """What the publishing page answers to someone who has just opened it."""
    address = view_of(subject, "publish")
    return client.post(address, sent | {"seen": client.get(address).context["clearance"].seen}, **options)


def published(client: Client, subject: Publishable, reason: str = "Ny utgave") -> None:
    response = publication(client, subject, {"reason": reason, "when": "now"})
    assert response.status_code == 302, response.context["form"].errors
