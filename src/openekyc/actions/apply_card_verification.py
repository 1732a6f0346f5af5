"""ApplyCardVerification: start a check of a document from pictures of it.

Public page: Face ID (international) API 2018-03-01, "ApplyCardVerification".
"""

from typing import Annotated

from pydantic import Field

from openekyc.actions.shapes.errors import CARD_ACCOUNT, CARD_FAULT, CARD_VALUE
from openekyc.actions.shapes.images import image_bytes
from openekyc.actions.shapes.values import one_of
from openekyc.documents.registry import AUTO, CARD_TYPES, NATIONALITIES
from openekyc.domain import errors
from openekyc.domain.errors import DocumentSideMissing
from openekyc.flows.orders import CardCheckOrder, ImageSource
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.regions import HONG_KONG, JAKARTA, SINGAPORE
from openekyc.wire.struct import Struct

_LONGEST_IMAGE = 5 * 2**20  # base64 characters
_MOST_POLLS = 60
_POLL_AFTER_S = 5


class Request(Struct):
    """What a caller sends; on each side the URL wins over the base64 picture."""

    Nationality: Annotated[str, one_of(*NATIONALITIES, AUTO)]
    CardType: Annotated[str, one_of(*CARD_TYPES, AUTO)]
    ImageBase64Front: str | None = None
    ImageBase64Back: str | None = None
    ImageUrlFront: Annotated[str, Field(max_length=4096)] | None = None
    ImageUrlBack: Annotated[str, Field(max_length=4096)] | None = None


class Response(Struct):
    """What it gets: the token to poll with, how often at most, and how many seconds apart."""

    CardVerificationToken: str
    AsyncCardVerificationMaxPollingTimes: int
    AsyncCardVerificationPollingWaitTime: int


@action(
    "ApplyCardVerification",
    request=Request,
    rate=20,
    regions=(HONG_KONG, JAKARTA, SINGAPORE),
    errors={
        **CARD_ACCOUNT,
        errors.ValueOutOfRange: CARD_VALUE,
        errors.ContradictingOrder: CARD_VALUE,
        errors.DocumentKindUnavailable: CARD_VALUE,
        errors.DocumentSideMissing: CARD_VALUE,
        errors.MediaTooLarge: "FailedOperation.ImageSizeTooLarge",
        errors.MediaEmpty: "InvalidParameterValue.InvalidFileContentSize",
        errors.MediaUndecodable: "InvalidParameter.EngineImageDecodeFailed",
        errors.DownloadFailed: "ResourceUnavailable.ImageDownloadError",
    },
    fault=CARD_FAULT,
    aliases=("ApplyIDVerification",),
)
def apply_card_verification(request: Request, context: Context, flows: Flows) -> Response:
    """Order a document check."""
    ticket = flows.card.apply(context.account, _order(request))
    return Response(
        CardVerificationToken=ticket.token,
        AsyncCardVerificationMaxPollingTimes=_MOST_POLLS,
        AsyncCardVerificationPollingWaitTime=_POLL_AFTER_S,
    )


def _order(request: Request) -> CardCheckOrder:
    front = _source(request.ImageUrlFront, request.ImageBase64Front, name="ImageBase64Front")
    if front is None:
        raise DocumentSideMissing("The front is missing: give `ImageUrlFront` or `ImageBase64Front`.")
    return CardCheckOrder(
        nationality=request.Nationality,
        card_type=request.CardType,
        front=front,
        back=_source(request.ImageUrlBack, request.ImageBase64Back, name="ImageBase64Back"),
    )


def _source(url: str | None, text: str | None, *, name: str) -> ImageSource | None:
    if url:
        return ImageSource(url=url)
    if text is None:
        return None
    return ImageSource(content=image_bytes(text, name=name, longest=_LONGEST_IMAGE))
