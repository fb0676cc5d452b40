"""Sign-in by a name in any case."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from coinstack.accounts.models import User
from coinstack.accounts.services import find_collector
from coinstack.exceptions import NotFound


class CollectorBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        # An unknown name goes on: the parent hashes the password all the same, so that timing gives no name away.
        with suppress(NotFound):
            username = find_collector(username or "").username
        return super().authenticate(request, username=username, password=password, **kwargs)

    def get_user(self, user_id: int) -> User | None:
        """With the preferences, which every page needs."""
        user = User.objects.select_related("preferences").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
