"""The public API, one file per action. Public pages: Face ID (international) API, version 2018-03-01."""

from openekyc.actions.apply_card_verification import apply_card_verification
from openekyc.actions.apply_web_verification_biz_token_intl import apply_web_verification_biz_token_intl
from openekyc.actions.get_card_verification_result import get_card_verification_result
from openekyc.actions.get_face_id_result_intl import get_face_id_result_intl
from openekyc.actions.get_face_id_token_intl import get_face_id_token_intl
from openekyc.actions.get_web_verification_result_intl import get_web_verification_result_intl
from openekyc.wire.gateway import Api

API = Api(
    version="2018-03-01",
    actions=(
        apply_web_verification_biz_token_intl,
        get_web_verification_result_intl,
        get_face_id_token_intl,
        get_face_id_result_intl,
        apply_card_verification,
        get_card_verification_result,
    ),
)
