"""GetWebVerificationResultIntl: read the result of a verification on the web page.

Public page: Face ID (international) API 2018-03-01, "GetWebVerificationResultIntl".
"""

from openekyc.actions.shapes.errors import TOKEN
from openekyc.actions.shapes.images import base64_text
from openekyc.actions.shapes.result_codes import web_outcome
from openekyc.actions.shapes.web_result import OCRResult, VerificationDetail, ocr_result, verification_detail
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.regions import JAKARTA, SINGAPORE
from openekyc.wire.struct import Struct


class Request(Struct):
    """What a caller sends."""

    BizToken: str


class Response(Struct):
    """What it gets; ErrorCode is null while there is no result, OCRResult null when there is no card step."""

    ErrorCode: int | None
    ErrorMsg: str | None
    VerificationDetailList: list[VerificationDetail] | None
    VideoBase64: str | None
    BestFrameBase64: str | None
    OCRResult: list[OCRResult] | None
    Extra: str | None


@action(
    "GetWebVerificationResultIntl",
    request=Request,
    rate=20,
    regions=(JAKARTA, SINGAPORE),
    errors=TOKEN,
    aliases=("GetWebVerificationResult",),
)
def get_web_verification_result_intl(request: Request, context: Context, flows: Flows) -> Response:
    """Read a web process."""
    result = flows.web.result(context.account, request.BizToken)
    outcome = None if result.cause is None else web_outcome(result.cause, note=result.note)
    return Response(
        ErrorCode=None if outcome is None else outcome.code,
        ErrorMsg=None if outcome is None else outcome.sentence,
        VerificationDetailList=[verification_detail(attempt, result.tier) for attempt in result.attempts],
        VideoBase64=base64_text(result.evidence.video),
        BestFrameBase64=base64_text(result.evidence.best_frame),
        OCRResult=None if result.cards is None else [ocr_result(card, result.steps) for card in result.cards],
        Extra=result.extra,
    )
