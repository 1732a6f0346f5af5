"""The card step: photographed, read, confirmed or corrected, and taken again when the picture is no good."""

import pytest
from tests.wire.capture.conftest import ACCOUNT, analysed, judged, picture

from openekyc.domain.causes import Cause
from openekyc.domain.errors import DocumentKindUnavailable, DocumentSideMissing, MediaUndecodable, TokenIllegal
from openekyc.domain.findings import Verdict
from openekyc.flows.orders import CardCheckOrder, CardCheckStatus, ImageSource, WebSteps


def photographed(scene, steps=WebSteps.CARD, **changes):
    token = scene.web(steps, **changes)
    assert scene.put(token, "card/front", picture()).status_code == 204
    assert scene.post(token, "card/read").json()["stage"] == "card_reading"
    return token


def test_a_confirmed_card_ends_a_process_that_asks_for_nothing_else(scene):
    token = photographed(scene)
    scene.read(token, analysed())
    session = scene.get(token).json()
    assert session["stage"] == "card_confirm"
    assert session["card"]["reading"]["fields"][0] == {"name": "EnName", "label": "EnName", "value": "SAN, Nan"}
    assert scene.post(token, "card/confirm", {"edits": {}}).json()["stage"] == "finished"
    card = scene.web_result(token).cards[0]
    assert card.passed
    assert card.fields["IdNum"] == "C000000(E)"
    assert (card.front, card.front_cut) == (picture(), b"\xff\xd8\xff cut")


def test_the_portrait_of_the_confirmed_card_is_what_the_face_is_compared_with(scene):
    token = photographed(scene, WebSteps.CARD_AND_FACE)
    scene.read(token, analysed())
    assert scene.post(token, "card/confirm", {"edits": {}}).json()["stage"] == "face"
    scene.judge(scene.record(token), judged(compare=Cause.PASSED, similarity=88.0))
    assert scene.seen[0].reference == b"\xff\xd8\xff portrait"
    assert scene.web_result(token).cause is Cause.PASSED


def test_what_the_person_corrects_is_kept_beside_what_the_machine_read(scene):
    token = photographed(scene)
    scene.read(token, analysed())
    scene.post(token, "card/confirm", {"edits": {"EnName": "SUN, Nan", "IdNum": "C000000(E)"}})
    card = scene.web_result(token).cards[0]
    assert (card.fields["EnName"], card.normal_fields["FullName"]) == ("SUN, Nan", "SUN, Nan")
    assert card.read["EnName"] == "SAN, Nan"
    assert [(edit.name, edit.read, edit.confirmed) for edit in card.edits] == [("EnName", "SAN, Nan", "SUN, Nan")]


@pytest.mark.parametrize("edits", [{"Height": "1.80"}, {"EnName": "x" * 301}])
def test_an_edit_of_what_the_card_does_not_carry_is_refused(scene, edits):
    token = photographed(scene)
    scene.read(token, analysed())
    answer = scene.post(token, "card/confirm", {"edits": edits})
    assert answer.status_code == 422
    assert next(iter(edits)) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("reading", "order", "retake"),
    [
        (analysed(status=CardCheckStatus.REJECTED, hints=("unreadable",)), {}, True),
        (analysed(status=CardCheckStatus.REJECTED, hints=("wrong_kind",)), {"ignore_warnings": True}, True),
        (analysed(hints=("glare",), warnings=(-9107,)), {}, True),
        (analysed(hints=("glare",), warnings=(-9107,)), {"ignore_warnings": True}, False),
        (analysed(hints=("glare",), warnings=(-9107,)), {"stopping_warnings": (-9108,)}, False),
        (analysed(hints=("glare",), warnings=(-9107,)), {"stopping_warnings": (-9107, -9108)}, True),
        (analysed(hints=("expired",)), {}, False),
        (analysed(hints=("expired",)), {"allow_expired": False}, True),
        (analysed(hints=("number_check",)), {}, False),
        (None, {}, True),
    ],
)
def test_the_caller_decides_which_warnings_stop_but_never_that_nothing_was_read(scene, reading, order, retake):
    token = photographed(scene, card=order)
    scene.read(token, reading)
    assert scene.get(token).json()["card"]["reading"]["retake"] is retake
    confirmed = scene.post(token, "card/confirm", {"edits": {}})
    assert confirmed.status_code == (409 if retake else 200)


