"""The quality gate of stills: which face of a picture is compared, and when it is not good enough."""

from collections.abc import Sequence

from openekyc.engines.faces.port import Face, QualityProblem, UnusableFace
from openekyc.settings import FacesSettings


def only_usable(faces: Sequence[Face], limits: FacesSettings) -> Face:
    """The one face to compare, out of all found, largest first; raises `UnusableFace`.

    A second face counts only from a share of the first one's size: passers-by and a card's ghost image are smaller.
    """
    if not faces:
        raise UnusableFace(QualityProblem.NO_FACE, "No face was found.")
    face = faces[0]
    if any(other.eye_distance >= face.eye_distance * limits.second_share for other in faces[1:]):
        raise UnusableFace(QualityProblem.SEVERAL_FACES, "More than one face is in the picture.")
    if face.eye_distance < limits.least_eye_distance_px:
        raise UnusableFace(
            QualityProblem.TOO_SMALL,
            f"The face is too small: {face.eye_distance:.0f} pixels between the outer eye corners, "
            f"{limits.least_eye_distance_px:.0f} are needed.",
        )
    if face.sharpness < limits.least_sharpness:
        raise UnusableFace(QualityProblem.TOO_BLURRED, "The face is blurred.")
    if (
        abs(face.yaw) > limits.most_yaw_deg
        or abs(face.pitch) > limits.most_pitch_deg
        or abs(face.roll) > limits.most_roll_deg
    ):
        raise UnusableFace(QualityProblem.TURNED_AWAY, "The face is turned away.")
    return face
