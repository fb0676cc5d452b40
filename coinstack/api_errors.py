"""Whatever goes wrong, the JSON API says it in one shape: `{"code", "message", "fields"}`."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.errors import ValidationError as ShapeError

from coinstack.exceptions import CoinStackError

NOT_HERE = "This is not here, or it belongs to another collector."
TOO_BIG = "The request is too big. Send fewer or smaller things at once."
# Codes of the services' errors that mean something else than "this cannot be accepted" (422).
STATUSES = {"not_found": 404} | dict.fromkeys(
    (
        "stale",
        "in_trash",
        "in_use",
        "already_there",
        "already_undone",
        "running",
        "finished",
        "unchecked",
        "nothing_to_undo",
    ),
    409,
)
WORDS = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_big"}
KINDS = {"constrained-str", "str", "int", "bool", "decimal", "date"}
LOCATIONS = {"body", "form", "file", "query", "path", "header"}


class RequestRefused(CoinStackError):
    """A request that is refused for what it is rather than for what it holds."""

    def __init__(self, status: int, code: str, message: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message, code=code)
        self.status = status
        self.headers = headers or {}


def problem(
    status: int,
    code: str,
    message: str,
    fields: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    body = {"code": code, "message": message, "fields": fields or {}}
    return JsonResponse(body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})


def handle_errors(api: NinjaAPI) -> None:
    """Tell the API what to answer to each kind of exception. One that is not named here is our own fault (500)."""
    handlers: dict[type[Exception], Any] = {
        CoinStackError: refused,
        ShapeError: misshapen,
        HttpError: http_error,
        Http404: lambda request, error: problem(404, "not_found", NOT_HERE),
        RequestDataTooBig: lambda request, error: problem(413, "too_big", TOO_BIG),
        TooManyFilesSent: lambda request, error: problem(413, "too_big", TOO_BIG),
        SuspiciousOperation: unreadable,
        MultiPartParserError: unreadable,
        UnreadablePostError: unreadable,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    status = getattr(error, "status", 0) or STATUSES.get(error.code, 422)
    return problem(status, error.code, error.message, error.fields, getattr(error, "headers", None))


def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, "bad_request", "The request could not be read.")


def http_error(request: HttpRequest, error: Any) -> HttpResponse:
    """Errors of the framework. Where it hides what the body's reader said, that is told."""
    if isinstance(error.__cause__, CoinStackError | RequestDataTooBig):
        cause = error.__cause__
        return refused(request, cause) if isinstance(cause, CoinStackError) else problem(413, "too_big", TOO_BIG)
    if isinstance(error, AuthenticationError):
        return unauthorised("Sign in, or send a token as Authorization: Bearer …")
    if isinstance(error, Throttled):
        return problem(429, "too_many", "Too many requests; wait a little.")
    return problem(error.status_code, WORDS.get(error.status_code, "bad_request"), str(error))


def unauthorised(message: str) -> HttpResponse:
    return problem(401, "unauthorised", message, headers={"WWW-Authenticate": 'Bearer realm="CoinStack"'})


def misshapen(request: HttpRequest, error: Any) -> HttpResponse:
    """What does not have the shape of the schema, by the field that it concerns."""
    fields: dict[str, str] = {}
    # Of a field that may be of several kinds, what is wrong with the kind that was sent tells more.
    for each in sorted(error.errors, key=lambda each: str(each["type"]).endswith("_type")):
        if len(fields) == MOST_FIELDS:
            break
        fields.setdefault(field_name(each["loc"]), sentence_of(each))
    told = "; ".join(f"{name}: {sentence}" for name, sentence in list(fields.items())[:5])
    return problem(422, "invalid", f"This cannot be accepted. {told}", fields)


def field_name(location: Iterable[Any]) -> str:
    """("body", "given", "weight_g", "…") is about weight_g; parts that name a kind of value are left out."""
    parts = [str(part) for part in location]
    if parts and parts[0] in LOCATIONS:
        parts = parts[2:] if parts[0] == "body" and len(parts) > 1 else parts[1:]
    # The framework adds which of several kinds it tried: "function-before[…]", "constrained-str".
    named = [part for part in parts if "[" not in part and part not in KINDS]
    return ".".join(named[:2]) or "body"


MOST_FIELDS = 100
DECIMAL = re.compile(r"Decimal\('(.*)'\)")
# Where the framework's own words would name a class or a type of Python.
SENTENCES = {
    "extra_forbidden": "There is no such field.",
    "missing": "This is missing.",
    "model_type": "Should be an object.",
    "model_attributes_type": "Should be an object.",
    "dict_type": "Should be an object.",
    "greater_than_equal": "Should be at least {ge}.",
    "less_than_equal": "Should be at most {le}.",
}


def sentence_of(error: dict[str, Any]) -> str:
    if sentence := SENTENCES.get(error["type"]):
        limits = {name: DECIMAL.sub(r"\1", str(limit)) for name, limit in error.get("ctx", {}).items()}
        return sentence.format(**limits)
    message = str(error["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return f"{message[:1].upper()}{message[1:].rstrip('.')}."
