"""Who a session belongs to, and in the same query whether that person has an app for one-time codes."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User

from sustainability_site.people.two_factor import has_app


class PersonBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        user = User.objects.annotate(has_app=has_app()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
