"""Parameters, conditions and the parts of a form: nothing that a request of the JSON API carries is passed over."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.operation import Operation

from coinstack.exceptions import InputRefused

CONDITIONS = ("If-Match", "If-Unmodified-Since")
TWICE = "This is given more than once."
UNKNOWN = "There is no such parameter."
NO_PART = "There is no such part."
NO_FILE = "This is sent as a file."
NO_TEXT = "This is sent as a text, not as a file."
NO_CONDITION = "Writes know no such condition; send the version that the coin was read at."


def nothing_ignored(view: Callable[..., Any]) -> Callable[..., Any]:
    """The operation, which refuses whatever it would otherwise pass over: parameters, and conditions on a write.

    An operation that takes the filter language knows its other parameters itself.
    """
    operation: Operation = view._ninja_operation  # type: ignore[attr-defined]
    taken = {name for each in operation.models for name in _of_query(each)}
    has_filters = "parameters" in (operation.openapi_extra or {})

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        wrong = {name: TWICE for name in taken if len(request.GET.getlist(name)) > 1}
        if not has_filters:
            wrong |= {name: UNKNOWN for name in request.GET if name not in taken}
        wrong |= {name: NO_CONDITION for name in CONDITIONS if _is_condition(request, name)}
        if wrong:
            told = " ".join(f"{name}: {sentence}" for name, sentence in wrong.items())
            raise InputRefused(told, code="bad_parameter", fields=wrong)
        return view(request, *args, **kwargs)

    return checked


def _of_query(model: Any) -> Iterable[str]:
    is_query = model.__ninja_param_source__ == "query"
    return (path[-1] for path in model.__ninja_flatten_map_reverse__) if is_query else ()


def _is_condition(request: HttpRequest, name: str) -> bool:
    return request.method != "GET" and request.headers.get(name, "*") != "*"


def check_parts(request: HttpRequest, *, files: tuple[str, ...], texts: tuple[str, ...] = ()) -> None:
    """Raise InputRefused for parts of a form that nobody reads, and for a text that is sent twice.

    A name in both may be either.
    """
    wrong = {name: NO_PART for name in (*request.POST, *request.FILES) if name not in (*files, *texts)}
    wrong |= {name: NO_FILE for name in request.POST if name in files and name not in texts}
    wrong |= {name: NO_TEXT for name in request.FILES if name in texts and name not in files}
    wrong |= {name: TWICE for name in texts if len(request.POST.getlist(name) + request.FILES.getlist(name)) > 1}
    if wrong:
        told = f"The parts are called {' and '.join(dict.fromkeys((*texts, *files)))}."
        raise InputRefused(told, code="bad_parameter", fields=wrong)
