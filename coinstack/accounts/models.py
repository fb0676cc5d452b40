"""Collectors, and how each of them wants to see the program."""

import secrets
from collections.abc import Iterator
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AbstractUser, AnonymousUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from coinstack.currencies import FALLBACK_CURRENCY
from coinstack.timestamps import Timestamped


def new_session_salt() -> str:
    return secrets.token_hex(16)


class User(AbstractUser):
    """A collector. Changing `session_salt` ends every session of theirs at once."""

    session_salt = models.CharField(max_length=32, default=new_session_salt, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_username_ci_unique",
                violation_error_message="A collector with that name exists already.",
            )
        ]

    def get_session_auth_hash(self) -> str:
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for retired_key in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(retired_key)

    def _session_hash(self, key: str | bytes) -> str:
        return salted_hmac(
            "coinstack.session", self.password + self.session_salt, secret=key, algorithm="sha256"
        ).hexdigest()


class Preferences(Timestamped):
    """How one collector wants to see dates, money and lists."""

    class Era(models.TextChoices):
        BC_AD = "BC/AD", "27 BC–AD 14"
        BCE_CE = "BCE/CE", "27 BCE–14 CE"

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable", "Comfortable"
        COMPACT = "compact", "Compact"

    class ListView(models.TextChoices):
        TABLE = "table", "Table"
        GRID = "grid", "Cards"
        LARGE = "large", "Large cards"

    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="preferences")
    era = models.CharField("dates as", max_length=8, choices=Era.choices, default=Era.BC_AD)
    currency = models.CharField(max_length=3, default=FALLBACK_CURRENCY)
    decimal_comma = models.BooleanField("decimal comma (3,79 g)", default=False)
    density = models.CharField(max_length=12, choices=Density.choices, default=Density.COMFORTABLE)
    hide_money = models.BooleanField("hide prices and costs", default=False)
    list_view = models.CharField("coins as", max_length=8, choices=ListView.choices, default=ListView.TABLE)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.SYSTEM)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.owner}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()

    def usable(self) -> Self:
        """Neither revoked nor of a collector whose account is closed."""
        return self.filter(revoked_at__isnull=True, owner__is_active=True)

    def with_owner(self) -> Self:
        return self.select_related("owner__preferences")


class ApiToken(Timestamped):
    """What lets a program in as its owner. Of the secret only a hash is kept; `prefix` is how it begins."""

    class Scope(models.TextChoices):
        READ = "read", "Read only"
        WRITE = "write", "Read and write"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField("used by", max_length=80)
    scope = models.CharField("may", max_length=5, choices=Scope.choices, default=Scope.WRITE)
    prefix = models.CharField(max_length=12, editable=False)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField("last used", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("revoked", null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "API token"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE
