import pytest

from openekyc.demo.choices import Flow
from openekyc.demo.summaries import Tone, is_finished, summarise
from unit.demo.conftest import PASSED


@pytest.mark.parametrize(
    ("flow", "answer", "finished"),
    [
        (Flow.WEB, {"ErrorCode": None}, False),
        (Flow.WEB, {"ErrorCode": 0}, True),
        (Flow.WEB, {"ErrorCode": 1004}, True),
        (Flow.SELFIE, {"Result": "-999"}, False),
        (Flow.SELFIE, {"Result": "0"}, True),
        (Flow.CARD, {"Status": "PROCESSING"}, False),
        (Flow.CARD, {"Status": "REJECTED"}, True),
    ],
)
def test_each_flow_says_in_its_own_way_that_it_has_ended(flow, answer, finished):
    assert is_finished(flow, answer) is finished


@pytest.mark.parametrize(
    ("flow", "answer", "tone"),
    [
        (Flow.WEB, {"ErrorCode": 0, "ErrorMsg": "Success"}, Tone.PASSED),
        (Flow.WEB, {"ErrorCode": 1004, "ErrorMsg": "Action not seen"}, Tone.FAILED),
        (Flow.WEB, {"ErrorCode": None}, Tone.OPEN),
        (Flow.SELFIE, {"Result": "0", "Description": "Success"}, Tone.PASSED),
        (Flow.SELFIE, {"Result": "2014", "Description": "Not clear"}, Tone.FAILED),
        (Flow.SELFIE, {"Result": "-999"}, Tone.OPEN),
        (Flow.CARD, {"Status": "PASSED"}, Tone.PASSED),
        (Flow.CARD, {"Status": "WARNING", "WarnInfo": ["PoorImageQuality"]}, Tone.WARNING),
        (Flow.CARD, {"Status": "REJECTED"}, Tone.FAILED),
        (Flow.CARD, {"Status": "PROCESSING"}, Tone.OPEN),
    ],
)
def test_only_the_code_that_means_passed_looks_passed(flow, answer, tone):
    assert summarise(flow, answer).tone is tone


def test_a_part_that_was_not_done_stays_empty_instead_of_looking_like_success():
    (attempt,) = summarise(Flow.WEB, PASSED).attempts
    assert (attempt.liveness, attempt.comparison) == ("0 · Success", "")


def test_the_filled_struct_of_a_card_is_shown_with_its_warnings():
    (card,) = summarise(Flow.WEB, PASSED).cards
    assert (card.title, card.passed, card.warnings) == ("HKIDCard", True, ("-9103",))
    assert dict(card.fields)["IdNum"] == "C000000(E)"


def test_a_card_step_without_a_reading_is_shown_as_such():
    (card,) = summarise(Flow.WEB, {"ErrorCode": 9, "OCRResult": [{"IsPass": False, "CardInfo": None}]}).cards
    assert (card.title, card.passed, card.fields) == ("Card", False, ())


def test_similarity_zero_is_a_value_and_a_missing_one_is_not():
    facts = dict(summarise(Flow.SELFIE, {"Result": "2012", "Similarity": 0.0}).facts)
    assert facts["Similarity"] == "0.0"
    assert "Similarity" not in dict(summarise(Flow.SELFIE, {"Result": "0", "Similarity": None}).facts)
