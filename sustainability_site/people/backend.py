"""Who a session belongs to, and in the same query whether that person has an app for one-time codes."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice


class PersonBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        user = User.objects.annotate(has_app=Exists(apps)).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
