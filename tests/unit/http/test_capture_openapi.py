"""The protocol's document names what the door really serves."""

from openekyc.http.capture import PLACES
from openekyc.http.capture_openapi import capture_openapi


def test_every_endpoint_is_described_with_its_answers():
    paths = capture_openapi()["paths"]
    described = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    assert described == {(place.method, "/capture/v1" + place.path.replace(":str}", "}")) for place in PLACES}
    for operations in paths.values():
        for operation in operations.values():
            assert operation["summary"]
            assert {"200", "204"} & set(operation["responses"])
            assert {"401", "409", "410", "500"} <= set(operation["responses"])


def test_every_reference_leads_somewhere():
    document = capture_openapi()
    schemas = document["components"]["schemas"]

    def references(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "$ref":
                    yield inner
                else:
                    yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    named = {reference.rpartition("/")[2] for reference in references(document)}
    assert named
    assert named <= set(schemas)
    assert set(schemas["LogBody"]["required"]) == {"recorder_started_ms", "recorder_stopped_ms"}
    assert "stage" in schemas["Session"]["properties"]
