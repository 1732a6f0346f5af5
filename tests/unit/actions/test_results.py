"""GetWebVerificationResultIntl and GetFaceIdResultIntl show every state in public codes and types."""

import base64
import json

import pytest

from api_calls import code_of, flows, gateway, response_of, tc3_call
from made_results import NO_EVIDENCE, attempt, card_result, selfie_result, web_result
from openekyc.domain import errors
from openekyc.domain.causes import Cause
from openekyc.engines.liveness.port import Tag
from openekyc.flows.orders import DetailTier, FieldEdit, WebSteps

WEB = "GetWebVerificationResultIntl"
SELFIE = "GetFaceIdResultIntl"


def web(name=WEB, **changed):
    response = response_of(gateway(flows(web=web_result(**changed))), tc3_call(name, {"BizToken": "T"}))
    assert "Error" not in response, response
    return response


def selfie(*, newest_selfie_codes=False, **changed):
    gate = gateway(flows(selfie=selfie_result(**changed)), newest_selfie_codes=newest_selfie_codes)
    response = response_of(gate, tc3_call(SELFIE, {"SdkToken": "T"}))
    assert "Error" not in response, response
    return response


def base64_of(content):
    return base64.b64encode(content).decode()


def test_the_flow_is_asked_with_the_account_and_the_token():
    services = flows(web=web_result(), selfie=selfie_result())
    response_of(gateway(services), tc3_call(WEB, {"BizToken": "T1"}))
    response_of(gateway(services), tc3_call(SELFIE, {"SdkToken": "T2"}))
    assert services.web.asked == [("acme", "T1")]
    assert services.selfie.asked == [("acme", "T2")]


def test_a_passed_web_process():
    response = web(extra="é 中")
    del response["RequestId"]
    assert response == {
        "ErrorCode": 0,
        "ErrorMsg": "Success",
        "VerificationDetailList": [
            {
                "ErrorCode": 0,
                "ErrorMsg": "Success",
                "LivenessErrorCode": 0,
                "LivenessErrorMsg": "Success",
                "CompareErrorCode": 0,
                "CompareErrorMsg": "Success",
                "ReqTimestamp": 1_772_368_215_123,
                "Similarity": 91.23,
                "Seq": "attempt-1",
                "LivenessInfoTag": None,
            }
        ],
        "VideoBase64": base64_of(b"video"),
        "BestFrameBase64": base64_of(b"frame"),
        "OCRResult": None,
        "Extra": "é 中",
    }


def test_a_web_process_under_way_has_no_result_but_its_attempts():
    failed = attempt(cause=Cause.NO_FACE, liveness_cause=Cause.NO_FACE, compare_cause=None, similarity=None)
    response = web(cause=None, attempts=(failed,), evidence=NO_EVIDENCE)
    assert response["ErrorCode"] is None
    assert response["ErrorMsg"] is None
    assert [detail["ErrorCode"] for detail in response["VerificationDetailList"]] == [1004]
    assert (response["VideoBase64"], response["BestFrameBase64"]) == (None, None)


def test_where_nothing_was_compared_the_code_is_null_and_the_similarity_zero():
    (detail,) = web(attempts=(attempt(compare_cause=None, similarity=None),))["VerificationDetailList"]
    assert detail["CompareErrorCode"] is None
    assert detail["CompareErrorMsg"] is None
    assert detail["Similarity"] == 0.0


def test_similarity_is_a_number_with_a_point():
    body = gateway(flows(web=web_result(attempts=(attempt(similarity=92.0),)))).answer(tc3_call(WEB, {"BizToken": "T"}))
    assert b'"Similarity":92.0' in body.body


