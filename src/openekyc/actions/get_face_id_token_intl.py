"""GetFaceIdTokenIntl: start a selfie verification in an app.

Public page: Face ID (international) API 2018-03-01, "GetFaceIdTokenIntl".
"""

from typing import Annotated

from pydantic import Field

from openekyc.actions.shapes.errors import ACCOUNT
from openekyc.actions.shapes.images import image_bytes
from openekyc.actions.shapes.values import actions_of, one_of, parsed_by, refuse_actions_without_action_level
from openekyc.domain import errors
from openekyc.domain.challenge import LivenessLevel
from openekyc.domain.errors import ContradictingOrder
from openekyc.flows.orders import DetailTier, FaceOrder, SelfieOrder
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.errors import Code
from openekyc.wire.regions import PRODUCT_REGIONS
from openekyc.wire.struct import Struct

_LONGEST_IMAGE = 8 * 2**20  # base64 characters; no limit is stated, this is the web flow's
_LONGEST_EXTRA = 65_536  # characters; no limit is stated
_ATTEMPT_S = 45  # seconds for one capture, the web flow's default


class Request(Struct):
    """What a caller sends; the last two are accepted and ignored."""

    CheckMode: Annotated[str, one_of("liveness", "compare")] = "liveness"
    SecureLevel: Annotated[str, one_of("1", "2", "3", "4")] = "4"
    Image: str | None = None
    Extra: Annotated[str, Field(max_length=_LONGEST_EXTRA)] | None = None
    ActionList: Annotated[str, parsed_by(actions_of)] = ""
    SdkVersion: Annotated[str, one_of(*(tier.value for tier in DetailTier))] = "BASIC"
    RetryLimit: Annotated[int, Field(ge=1, le=5)] = 5
    EnableBotBgDetection: bool = False
    MetaData: str | None = None


class Response(Struct):
    """What it gets. ``ServerParamInfo`` is for the private protocol of another client; ours needs none."""

    SdkToken: str
    ServerParamInfo: str


@action(
    "GetFaceIdTokenIntl",
    request=Request,
    rate=20,
    regions=PRODUCT_REGIONS,
    errors={
        **ACCOUNT,
        errors.ContradictingOrder: Code.INVALID_PARAMETER,
        errors.ValueOutOfRange: Code.INVALID_PARAMETER,
        errors.MediaTooLarge: "FailedOperation.ImageSizeTooLarge",
        errors.MediaEmpty: Code.INVALID_PARAMETER,
        errors.MediaUndecodable: Code.INVALID_PARAMETER,
    },
)
def get_face_id_token_intl(request: Request, context: Context, flows: Flows) -> Response:
    """Order a selfie process."""
    photo = _photo(request)
    ticket = flows.selfie.apply(context.account, _order(request), photo)
    return Response(SdkToken=ticket.token, ServerParamInfo="")


def _photo(request: Request) -> bytes | None:
    photo = image_bytes(request.Image, name="Image", longest=_LONGEST_IMAGE) if request.Image else None
    if request.CheckMode != "compare":
        return None
    if photo is None:
        raise ContradictingOrder("`CheckMode` compare needs `Image`.")
    return photo


def _order(request: Request) -> SelfieOrder:
    level = LivenessLevel(int(request.SecureLevel))
    actions = actions_of(request.ActionList)
    refuse_actions_without_action_level(actions, level, name="SecureLevel")
    face = FaceOrder(
        level=level, actions=actions, attempts=request.RetryLimit, attempt_s=_ATTEMPT_S, may_downgrade=False
    )
    return SelfieOrder(
        compare=request.CheckMode == "compare", face=face, extra=request.Extra, tier=DetailTier(request.SdkVersion)
    )