@pytest.mark.parametrize(
    "reading",
    [
        analysed(hints=("no_portrait",), portrait=None, face=Verdict.FAIL),
        analysed(hints=("no_portrait",), face=Verdict.FAIL),
        analysed(face=Verdict.INCONCLUSIVE),
    ],
)
def test_a_card_whose_portrait_cannot_be_compared_with_is_taken_again(scene, reading):
    token = photographed(scene, WebSteps.CARD_AND_FACE)
    scene.read(token, reading)
    assert scene.get(token).json()["card"]["reading"]["retake"] is True


def test_a_card_can_be_taken_again(scene):
    token = photographed(scene)
    scene.read(token, analysed(status=CardCheckStatus.REJECTED, hints=("unreadable",)))
    scene.clock.turn(seconds=1)
    assert scene.post(token, "card/retake").json()["stage"] == "card"
    scene.put(token, "card/front", picture((9, 9, 9)))
    scene.post(token, "card/read")
    scene.read(token, analysed())
    assert scene.get(token).json()["card"]["reading"]["retake"] is False


def test_uploading_again_replaces_the_picture_until_it_is_read(scene):
    token = scene.web(WebSteps.CARD)
    scene.put(token, "card/front", picture())
    better = picture((1, 2, 3))
    scene.put(token, "card/front", better)
    scene.post(token, "card/read")
    scene.read(token, analysed())
    assert scene.web_result(token).cards[0].front == better


def test_reading_needs_the_picture_first(scene):
    answer = scene.post(scene.web(WebSteps.CARD), "card/read")
    assert (answer.status_code, answer.json()["detail"]) == (409, "Upload the card's front first.")


@pytest.mark.parametrize(
    ("side", "content", "status"),
    [
        ("front", b"", 415),
        ("front", b"GIF89a" + bytes(100), 415),
        ("front", picture()[:200], 415),
        ("front", b"\xff\xd8\xff" + bytes(8 * 2**20), 413),
        ("inside", picture(), 422),
    ],
)
def test_a_bad_picture_is_refused_before_any_work_is_made_of_it(scene, side, content, status):
    assert scene.put(scene.web(WebSteps.CARD), f"card/{side}", content).status_code == status


def check(front, back=None, nationality="HKG", card_type="ID_CARD"):
    return CardCheckOrder(
        nationality=nationality,
        card_type=card_type,
        front=ImageSource(content=front),
        back=None if back is None else ImageSource(content=back),
    )


def test_a_document_check_is_processed_then_answered(scene):
    token = scene.card_flow.apply(ACCOUNT, check(picture(), picture((1, 1, 1)))).token
    assert scene.card_flow.result(ACCOUNT, token).status is CardCheckStatus.PROCESSING
    scene.read(token, analysed())
    result = scene.card_flow.result(ACCOUNT, token)
    assert result.status is CardCheckStatus.PASSED
    assert result.card.member == "HKIDCard"
    with pytest.raises(TokenIllegal):
        scene.card_flow.result("somebody else", token)


def test_a_document_check_that_cannot_be_made_is_rejected_never_passed(scene):
    token = scene.card_flow.apply(ACCOUNT, check(picture(), picture())).token
    scene.read(token, None)
    assert scene.card_flow.result(ACCOUNT, token).status is CardCheckStatus.REJECTED


def test_what_a_document_check_cannot_do_is_said_at_once(scene):
    with pytest.raises(DocumentSideMissing):
        scene.card_flow.apply(ACCOUNT, check(picture()))
    with pytest.raises(DocumentKindUnavailable):
        scene.card_flow.apply(ACCOUNT, check(picture(), nationality="THA", card_type="DRIVING_LICENSE"))
    with pytest.raises(MediaUndecodable):
        scene.card_flow.apply(ACCOUNT, check(picture()[:300], picture()))
