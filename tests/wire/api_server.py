"""A real server with nothing but the door of the API: uvicorn, keys in SQLite, flows that answer at once."""

import socket
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from openekyc.actions import API
from openekyc.domain.clock import Clock, SystemClock
from openekyc.domain.plugins import load_backend
from openekyc.http.rpc import rpc_endpoint, stray_calls
from openekyc.settings import Settings
from openekyc.storage.rates.backends.memory import MemoryRates
from openekyc.storage.rates.port import Rates
from openekyc.wire.gateway import Gateway


class ApiServer:
    """Runs while the ``with`` block does; ``flows`` may be exchanged at any moment."""

    def __init__(
        self,
        data: Path,
        flows: Any,
        *,
        keys: Any = None,
        clock: Clock | None = None,
        rates: Rates | None = None,
        **uvicorn_options: Any,
    ) -> None:
        """Keys are made in ``data`` unless a store of them is given."""
        settings = Settings(data_dir=data, public_hosts=("faceid.intl.tencentcloudapi.com",))
        self._own_keys = None if keys else load_backend("credentials", "sql", settings)
        self.keys = keys or self._own_keys
        self.flows = SimpleNamespace(**flows)
        gateway = Gateway(
            API,
            credentials=self.keys,
            rates=rates or MemoryRates(),
            clock=clock or SystemClock(),
            settings=settings,
            services=self.flows,
        )
        door = rpc_endpoint(gateway, body_timeout_s=60)
        app = Starlette(routes=[Route("/", door), stray_calls(door)])
        config = uvicorn.Config(app, log_level="warning", lifespan="off", **uvicorn_options)
        self._server = uvicorn.Server(config)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < deadline, "uvicorn does not start"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self._socket.close()
        if self._own_keys is not None:
            self._own_keys.close()
