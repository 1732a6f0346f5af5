"""The composition root: settings become rooms, rooms become flows, flows get their doors. Only here all meet."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from openekyc.actions import API
from openekyc.domain.clock import Clock, SystemClock
from openekyc.domain.errors import StorageUnavailable
from openekyc.domain.plugins import load_backend
from openekyc.engines.pool import WarmPool
from openekyc.engines.pools import analysing_pool, decoding_pool
from openekyc.flows.card_verification import CardFlow
from openekyc.flows.issuing import House
from openekyc.flows.jobs.judge_attempt import JudgeAttempt
from openekyc.flows.jobs.read_card import ReadCard
from openekyc.flows.pictures import checked_by
from openekyc.flows.selfie_verification import SelfieFlow
from openekyc.flows.web_verification import WebFlow
from openekyc.http.server import asgi_server
from openekyc.media.downloads import DownloadLimits, Downloads
from openekyc.settings import Settings
from openekyc.wire.gateway import Gateway

_log = structlog.get_logger(__name__)
GRACE_S = 20.0
"""How long running analyses may finish when the server is told to end; longer than any measured one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """All flows, as the actions see them."""

    web: WebFlow
    selfie: SelfieFlow
    card: CardFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Everything that is opened at start and closed at the end."""

    settings: Settings
    records: Any
    blobs: Any
    credentials: Any
    engines: WarmPool
    decoders: WarmPool
    runner: Any
    house: House
    gateway: Gateway

    def open(self) -> None:
        """Claim the data folder before anything in it is touched, bring the database up to date, warm the processes,
        take up unfinished work.

        Raises `CannotStart` and `StorageUnavailable` with a sentence for the operator; `close` it then, too.
        """
        self.runner.claim()
        self.records.prepare()
        self.blobs.prepare()
        self.decoders.start()
        self.engines.start()
        self.runner.start()
        _log.info("ready", public_url=self.settings.public_url, workers=self.settings.workers)

    def close(self) -> None:
        """Finish what runs within the grace time; what waits stays in the database."""
        with ExitStack() as last_first:  # each is closed, whatever happens to the others
            last_first.callback(self.records.close)
            last_first.callback(self.credentials.close)
            last_first.callback(self.decoders.stop, grace_s=0)
            last_first.callback(self.engines.stop, grace_s=0)
            last_first.callback(self.runner.stop, grace_s=GRACE_S)
        _log.info("closed")

    def not_ready(self) -> dict[str, str]:
        """What keeps the server from working, one sentence each."""
        found = {
            "engines": None if self.engines.ready else "No warm process is ready to analyse.",
            "decoders": None if self.decoders.ready else "No process is ready to check pictures.",
            "jobs": None if self.runner.alive else "Not every thread that takes jobs to the processes is at work.",
            "database": _trouble(lambda: self.records.read(lambda transaction: transaction.account_state(""))),
            "blobs": _trouble(self.blobs.probe),
        }
        return {name: sentence for name, sentence in found.items() if sentence is not None}


def _trouble(look: Callable[[], object]) -> str | None:
    """Why the storage does not work, None when it does."""
    try:
        look()
    except StorageUnavailable as error:
        return str(error)
    return None


def build_rooms(settings: Settings, clock: Clock) -> Rooms:
    """Compose everything that the settings name; nothing is opened yet."""
    records = load_backend("records", settings.records_backend, settings)
    blobs = load_backend("blobs", settings.blobs_backend, settings)
    credentials = load_backend("credentials", settings.credentials_backend, settings)
    jobs = load_backend("jobs", settings.jobs_backend, settings, records, clock)
    engines = analysing_pool(settings)
    decoders = decoding_pool(settings)
    house = House(
        records=records,
        blobs=blobs,
        clock=clock,
        settings=settings,
        check_picture=checked_by(decoders, at_once=settings.picture_checks),
        admit=jobs.admit,
    )
    downloads = Downloads(DownloadLimits.of(settings), at_once=settings.downloads)
    gateway = Gateway(
        API,
        credentials=credentials,
        rates=load_backend("rates", settings.rates_backend, settings),
        clock=clock,
        settings=settings,
        services=Business(web=WebFlow(house), selfie=SelfieFlow(house), card=CardFlow(house, downloads.fetch)),
    )
    return Rooms(
        settings=settings,
        records=records,
        blobs=blobs,
        credentials=credentials,
        engines=engines,
        decoders=decoders,
        runner=jobs.runner([JudgeAttempt(house), ReadCard(house)], engines),
        house=house,
        gateway=gateway,
    )


@contextmanager
def opened_app(settings: Settings, clock: Clock | None = None) -> Generator[Any]:
    """The server as an ASGI application with its rooms open, which the end of the block closes; see `Rooms.open`."""
    rooms = build_rooms(settings, clock or SystemClock())
    try:
        rooms.open()
        yield asgi_server(gateway=rooms.gateway, house=rooms.house, not_ready=rooms.not_ready)
    finally:
        rooms.close()
