"""Tokens with which programs act for a collector: shown once, kept as a hash, taken back at any time."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from coinstack.accounts.models import ApiToken, User
from coinstack.exceptions import InputRefused

MOST = 50
LONGEST_NAME = 80
START = "coins_"
SHOWN = 12
LONGEST_SECRET = 200
USE_NOTED_EVERY = timedelta(minutes=1)


def issue_token(*, owner: User, name: str, scope: str = ApiToken.Scope.WRITE) -> tuple[ApiToken, str]:
    """Make a token; returns its record and its secret, which is not kept and cannot be shown again.

    Raises InputRefused for an owner who has 50 already, and for a name that is empty or too long.
    """
    if not name.strip() or len(name) > LONGEST_NAME:
        raise InputRefused(f"What uses a token is named in 1 to {LONGEST_NAME} characters.")
    if ApiToken.objects.visible_to(owner).usable().count() >= MOST:
        raise InputRefused(f"There are {MOST} tokens already. Revoke one that is not needed any more.")
    secret = START + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=owner, name=name, scope=scope, prefix=secret[:SHOWN], secret_sha256=_hashed(secret)
    )
    return token, secret


def revoke_token(token: ApiToken) -> None:
    """Let nobody in by this token any more; the first time stands."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), updated_at=timezone.now()
    )


def revoke_all_tokens(owner: User) -> int:
    """Let no program in as this collector any more; how many could come in until now."""
    now = timezone.now()
    return ApiToken.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=now, updated_at=now)


def tokens_revoked(count: int) -> str:
    return f"{count} API token{'s are' if count != 1 else ' is'} revoked."


def find_token(secret: str) -> ApiToken | None:
    """The usable token of that secret, with its owner; that it was used is noted at most once a minute."""
    if len(secret) > LONGEST_SECRET:
        return None
    found = ApiToken.objects.usable().with_owner().filter(secret_sha256=_hashed(secret)).first()
    if found is not None:
        _note_use(found)
    return found


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        is_old = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
        ApiToken.objects.filter(is_old, pk=token.pk).update(last_used_at=now)


def _hashed(secret: str) -> str:
    """The secret is 256 bits of chance: nobody guesses it, so that a quick hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