def test_the_note_of_an_attempt_and_of_the_whole_follow_their_sentences():
    response = web(note="Level 2 was run.", attempts=(attempt(note="Level 2 was run."),))
    assert response["ErrorMsg"] == "Success Level 2 was run."
    assert response["VerificationDetailList"][0]["ErrorMsg"] == "Success Level 2 was run."


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (Cause.PASSED, 0),
        (Cause.VIDEO_MISSING, 202),
        (Cause.VIDEO_UNREADABLE, 1001),
        (Cause.VIDEO_TOO_SHORT, 1303),
        (Cause.NO_FACE, 1004),
        (Cause.FACE_LOST, 1004),
        (Cause.SEVERAL_FACES, 2012),
        (Cause.FACE_TOO_FAR, 2014),
        (Cause.FACE_BLURRED, 2014),
        (Cause.TOO_DARK, 1201),
        (Cause.TOO_BRIGHT, 1201),
        (Cause.SPOOF_SUSPECTED, 1002),
        (Cause.ACTION_MISSING, 1005),
        (Cause.LIVENESS_INCONCLUSIVE, 1005),
        (Cause.LIVENESS_ENGINE_FAILED, 1001),
        (Cause.NOT_SAME_PERSON, 2016),
        (Cause.REFERENCE_NO_FACE, 2013),
        (Cause.REFERENCE_SEVERAL_FACES, 2012),
        (Cause.REFERENCE_POOR, 2014),
        (Cause.COMPARISON_FAILED, 2015),
        (Cause.NEVER_OPENED, 15),
        (Cause.TIMED_OUT, 1409),
        (Cause.LEFT, 1410),
        (Cause.CONSENT_DECLINED, 1410),
        (Cause.ATTEMPTS_USED_UP, 16),
    ],
)
def test_every_cause_has_a_web_code(cause, code):
    assert web(cause=cause)["ErrorCode"] == code


SELFIE_CODES = [
    (Cause.PASSED, "0", "0"),
    (Cause.VIDEO_MISSING, "1001", "1001"),
    (Cause.VIDEO_UNREADABLE, "1001", "1001"),
    (Cause.VIDEO_TOO_SHORT, "1001", "1001"),
    (Cause.NO_FACE, "1004", "1004"),
    (Cause.FACE_LOST, "1004", "1004"),
    (Cause.SEVERAL_FACES, "2012", "2012"),
    (Cause.FACE_TOO_FAR, "2014", "2014"),
    (Cause.FACE_BLURRED, "2014", "2014"),
    (Cause.TOO_DARK, "2014", "1201"),
    (Cause.TOO_BRIGHT, "2014", "1201"),
    (Cause.SPOOF_SUSPECTED, "1004", "1002"),
    (Cause.ACTION_MISSING, "1004", "1005"),
    (Cause.LIVENESS_INCONCLUSIVE, "1004", "1005"),
    (Cause.LIVENESS_ENGINE_FAILED, "1001", "1001"),
    (Cause.NOT_SAME_PERSON, "2016", "2016"),
    (Cause.REFERENCE_NO_FACE, "2013", "2013"),
    (Cause.REFERENCE_SEVERAL_FACES, "2012", "2012"),
    (Cause.REFERENCE_POOR, "2014", "2014"),
    (Cause.COMPARISON_FAILED, "2015", "2015"),
    (Cause.NEVER_OPENED, "-999", "-999"),
    (Cause.TIMED_OUT, "-999", "-999"),
    (Cause.LEFT, "-999", "-999"),
    (Cause.CONSENT_DECLINED, "-999", "-999"),
    (Cause.ATTEMPTS_USED_UP, "1004", "1005"),
    (None, "-999", "-999"),
]
OF_SPECIFICATION = {"0", "1001", "1004", "2004", "2012", "2013", "2014", "2015", "2016", "-999"}


@pytest.mark.parametrize(("cause", "specified", "newest"), SELFIE_CODES)
def test_every_cause_has_a_selfie_code_in_both_tables(cause, specified, newest):
    assert selfie(cause=cause)["Result"] == specified
    assert selfie(cause=cause, newest_selfie_codes=True)["Result"] == newest
    assert specified in OF_SPECIFICATION


def test_the_tables_know_every_cause():
    assert {cause for cause, _, _ in SELFIE_CODES} == {*Cause, None}


def test_causes_with_one_code_differ_in_their_description():
    sentences = {selfie(cause=cause)["Description"] for cause, _, _ in SELFIE_CODES}
    assert len(sentences) == len(SELFIE_CODES)


@pytest.mark.parametrize("tier", DetailTier)
def test_web_tags_are_for_plus(tier):
    (detail,) = web(tier=tier, attempts=(attempt(tags=tuple(Tag)),))["VerificationDetailList"]
    every = ["01", "02", "03", "04", "07", "08", "09", "10", "14"]
    assert detail["LivenessInfoTag"] == (every if tier is DetailTier.PLUS else None)


@pytest.mark.parametrize("tier", DetailTier)
def test_selfie_tags_are_for_pro_and_plus(tier):
    tags = selfie(tier=tier, attempts=(attempt(), attempt(tags=tuple(Tag))))["LivenessInfoTag"]
    every = ["01", "02", "03", "05", "09", "10", "11", "12"]
    assert tags == (every if tier in {DetailTier.PRO, DetailTier.PLUS} else None)


