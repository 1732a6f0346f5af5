"""GetCardVerificationResult: poll a check of a document.

Public page: Face ID (international) API 2018-03-01, "GetCardVerificationResult".
"""

from openekyc.actions.shapes.card_info import CardInfo, card_info
from openekyc.actions.shapes.errors import CARD_ACCOUNT, CARD_FAULT, CARD_VALUE
from openekyc.domain import errors
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.regions import HONG_KONG, JAKARTA, SINGAPORE
from openekyc.wire.struct import Struct


class Request(Struct):
    """What a caller sends."""

    CardVerificationToken: str


class Response(Struct):
    """What it gets; all but the first and last are null while PROCESSING and when nothing could be read."""

    Status: str
    WarnInfo: list[str] | None
    Nationality: str | None
    CardType: str | None
    CardSubType: str | None
    CardInfo: CardInfo | None
    IDVerificationToken: str


@action(
    "GetCardVerificationResult",
    request=Request,
    rate=20,
    regions=(HONG_KONG, JAKARTA, SINGAPORE),
    errors={
        **CARD_ACCOUNT,
        errors.ValueOutOfRange: CARD_VALUE,
        errors.TokenIllegal: CARD_VALUE,
        errors.TokenExpired: CARD_VALUE,
    },
    fault=CARD_FAULT,
)
def get_card_verification_result(request: Request, context: Context, flows: Flows) -> Response:
    """Read a document check."""
    result = flows.card.result(context.account, request.CardVerificationToken)
    card = result.card
    return Response(
        Status=result.status.value,
        WarnInfo=list(result.reasons) or None,
        Nationality=None if card is None else card.nationality,
        CardType=None if card is None else card.card_type,
        CardSubType=None if card is None else card.card_sub_type,
        CardInfo=None if card is None else card_info(card.member, card.fields),
        IDVerificationToken=result.token,
    )
