"""How a recording is judged: live, one person throughout, and the person of the picture; no pass without all."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PIL import Image

from face_series import challenge, client_log
from openekyc.domain.causes import Cause
from openekyc.domain.challenge import ServerTimes
from openekyc.engines.faces.port import Face, Similarity, Template
from openekyc.engines.liveness.port import Assessment, Decision, FaceFrame
from openekyc.engines.warm import Engines
from openekyc.flows.analyses.attempt_analysis import Recording, judge_with

ANNA, BERT = 40, 200  # people are told apart by the grey of their pictures
BEGAN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def _picture(person):
    return np.full((16, 16, 3), person, np.uint8)


def _file(person):
    memory = io.BytesIO()
    Image.fromarray(_picture(person)).save(memory, "PNG")
    return memory.getvalue()


def _face():
    return Face(
        box=(0, 0, 16, 16),
        mesh=np.zeros((468, 3), np.float32),
        score=1.0,
        yaw=0.0,
        pitch=0.0,
        roll=0.0,
        eye_distance=120.0,
        sharpness=0.5,
        model="test/1",
    )


class GreyFaces:
    """Fulfils the faces port: the same grey is the same person."""

    model = "grey/1"

    def __init__(self, alike=(95.0, 10.0)):
        self.same, self.different = alike

    def detect(self, image):
        return (_face(),)

    def single(self, image):
        return _face()

    def enrol(self, images):
        return Template(vectors=(np.array([np.mean([image.mean() for image, _ in images])], np.float32),), model="grey")

    def compare(self, first, second):
        near = abs(float(first.vectors[0][0] - second.vectors[0][0])) < 10
        score = self.same if near else self.different
        return Similarity(score=score, raw=score, calibration="none", model="grey")


class ToldLiveness:
    """Fulfils the liveness port: answers what it was told to."""

    model = "told/1"

    def __init__(self, best, witnesses, decision=Decision.LIVE, cause=Cause.PASSED):
        frames = [
            FaceFrame(image=_picture(who), face=_face(), time_s=time) for time, who in enumerate((*best, *witnesses))
        ]
        self.answer = Assessment(
            decision=decision,
            cause=cause,
            tags=(),
            signals=(),
            best_frames=tuple(frames[: len(best)]),
            witnesses=tuple(frames[len(best) :]),
            video=None,
            model=self.model,
        )
        self.server_times = None

    def assess(self, recording, *, challenge, client_log, server_times=None):
        self.server_times = server_times
        return self.answer


RECORDING = Recording(
    video=b"",
    challenge=challenge(("blink", 1.0)),
    client_log=client_log(5.0),
    server_times=ServerTimes(began_at=BEGAN, revealed=(BEGAN,), uploaded_at=BEGAN + timedelta(seconds=9)),
    compares=True,
    reference=_file(ANNA),
    pass_mark=70.0,
    agreement_mark=70.0,
)
LIVENESS_ONLY = replace(RECORDING, compares=False, reference=None)


def _judgement(best=(ANNA,) * 5, witnesses=(ANNA,) * 5, recording=RECORDING, faces=None, **how):
    engines = Engines(faces=faces or GreyFaces(), liveness=ToldLiveness(best, witnesses, **how), text=None, cards=None)
    return judge_with(engines, recording).judgement


def test_a_live_person_who_is_the_one_of_the_picture_passes():
    judgement = _judgement()
    assert (judgement.cause, judgement.liveness_cause, judgement.compare_cause) == (Cause.PASSED,) * 3
    assert judgement.similarity == 95.0


@pytest.mark.parametrize(
    ("best", "witnesses"),
    [((ANNA, ANNA, BERT, ANNA, ANNA), (ANNA,) * 5), ((ANNA,) * 5, (ANNA, ANNA, BERT, ANNA, ANNA)), ((BERT,), (ANNA,))],
)
@pytest.mark.parametrize("recording", [RECORDING, LIVENESS_ONLY], ids=["compared", "liveness only"])
def test_spliced_people_are_suspected_and_never_compared(best, witnesses, recording):
    judgement = _judgement(best, witnesses, recording)
    assert (judgement.cause, judgement.liveness_cause) == (Cause.SPOOF_SUSPECTED, Cause.SPOOF_SUSPECTED)
    assert judgement.tags == ("another_person",)
    assert (judgement.compare_cause, judgement.similarity) == (None, None)
    assert judgement.signals[-1].name == "one_person"


@pytest.mark.parametrize(
    ("best", "witnesses", "faces"),
    [((), (), None), ((ANNA,), (), None), ((), (ANNA, ANNA), None), ((ANNA,) * 5, (), GreyFaces((float("nan"), 0.0)))],
)
@pytest.mark.parametrize("recording", [RECORDING, LIVENESS_ONLY], ids=["compared", "liveness only"])
def test_without_pictures_to_lay_together_there_is_no_pass(best, witnesses, faces, recording):
    assert _judgement(best, witnesses, recording, faces).cause is Cause.LIVENESS_INCONCLUSIVE


def test_another_person_than_the_one_of_the_picture_does_not_pass():
    judgement = _judgement(recording=replace(RECORDING, reference=_file(BERT)))
    assert (judgement.cause, judgement.liveness_cause) == (Cause.NOT_SAME_PERSON, Cause.PASSED)


def test_a_comparison_that_was_ordered_never_passes_without_a_picture_to_compare_with():
    judgement = _judgement(recording=replace(RECORDING, reference=None))
    assert (judgement.cause, judgement.compare_cause) == (Cause.COMPARISON_FAILED, Cause.COMPARISON_FAILED)


def test_liveness_alone_compares_with_nobody():
    judgement = _judgement(recording=LIVENESS_ONLY)
    assert (judgement.cause, judgement.compare_cause) == (Cause.PASSED, None)


def test_who_is_not_live_is_not_compared():
    judgement = _judgement(decision=Decision.RETRY, cause=Cause.ACTION_MISSING)
    assert (judgement.cause, judgement.compare_cause, judgement.signals) == (Cause.ACTION_MISSING, None, ())


def test_the_servers_times_reach_the_liveness_engine():
    liveness = ToldLiveness((ANNA,), (ANNA,))
    judge_with(Engines(faces=GreyFaces(), liveness=liveness, text=None, cards=None), RECORDING)
    assert liveness.server_times == RECORDING.server_times
