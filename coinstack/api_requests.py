"""What stands before and behind every operation of the JSON API: limits, the reading of bodies, ETags."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja.errors import ValidationError as ShapeError
from ninja.parser import Parser
from pydantic import BaseModel, ValidationError

from coinstack.accounts.middleware import open_before_setup
from coinstack.api_errors import TOO_BIG, RequestRefused, problem

JSON = "application/json"
MULTIPART = "multipart/form-data"
NO_LENGTH = "Send this whole, with its Content-Length: what comes in chunks is not read."
BIGGEST_UPLOAD = 250 * 1024 * 1024
MOST_NAMES = 20_000  # a mapping of 250 columns, each with ten transforms, has 5,000
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
        if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
            return problem(411, "length_required", NO_LENGTH)
        response = _asked(view, request, *args, **kwargs)
        if response.status_code == 405:
            response = _other_method(request, response["Allow"])
        patch_vary_headers(response, ["Authorization", "Cookie"])
        response = _tagged(request, response)
        return _bare(response) if request.method == "HEAD" else response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # the session's sign-in checks it, see token_auth
    return open_before_setup(answer)


def _asked(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """HEAD is answered as GET."""
    asked = request.method
    if asked == "HEAD":
        request.method = "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def _bare(response: HttpResponseBase) -> HttpResponseBase:
    """Without its body, whose length is told where it is known."""
    if isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    return response


def _other_method(request: HttpRequest, given: str) -> HttpResponse:
    """What the methods of an address are; 204 where that was the question."""
    methods = set(given.split(", ")) | {"OPTIONS"}
    allowed = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed})
    message = f"This address takes {allowed}, not {request.method}."
    return problem(405, "method_not_allowed", message, headers={"Allow": allowed})


def _announced_bytes(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A read with its ETag, or 304 where the client has it already."""
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    return cast(HttpResponseBase, get_conditional_response(request, etag=tag, response=response))


class JsonParser(Parser):
    """JSON in UTF-8 and nothing else; what no database or client could hold is refused before it gets anywhere."""

    def parse_body(self, request: HttpRequest) -> Any:
        if not is_json(request):
            raise wrong_type(JSON)
        return read_json(request.body)


def is_json(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "utf-8")
    return request.content_type == JSON and charset.lower() in {"utf-8", "utf8"}


def located(response: HttpResponse, operation_id: str, pk: int) -> None:
    """Tell where what was made can be read: the operation that answers one such thing."""
    response["Location"] = reverse(f"api:{operation_id}", args=[pk])


BINARY = {"type": "string", "format": "binary"}
BINARIES = {"type": "array", "items": BINARY}


def multipart_body(required: str, **parts: Any) -> dict[str, Any]:
    """How an upload is described in the OpenAPI document."""
    return {MULTIPART: {"schema": {"type": "object", "required": [required], "properties": parts}}}


def wrong_type(*expected: str) -> RequestRefused:
    return RequestRefused(415, "wrong_content_type", f"Send this as {' or '.join(expected)}.")


def read_json(raw: bytes | str) -> Any:
    """Raises RequestRefused (400) for what is no JSON, has NaN or one name twice, or text that nobody can type."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        found = json.loads(text, parse_constant=_no_number, object_pairs_hook=_Names().take)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RequestRefused(400, "bad_json", f"The body is no proper JSON: {_reason(error)}.") from error
    if ESCAPED_NUL.search(text):
        raise RequestRefused(400, "bad_json", "The body holds the invisible NUL character, which cannot be stored.")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


@dataclass
class _Names:
    """Takes the objects of a document as they are read: no name twice in one, and not endlessly many in all."""

    count: int = 0

    def take(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self.count += len(pairs)
        if self.count > MOST_NAMES:
            raise ValueError(f"it holds more than {MOST_NAMES:,} names")
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
            raise ValueError(f"{twice[:80]} is sent twice")
        return found


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
