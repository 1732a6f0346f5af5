"""ApplyWebVerificationBizTokenIntl: start a verification on the web page.

Public page: Face ID (international) API 2018-03-01, "ApplyWebVerificationBizTokenIntl".
"""

import re
from typing import Annotated

from pydantic import Field

from openekyc.actions.shapes.errors import ACCOUNT
from openekyc.actions.shapes.images import image_bytes
from openekyc.actions.shapes.values import (
    actions_of,
    parsed_by,
    refuse_actions_without_action_level,
    warning_codes_of,
    web_address_of,
)
from openekyc.actions.shapes.web_config import WebVerificationConfigIntl
from openekyc.domain import errors
from openekyc.domain.challenge import LivenessLevel
from openekyc.domain.errors import ContradictingOrder
from openekyc.flows.orders import CardOrder, DetailTier, FaceOrder, PageOrder, WebOrder, WebSteps
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.errors import Code
from openekyc.wire.regions import PRODUCT_REGIONS
from openekyc.wire.struct import Struct

_LONGEST_PHOTO = 8 * 2**20  # base64 characters
_STEPS = {1: WebSteps.CARD_AND_FACE, 2: WebSteps.PHOTO_AND_FACE, 3: WebSteps.LIVENESS, 4: WebSteps.CARD}
_HIGHEST_LEVEL = LivenessLevel.ACTION_AND_REFLECTION
_WHOLE_PROCESS_S = 600  # LivenessTimeout 0: no limit but that of the process
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class Request(Struct):
    """What a caller sends."""

    RedirectURL: Annotated[str, Field(max_length=4096), parsed_by(web_address_of)]
    CompareImageBase64: str | None = None
    Extra: Annotated[str, Field(max_length=1000)] | None = None
    RuleId: Annotated[str, Field(max_length=1000)] | None = None
    # no value on the right: pydantic would take a class member named Config for its own settings
    Config: Annotated[WebVerificationConfigIntl, Field(default_factory=WebVerificationConfigIntl)]


class Response(Struct):
    """What it gets. The address comes under both spellings: the specification's and that of older SDKs."""

    VerificationUrl: str
    BizToken: str
    VerificationURL: str


@action(
    "ApplyWebVerificationBizTokenIntl",
    request=Request,
    rate=20,
    regions=PRODUCT_REGIONS,
    errors={
        **ACCOUNT,
        errors.ContradictingOrder: Code.INVALID_PARAMETER,
        errors.ValueOutOfRange: Code.INVALID_PARAMETER_VALUE,
        errors.DocumentKindUnavailable: Code.INVALID_PARAMETER_VALUE,
        errors.MediaTooLarge: Code.INVALID_PARAMETER_VALUE,
        errors.MediaEmpty: Code.INVALID_PARAMETER_VALUE,
        errors.MediaUndecodable: Code.INVALID_PARAMETER_VALUE,
    },
    aliases=("GetWebFaceIDToken",),
)
def apply_web_verification_biz_token_intl(request: Request, context: Context, flows: Flows) -> Response:
    """Order a web process."""
    photo = _photo(request)
    ticket = flows.web.apply(context.account, _order(request), photo)
    return Response(VerificationUrl=ticket.url, BizToken=ticket.token, VerificationURL=ticket.url)


def _photo(request: Request) -> bytes | None:
    given = request.CompareImageBase64
    photo = image_bytes(given, name="CompareImageBase64", longest=_LONGEST_PHOTO) if given else None
    if _STEPS[request.Config.CheckMode] is not WebSteps.PHOTO_AND_FACE:
        return None
    if photo is None:
        raise ContradictingOrder("`Config.CheckMode` 2 needs `CompareImageBase64`.")
    return photo


def _order(request: Request) -> WebOrder:
    config = request.Config
    steps = _STEPS[config.CheckMode]
    face = _face(config)
    return WebOrder(
        redirect_url=request.RedirectURL,
        steps=steps,
        page=_page(config),
        face=None if steps is WebSteps.CARD else face,
        card=_card(config) if steps in {WebSteps.CARD, WebSteps.CARD_AND_FACE} else None,
        extra=request.Extra,
        rule_id=request.RuleId,
        tier=DetailTier(config.Version),
    )


def _face(config: WebVerificationConfigIntl) -> FaceOrder:
    level = LivenessLevel(min(config.SecurityLevel, _HIGHEST_LEVEL))
    actions = actions_of(config.ActionList)
    refuse_actions_without_action_level(actions, level, name="Config.SecurityLevel")
    return FaceOrder(
        level=level,
        actions=actions,
        attempts=config.LivenessRetryLimit,
        attempt_s=config.LivenessTimeout or _WHOLE_PROCESS_S,
        may_downgrade=config.AutoDowngrade == 1,
    )


def _card(config: WebVerificationConfigIntl) -> CardOrder:
    if config.card_kind is None:
        raise ContradictingOrder(f"`Config.CheckMode` {config.CheckMode} needs `Config.IDCardType`.")
    return CardOrder(
        kind=config.card_kind,
        ignore_warnings=config.DisableCheckOcrWarnings,
        stopping_warnings=warning_codes_of(config.SelectedWarningCodes),
        allow_expired=config.AllowExpiredDocument,
        show_cut=config.IdCardCutReturn,
    )


def _page(config: WebVerificationConfigIntl) -> PageOrder:
    sound = _COLOR.fullmatch(config.ThemeColor) is not None  # a bad colour is no error, says the specification
    return PageOrder(
        language=config.Language,
        theme_color=config.ThemeColor if sound else PageOrder().theme_color,
        skip_start=config.AutoSkipStartPage,
        skip_consent=config.SkipPrivacyPolicy,
        skip_result=config.AutoSkip,
    )
