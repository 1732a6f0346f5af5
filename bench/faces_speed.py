"""Processor time of each step of the face engine on one picture, one thread: `python bench/faces_speed.py`.

The picture is the public-domain portrait inside scikit-image, enlarged to 1920 x 1080.
"""

import resource
import time
from collections.abc import Callable
from statistics import median

import cv2
import numpy as np
from skimage import data

from openekyc.engines.faces.backends.blazeface_dlib_faceres import BlazefaceDlibFaceres
from openekyc.engines.faces.blazeface import BlazeFace
from openekyc.engines.faces.iris import Irises
from openekyc.engines.faces.mesh import FaceMesh
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings

_ROUNDS = 30


def main() -> None:
    cv2.setNumThreads(1)
    settings = Settings()
    begun = time.process_time()
    faces = BlazefaceDlibFaceres(settings)
    print(f"start {1e3 * (time.process_time() - begun):.0f} ms")
    image = np.zeros((1080, 1920, 3), np.uint8)
    image[:, 420:1500] = cv2.resize(data.astronaut(), (1080, 1080), interpolation=cv2.INTER_CUBIC)
    detector = BlazeFace(open_model(settings, "blazeface"), least_score=settings.faces.least_score)
    mesh, irises = FaceMesh(open_model(settings, "facemesh")), Irises(open_model(settings, "iris"))
    (detection,) = detector.find(image)
    followed = mesh.at(image, detection)
    face = faces.single(image)
    template = faces.enrol([(image, face)])
    if followed is None:
        raise SystemExit("the face was lost")
    tell("detect", lambda: detector.find(image))
    tell("follow with the mesh", lambda: mesh.track(image, followed))
    tell("both irises", lambda: irises.eyes(image, followed))
    tell("detect and describe", lambda: faces.detect(image))
    tell("template", lambda: faces.enrol([(image, face)]))
    tell("compare two templates", lambda: faces.compare(template, template))
    print(f"memory of the process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def tell(what: str, work: Callable[[], object]) -> None:
    """Median processor time over the rounds."""
    times: list[float] = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    print(f"{what} {1e3 * median(times):.1f} ms")


if __name__ == "__main__":
    main()
