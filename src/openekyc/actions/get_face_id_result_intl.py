"""GetFaceIdResultIntl: read the result of a selfie verification in an app.

Public page: Face ID (international) API 2018-03-01, "GetFaceIdResultIntl".
"""

from openekyc.actions.shapes.errors import TOKEN
from openekyc.actions.shapes.images import base64_text
from openekyc.actions.shapes.result_codes import selfie_outcome, selfie_tags
from openekyc.flows.orders import DetailTier, SelfieResult
from openekyc.flows.port import Flows
from openekyc.wire.action import Context, action
from openekyc.wire.regions import PRODUCT_REGIONS
from openekyc.wire.struct import Struct


class Request(Struct):
    """What a caller sends."""

    SdkToken: str


class Response(Struct):
    """What it gets. Result is a text: "0" passed, "-999" not finished; texts are empty where there is nothing."""

    Result: str
    Description: str
    BestFrame: str
    Video: str
    ActionVideo: str
    Similarity: float | None
    Extra: str | None
    DeviceInfoLevel: str
    LivenessInfoTag: list[str] | None


@action("GetFaceIdResultIntl", request=Request, rate=20, regions=PRODUCT_REGIONS, errors=TOKEN)
def get_face_id_result_intl(request: Request, context: Context, flows: Flows) -> Response:
    """Read a selfie process."""
    result = flows.selfie.result(context.account, request.SdkToken)
    code, sentence = selfie_outcome(result.cause, note=result.note, newest=context.settings.newest_selfie_codes)
    return Response(
        Result=code,
        Description=sentence,
        BestFrame=base64_text(result.evidence.best_frame) or "",
        Video=base64_text(result.evidence.video) or "",
        ActionVideo="",  # one recording holds all actions; it is in Video
        Similarity=_similarity(result),
        Extra=result.extra,
        DeviceInfoLevel="",  # "not known": a browser tells nothing that could be believed
        LivenessInfoTag=_tags(result),
    )


def _similarity(result: SelfieResult) -> float | None:
    """That of the last attempt; None where nothing was compared."""
    last = result.attempts[-1].similarity if result.attempts else None
    return None if last is None else round(last, 2)


def _tags(result: SelfieResult) -> list[str] | None:
    if result.tier not in {DetailTier.PRO, DetailTier.PLUS}:
        return None
    return selfie_tags(result.attempts[-1].tags) if result.attempts else []
