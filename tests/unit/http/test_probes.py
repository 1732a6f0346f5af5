"""Probes answer soon and truly, whatever else the server does."""

import asyncio
import threading

import httpx
import pytest
from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette

from openekyc.http import probes
from openekyc.http.probes import probe_routes


async def ask(not_ready, path="/readyz"):
    door = httpx.ASGITransport(app=Starlette(routes=probe_routes(not_ready)))
    async with httpx.AsyncClient(transport=door, base_url="http://test") as client:
        return await asyncio.wait_for(client.get(path), 10)


@pytest.mark.parametrize(("waiting", "status"), [({}, 200), ({"blobs": "No file can be kept."}, 503)])
def test_what_is_not_ready_is_said(waiting, status):
    answer = asyncio.run(ask(lambda: waiting))
    assert answer.status_code == status
    assert answer.json().get("waiting_for", {}) == waiting


def test_readiness_is_told_while_every_thread_of_the_server_is_taken():
    async def busy():
        limiter = current_default_thread_limiter()
        limiter.total_tokens = 1
        async with limiter:
            return await ask(dict)

    assert asyncio.run(busy()).status_code == 200


def test_checks_that_hang_are_told_as_not_ready(monkeypatch):
    monkeypatch.setattr(probes, "ANSWER_WITHIN_S", 0.1)
    released = threading.Event()

    async def hanging():
        answer = await ask(lambda: released.wait(30))
        released.set()
        return answer

    answer = asyncio.run(hanging())
    assert answer.status_code == 503
    assert "did not end within" in answer.json()["waiting_for"]["checks"]


def test_a_process_whose_loop_runs_is_alive():
    assert asyncio.run(ask(dict, "/livez")).status_code == 200