def test_tags_are_an_empty_list_before_the_first_attempt():
    assert selfie(tier=DetailTier.PRO, attempts=())["LivenessInfoTag"] == []


def test_a_passed_selfie_process():
    response = selfie(extra="x")
    del response["RequestId"]
    assert response == {
        "Result": "0",
        "Description": "Success",
        "BestFrame": base64_of(b"frame"),
        "Video": base64_of(b"video"),
        "ActionVideo": "",
        "Similarity": 91.23,
        "Extra": "x",
        "DeviceInfoLevel": "",
        "LivenessInfoTag": None,
    }


def test_a_selfie_process_under_way_has_empty_texts_and_no_similarity():
    response = selfie(cause=None, attempts=(), evidence=NO_EVIDENCE)
    assert (response["Result"], response["BestFrame"], response["Video"]) == ("-999", "", "")
    assert response["Similarity"] is None
    assert response["Description"] == "The process is not finished."


def test_similarity_is_that_of_the_last_attempt():
    assert selfie(attempts=(attempt(), attempt(similarity=None)))["Similarity"] is None
    assert selfie(attempts=(attempt(similarity=None), attempt(similarity=12.345)))["Similarity"] == 12.35


def test_a_card_comes_with_pictures_and_both_families_of_names():
    (card,) = web(cards=(card_result(),), steps=WebSteps.CARD_AND_FACE)["OCRResult"]
    assert card["IsPass"] is True
    assert card["CardImageBase64"] == base64_of(b"front")
    assert card["CardBackImageBase64"] == base64_of(b"back")
    assert card["CardCutImageBase64"] == base64_of(b"front cut")
    assert card["CardBackCutImageBase64"] is None
    assert card["HeadImageBase64"] == base64_of(b"portrait")
    assert card["WarnCardInfos"] == [-9102]
    assert card["RequestId"] == "reading-1"
    assert card["CardInfo"]["HKIDCard"]["EnName"] == "SAN, Nan"
    assert card["NormalCardInfo"]["HKIDCard"]["FullName"] == "SAN, Nan"
    assert card["OriginalCardInfo"] is None


def test_with_only_a_card_step_the_raw_reading_comes_instead_of_the_unified_names():
    (card,) = web(cards=(card_result(read={"CnName": "辛南"}),), steps=WebSteps.CARD)["OCRResult"]
    assert card["NormalCardInfo"] is None
    assert json.loads(card["OriginalCardInfo"]) == {"CnName": "辛南"}


def test_what_a_person_corrected_counts_and_the_machines_reading_comes_beside_it():
    edit = FieldEdit(name="EnName", read="SAN, Nan", confirmed="SUN, Nan")
    (card,) = web(cards=(card_result(fields={"EnName": "SUN, Nan"}, edits=(edit,)),))["OCRResult"]
    assert card["CardInfo"]["HKIDCard"]["EnName"] == "SUN, Nan"
    assert json.loads(card["OriginalCardInfo"]) == {"EnName": "SAN, Nan"}


def test_a_card_of_no_known_kind_has_neither_family():
    unknown = card_result(member=None, normal_member=None, fields={}, normal_fields={}, passed=False)
    (card,) = web(cards=(unknown,))["OCRResult"]
    assert (card["CardInfo"], card["NormalCardInfo"], card["IsPass"]) == (None, None, False)


def test_a_card_step_not_yet_done_is_an_empty_list():
    assert web(cards=())["OCRResult"] == []


@pytest.mark.parametrize(("name", "flow", "member"), [(WEB, "web", "BizToken"), (SELFIE, "selfie", "SdkToken")])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.TokenIllegal, "InvalidParameterValue.BizTokenIllegal"),
        (errors.TokenExpired, "InvalidParameterValue.BizTokenExpired"),
    ],
)
def test_tokens_that_give_nothing(name, flow, member, error, code):
    assert code_of(gateway(flows(**{flow: error("why")})), tc3_call(name, {member: "T"})) == code


@pytest.mark.parametrize(("name", "member"), [(WEB, "BizToken"), (SELFIE, "SdkToken")])
@pytest.mark.parametrize(
    ("token", "code"), [("", "MissingParameter"), (None, "MissingParameter"), (1, "InvalidParameter")]
)
def test_a_token_must_be_a_text(name, member, token, code):
    assert code_of(gateway(), tc3_call(name, {member: token})) == code


def test_the_name_in_the_examples_of_the_specification_works():
    assert web(name="GetWebVerificationResult")["ErrorCode"] == 0
