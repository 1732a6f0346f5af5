"""The capture protocol as an OpenAPI 3.1 document, made from the endpoints themselves.

The format: https://spec.openapis.org/oas/v3.1.1. `docs/capture-protocol.openapi.json` is this document, compared by a
test; `docs/capture-protocol.md` tells the story around it.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from openekyc.http.capture import PLACES, PREFIX, Place
from openekyc.http.problems import STATUSES

_REFERENCE = "#/components/schemas/{model}"
_PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "required": ["status", "cause", "detail", "request_id"],
    "properties": {
        "status": {"type": "integer"},
        "cause": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string", "format": "uuid"},
    },
}


def capture_openapi() -> dict[str, Any]:
    """The whole document, as JSON values."""
    schemas: dict[str, Any] = {"Problem": dict(_PROBLEM)}
    paths: dict[str, Any] = {}
    for place in PLACES:
        path = PREFIX + re.sub(r":str}", "}", place.path)
        paths.setdefault(path, {})[place.method.lower()] = _operation(place, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "OpenEKYC capture protocol", "version": "1"},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "The BizToken or the SdkToken."}
            },
            "schemas": dict(sorted(schemas.items())),
        },
    }


def _operation(place: Place, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": place.summary, "responses": _responses(place, schemas)}
    names = re.findall(r"{(\w+):str}", place.path)
    if names:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
        ]
    if isinstance(place.takes, tuple):
        operation["requestBody"] = {"required": True, "content": {kind: {} for kind in place.takes}}
    elif place.takes is not None:
        operation["requestBody"] = {"required": True, "content": _json(place.takes, schemas, mode="validation")}
    return operation


def _responses(place: Place, schemas: dict[str, Any]) -> dict[str, Any]:
    if place.answers is None:
        good: dict[str, Any] = {"204": {"description": "Done."}}
    else:
        good = {"200": {"description": "Done.", "content": _json(place.answers, schemas, mode="serialization")}}
    problem = {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}
    refused = {str(status): {"description": ", ".join(causes), "content": problem} for status, causes in STATUSES}
    return good | refused


def _json(kind: type[Any], schemas: dict[str, Any], *, mode: Any) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(ref_template=_REFERENCE, mode=mode)
    schemas.update(schema.pop("$defs", {}))
    schemas[kind.__name__] = schema
    return {"application/json": {"schema": {"$ref": _REFERENCE.format(model=kind.__name__)}}}
