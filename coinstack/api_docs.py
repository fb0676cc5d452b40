"""The page that documents the JSON API: the OpenAPI document as plain HTML, with nothing from elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

MANY = 50
PAGING = {"page", "per_page"}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    told: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of what is sent or answered; `media` is how it is sent."""

    media: str
    kind: str
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation; `errors` are the statuses beside the good one, which is "" where there is none.

    `filters_of` names the operation that tells the many parameters both have; they are left out here.
    """

    operation_id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Shape
    filters_of: str
    bodies: list[Shape]
    status: str
    answer: Shape
    errors: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    entries: list[Entry]


def docs_page(request: HttpRequest, document: Mapping[str, Any]) -> HttpResponse:
    context = {"info": document["info"], "groups": groups_of(document)}
    return TemplateResponse(request, "coinstack/api_docs.html", context)


def groups_of(document: Mapping[str, Any]) -> list[Group]:
    """The operations by their tag, in the order of the document."""
    found: dict[str, list[Entry]] = {}
    reader = _Reader(document)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(reader.entry(path, method, operation))
    return [Group(name, entries) for name, entries in found.items()]


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.components = document["components"]
        self.many: tuple[str, frozenset[str]] = ("", frozenset())

    def entry(self, path: str, method: str, operation: Mapping[str, Any]) -> Entry:
        statuses = sorted(operation["responses"], key=lambda status: int(status))
        good = next((status for status in statuses if int(status) < 400), "")
        contents: dict[str, Any] = operation["responses"][good].get("content", {}) if good else {}
        media = next(iter(contents), "")
        bodies = operation.get("requestBody", {}).get("content", {})
        filters_of, parameters = self.told_apart(operation)
        return Entry(
            operation_id=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            description=operation.get("description", ""),
            parameters=Shape("", "", [self.parameter(each) for each in parameters]),
            filters_of=filters_of,
            bodies=[self.shape(kind, body["schema"]) for kind, body in bodies.items()],
            status=str(good),
            answer=self.shape(media, contents[media]["schema"] if media else {}),
            errors=[str(status) for status in statuses if status != good],
        )

    def told_apart(self, operation: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The operation that told the same filters before, "" for none, and the parameters that are left to tell."""
        parameters = [self.resolved(each) for each in operation["parameters"]]
        named = {each["name"] for each in parameters} - PAGING
        first, filters = self.many
        if len(named) < MANY:
            return "", parameters
        if not first:
            self.many = operation["operationId"], frozenset(named)
            return "", parameters
        return first, [each for each in parameters if each["name"] not in filters]

    def parameter(self, given: Mapping[str, Any]) -> Field:
        return Field(given["name"], self.kind(given["schema"]), given.get("description", ""), given["required"])

    def shape(self, media: str, schema: Mapping[str, Any]) -> Shape:
        found = self.resolved(schema)
        required = found.get("required", ())
        fields = [
            Field(name, self.kind(each), each.get("description", ""), name in required)
            for name, each in found.get("properties", {}).items()
        ]
        return Shape(media, self.kind(schema) if schema else "", fields)

    def resolved(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema or parameter itself, for one that is only referred to ("#/components/schemas/CoinOut")."""
        while "$ref" in given:
            kind, name = given["$ref"].split("/")[-2:]
            given = self.components[kind][name]
        return given

    def kind(self, schema: Mapping[str, Any]) -> str:
        """The kind of value in a few words: "number or null", "list of string", "one of obverse, reverse"."""
        if "$ref" in schema:
            return str(schema["$ref"].rpartition("/")[2])
        if "anyOf" in schema:
            return " or ".join(dict.fromkeys(self.kind(each) for each in schema["anyOf"]))
        if "enum" in schema:
            return f"one of {', '.join(str(each) or '“”' for each in schema['enum'])}"
        if schema.get("type") == "array":
            return f"list of {self.kind(schema.get('items', {}))}"
        return " ".join(self._plain(schema))

    def _plain(self, schema: Mapping[str, Any]) -> Iterator[str]:
        yield str(schema.get("const", schema.get("format", schema.get("type", "value"))))
        if "minimum" in schema and "maximum" in schema:
            yield f"{schema['minimum']} to {schema['maximum']}"
        elif "maxLength" in schema:
            yield f"up to {schema['maxLength']} characters"
