"""Is it a print or a screen? Needs a presentation-attack model; this server has none, and says so."""

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check


def without_model(*, accepted: bool) -> Check:
    """For silent liveness, which rests on such a model; ``accepted`` when the operator does without."""
    signal = Signal(
        name="presentation_attack_model",
        verdict=Verdict.PASS if accepted else Verdict.INCONCLUSIVE,
        detail="No presentation-attack model is installed"
        + ("; the operator accepts silent liveness without one." if accepted else "; silent liveness needs one."),
    )
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE)
