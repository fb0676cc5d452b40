from django.http import HttpRequest

from coinstack.accounts.models import Preferences


def preferences(request: HttpRequest) -> dict[str, Preferences]:
    """`preferences` in every template; the defaults for nobody and for a collector who set none."""
    return {"preferences": preferences_of(request)}


def preferences_of(request: HttpRequest) -> Preferences:
    """The signed-in collector's preferences, read once a request."""
    cached: Preferences | None = getattr(request, "_preferences", None)
    if cached is None:
        # Nobody has none, and neither has a collector who never set any.
        cached = getattr(getattr(request, "user", None), "preferences", None) or Preferences()
        request._preferences = cached  # type: ignore[attr-defined]
    return cached
