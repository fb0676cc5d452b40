"""What stands before and behind every operation of the JSON API: limits, the reading of bodies, ETags."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja.errors import ValidationError as ShapeError
from ninja.parser import Parser
from pydantic import BaseModel, ValidationError

from coinstack.accounts.middleware import open_before_setup
from coinstack.api_errors import TOO_BIG, RequestRefused, problem

JSON = "application/json"
MULTIPART = "multipart/form-data"
BIGGEST_UPLOAD = 250 * 1024 * 1024
# As JSON writes the character; behind an escaped backslash it is a plain text of six letters.
ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")

Shape = TypeVar("Shape", bound=BaseModel)
View = Callable[..., HttpResponseBase]


def api_view(view: View) -> View:
    """The view of an address of the API: it answers strangers itself, with 401 instead of the sign-in page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _announced_bytes(request) > BIGGEST_UPLOAD:
            return problem(413, "too_big", TOO_BIG)
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response["Allow"]
            message = f"This address takes {allowed}, not {request.method}."
            response = problem(405, "method_not_allowed", message, headers={"Allow": allowed})
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return _tagged(request, response)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # the session's sign-in checks it, see token_auth
    return open_before_setup(answer)


def _announced_bytes(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A read with its ETag, or 304 where the client has it already."""
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    return cast(HttpResponseBase, get_conditional_response(request, etag=tag, response=response))


class JsonParser(Parser):
    """JSON in UTF-8 and nothing else; what no database or client could hold is refused before it gets anywhere."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type and request.content_type != JSON:
            raise wrong_type(JSON)
        return read_json(request.body)


BINARY = {"type": "string", "format": "binary"}
BINARIES = {"type": "array", "items": BINARY}


def multipart_body(required: str, **parts: Any) -> dict[str, Any]:
    """How an upload is described in the OpenAPI document."""
    return {MULTIPART: {"schema": {"type": "object", "required": [required], "properties": parts}}}


def wrong_type(*expected: str) -> RequestRefused:
    return RequestRefused(415, "wrong_content_type", f"Send this as {' or '.join(expected)}.")


def read_json(raw: bytes | str) -> Any:
    """Raises RequestRefused (400) for what is no JSON, has NaN in it, or text that nobody can type."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        found = json.loads(text, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RequestRefused(400, "bad_json", f"The body is no proper JSON: {_reason(error)}.") from error
    if ESCAPED_NUL.search(text):
        raise RequestRefused(400, "bad_json", "The body holds the invisible NUL character, which cannot be stored.")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "it is not UTF-8 throughout"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def read_shape(shape: type[Shape], value: Any) -> Shape:
    """The value as the shape; raises the framework's own error, so that it is told like any other."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        found = [{**each, "loc": ("body", "", *each["loc"])} for each in error.errors(include_url=False)]
        raise ShapeError(found) from error
