"""System checks: a production configuration that would hurt is refused before it serves a page."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

MINIMUM_KEY_LENGTH = 32


@register(Tags.security)
def public_address_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """With COINSTACK_BASE_URL the instance is meant for others: debug pages and weak keys are refused."""
    if not settings.BASE_URL:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                "COINSTACK_DEBUG is on while COINSTACK_BASE_URL names a public address.",
                hint="Unset COINSTACK_DEBUG: error pages would show settings to strangers.",
                id="coinstack.E001",
            )
        )
    if not settings.IS_HTTPS:
        found.append(
            Warning(
                "COINSTACK_BASE_URL is not https: passwords and cookies travel in the clear.",
                hint="Put a proxy with a certificate in front and write https:// in COINSTACK_BASE_URL.",
                id="coinstack.W001",
            )
        )
    return found


@register(Tags.security)
def secret_key_is_long(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= MINIMUM_KEY_LENGTH:
        return []
    return [
        Error(
            "COINSTACK_SECRET_KEY is too short.",
            hint=f"Use at least {MINIMUM_KEY_LENGTH} random characters, or unset it to have one generated.",
            id="coinstack.E002",
        )
    ]


@register(Tags.database)
def queue_retries_after_its_timeout(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """django-q2 hands a task out again after `retry` seconds, also while the first worker is still at it."""
    if settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"]:
        return []
    return [
        Error(
            "Q_CLUSTER retry must be longer than timeout.",
            hint="Otherwise two workers do the same job at once.",
            id="coinstack.E004",
        )
    ]


@register(Tags.security)
def allowed_hosts_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "COINSTACK_ALLOWED_HOSTS contains *.",
            hint="Name the hosts: with a star any host header would be believed.",
            id="coinstack.E005",
        )
    ]
