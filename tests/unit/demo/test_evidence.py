from base64 import b64encode

import pytest

from openekyc.demo.evidence import evidence_in, shortened


def text_of(head: bytes) -> str:
    return b64encode(head + bytes(300)).decode()


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
    ],
)
def test_known_formats_are_found_by_their_first_bytes(head, mime):
    (found,) = evidence_in({"Response": [{"BestFrame": text_of(head)}]})
    assert (found.path, found.label, found.mime) == ("Response.0.BestFrame", "Best frame", mime)


@pytest.mark.parametrize("text", ["x" * 400, text_of(b"<html><script>"), "not base64! " * 40, "short"])
def test_anything_else_is_never_served(text):
    assert evidence_in({"Extra": text}) == []


def test_long_texts_are_cut_wherever_they_stand_and_short_ones_kept():
    answer = {"a": "x" * 300, "b": ["y" * 201, 3, None], "c": "z" * 200}
    cut = shortened(answer)
    assert cut["a"].endswith("(300 characters)")
    assert cut["b"][0].endswith("(201 characters)")
    assert (cut["b"][1:], cut["c"]) == ([3, None], "z" * 200)
