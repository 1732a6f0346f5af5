"""The way of a call through the server: read, believe, find the action, bound, hand over, answer."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog

from openekyc.domain.clock import Clock
from openekyc.domain.errors import DomainError, ServiceOverloaded, StorageUnavailable
from openekyc.observe.logs import bound_request
from openekyc.settings import Settings
from openekyc.storage.credentials.port import Credential, Credentials
from openekyc.storage.rates.port import Rates
from openekyc.wire import envelope
from openekyc.wire.action import Action, Context
from openekyc.wire.authentication import Authenticator
from openekyc.wire.envelope import Answer
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.parameters import read_parameters
from openekyc.wire.parsing import read_call
from openekyc.wire.regions import PRODUCT_REGIONS
from openekyc.wire.request import CommonValues, HttpRequest

_log = structlog.get_logger(__name__)

_BUSY = "The service cannot take this call now. Try again in a few seconds."


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One version of one service: its actions, found by name or alias."""

    version: str
    actions: tuple[Action, ...]

    def find(self, name: str) -> Action | None:
        """The action of that name; SDKs may send its first letter in either case."""
        name = name[:1].upper() + name[1:]
        return next((action for action in self.actions if name == action.name or name in action.aliases), None)


class Gateway:
    """Answers every request, whatever it is. Safe to call from many threads at once."""

    def __init__(
        self, api: Api, *, credentials: Credentials, rates: Rates, clock: Clock, settings: Settings, services: Any
    ) -> None:
        """``services`` is handed to the actions' handlers untouched."""
        self._api = api
        self._rates = rates
        self._settings = settings
        self._services = services
        self._authenticator = Authenticator(
            credentials=credentials, clock=clock, public_hosts=tuple(_public_hosts(settings))
        )

    def answer(self, request: HttpRequest) -> Answer:
        """The answer to one request; never raises."""
        request_id = str(uuid.uuid4())
        trace_id = request.headers.get("x-tc-traceid", "")
        with bound_request(request_id):
            return self._answer(request, request_id, trace_id)

    def _answer(self, request: HttpRequest, request_id: str, trace_id: str) -> Answer:
        try:
            response = self._respond(request, request_id)
            return envelope.success(response, request_id=request_id, trace_id=trace_id)
        except Refusal as refusal:
            return envelope.failure(refusal, request_id=request_id, trace_id=trace_id)
        except (ServiceOverloaded, StorageUnavailable) as error:
            _log.warning("call not taken", because=str(error))
            busy = Refusal(Code.SERVICE_UNAVAILABLE, _BUSY)
            return envelope.failure(busy, request_id=request_id, trace_id=trace_id)
        except Exception:  # noqa: BLE001 - the outer edge: the caller gets a code, the log the traceback
            _log.exception("call failed")
            return envelope.failure(_fault(Code.INTERNAL), request_id=request_id, trace_id=trace_id)

    def _respond(self, request: HttpRequest, request_id: str) -> Any:
        call = read_call(request)
        self._refuse_missing_region(call.common)
        credential = self._authenticator.authenticate(request, call)
        action = self._action(call.common)
        self._refuse_region(action, call.common.region)
        self._refuse_rate(action, credential)
        parameters = read_parameters(action, call)
        context = Context(account=credential.account, request_id=request_id, settings=self._settings)
        return self._handle(action, parameters, context)

    def _refuse_missing_region(self, common: CommonValues) -> None:
        action = self._api.find(common.action)
        if not common.region and (action is None or action.regions):
            raise Refusal(Code.MISSING_PARAMETER, "The request is missing the required common parameter `Region`.")

    def _action(self, common: CommonValues) -> Action:
        if common.version != self._api.version:
            raise Refusal(Code.VERSION_UNKNOWN, f"There is no such version of the API; use {self._api.version}.")
        action = self._api.find(common.action)
        if action is None:
            raise Refusal(Code.INVALID_ACTION, "There is no such action in this version of the API.")
        return action

    def _refuse_region(self, action: Action, region: str) -> None:
        offered = action.regions if self._settings.strict_regions else PRODUCT_REGIONS
        if action.regions and region not in offered:
            raise Refusal(
                Code.REGION_UNSUPPORTED,
                f"{action.name} is not offered in that region. Offered: {', '.join(offered)}.",
            )

    def _refuse_rate(self, action: Action, credential: Credential) -> None:
        if not self._rates.allow(f"{credential.account}:{action.name}", per_second=action.rate):
            raise Refusal(Code.RATE_EXCEEDED, f"More than {action.rate} calls of {action.name} in one second.")

    def _handle(self, action: Action, parameters: Any, context: Context) -> Any:
        try:
            return action.handle(parameters, context, self._services)
        except (ServiceOverloaded, StorageUnavailable):
            raise  # no action's own fault
        except DomainError as error:
            code = action.code_of(error)
            if code is not None:
                raise Refusal(code, str(error)) from None
            _log.exception("undeclared business error", action=action.name)
        except Exception:  # noqa: BLE001 - the outer edge: the caller gets a code, the log the traceback
            _log.exception("action failed", action=action.name)
        raise _fault(action.fault)


def _fault(code: str) -> Refusal:
    return Refusal(code, "An internal error occurred. Give the RequestId to the operator of this server.")


def _public_hosts(settings: Settings) -> Iterable[str]:
    yield from settings.public_hosts
    yield urlsplit(settings.public_url).netloc
