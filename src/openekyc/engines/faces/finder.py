"""Finding faces and describing them: detector, mesh, pose and sharpness put together as the port's `Face`."""

from openekyc.engines.faces.blazeface import BlazeFace
from openekyc.engines.faces.chips import face_chip
from openekyc.engines.faces.mesh import FaceMesh, Mesh
from openekyc.engines.faces.port import Face, Image
from openekyc.engines.faces.pose import head_pose
from openekyc.engines.faces.sharpness import reblur_ratio
from openekyc.engines.weights.catalogue import BLAZEFACE, FACEMESH
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings

MODEL = f"{BLAZEFACE.label}+{FACEMESH.key}"


class FaceFinder:
    """Detects with BlazeFace, confirms and measures with FaceMesh. ``mesh`` may be used to follow a face in a video."""

    def __init__(self, settings: Settings) -> None:
        """Opens both models; raises `weights.folder.ModelUnusable`."""
        self.blazeface = BlazeFace(open_model(settings, BLAZEFACE.key), least_score=settings.faces.least_score)
        self.mesh = FaceMesh(open_model(settings, FACEMESH.key))

    def find(self, image: Image) -> tuple[Face, ...]:
        """All upright faces of an RGB picture, largest first."""
        faces: list[Face] = []
        for detection in self.blazeface.find(image):
            mesh = self.mesh.at(image, detection)
            if mesh is not None and not any(_same_place(mesh, face) for face in faces):
                faces.append(describe(image, mesh, score=detection.score * mesh.flag))
        return tuple(sorted(faces, key=lambda face: -face.eye_distance))


def describe(image: Image, mesh: Mesh, *, score: float) -> Face:
    """The port's `Face` of a mesh in that very picture; ``score`` 0..1 is the finder's or tracker's certainty."""
    height, width = image.shape[:2]
    pose = head_pose(mesh.points, width=width, height=height)
    return Face(
        box=mesh.box,
        mesh=mesh.points,
        score=score,
        yaw=pose.yaw,
        pitch=pose.pitch,
        roll=pose.roll,
        eye_distance=mesh.eye_distance,
        sharpness=reblur_ratio(face_chip(image, mesh)),
        model=MODEL,
    )


def _same_place(mesh: Mesh, face: Face) -> bool:
    """Two detections can end on one face, because the mesh is drawn to the nearest."""
    x, y = mesh.points[:, :2].mean(axis=0)
    left, top, right, bottom = face.box
    return left < x < right and top < y < bottom
