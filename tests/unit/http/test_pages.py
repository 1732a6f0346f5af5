"""The capture page is handed out as it was built, under the headers it was tested with, and nothing else is."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from openekyc.http import pages
from openekyc.settings import Settings

PAGE = b"<!doctype html><title>page</title>"


@pytest.fixture
def built(tmp_path, monkeypatch):
    folder = tmp_path / "dist"
    static = folder / "static"
    static.mkdir(parents=True)
    (folder / "index.html").write_bytes(PAGE)
    (static / "index-abc.js").write_text("plain script")
    (static / "index-abc.js.br").write_bytes(b"packed script")
    (static / "net.wasm").write_bytes(b"\0asm")
    (static / "net.bin").write_bytes(b"weights")
    (static / "net.model.json").write_text("{}")
    (folder / "secret.txt").write_text("not for anybody")
    monkeypatch.setattr(pages, "CHECKOUT", folder)
    return folder


@pytest.fixture
def client(built):
    return TestClient(Starlette(routes=pages.page_routes(Settings())))


def test_the_page_comes_unstored_and_guarded(client):
    answer = client.get("/verify?token=x")
    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("place", ["/verify", "/static/index-abc.js", "/static/none.js"])
def test_every_answer_carries_the_guard(client, place):
    headers = client.get(place).headers
    assert {name: headers[name] for name in pages.GUARD} == dict(pages.GUARD)


def test_the_policy_allows_no_foreign_host_and_no_inline_code():
    policy = pages.CONTENT_SECURITY_POLICY
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("net.wasm", "application/wasm"),
        ("net.bin", "application/octet-stream"),
        ("net.model.json", "application/json"),
        ("index-abc.js", "text/javascript; charset=utf-8"),
    ],
)
def test_assets_have_their_type_and_stay_for_ever(client, name, content_type):
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
    assert answer.headers["content-type"] == content_type
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("br", "br"), ("gzip, deflate, br", "br"), ("gzip", None), ("br;q=0", None), ("", None)],
)
def test_the_packed_copy_goes_to_those_who_take_it(client, accepted, encoding):
    with client.stream("GET", "/static/index-abc.js", headers={"Accept-Encoding": accepted}) as answer:
        content = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == encoding
    assert content == (b"packed script" if encoding else b"plain script")
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "place",
    [
        "/static/",
        "/static/index-abc.js.br",
        "/static/../secret.txt",
        "/static/..%2Fsecret.txt",
        "/static/x/y",
        "/secret.txt",
    ],
)
def test_nothing_but_the_build_can_be_asked_for(client, place):
    assert client.get(place).status_code == 404


def test_an_unbuilt_page_says_how_to_build_it(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "CHECKOUT", tmp_path)
    monkeypatch.setattr(pages, "PACKAGED", tmp_path)
    answer = TestClient(Starlette(routes=pages.page_routes(Settings()))).get("/verify")
    assert answer.status_code == 503
    assert "npm run build" in answer.text


def test_a_packaged_page_serves_where_there_is_no_checkout(built, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "CHECKOUT", tmp_path / "none")
    monkeypatch.setattr(pages, "PACKAGED", built)
    assert TestClient(Starlette(routes=pages.page_routes(Settings()))).get("/verify").content == PAGE
