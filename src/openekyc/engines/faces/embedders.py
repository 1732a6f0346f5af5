"""Two networks that turn a face into numbers: dlib's ResNet and FaceRes. Alone neither is enough; see `scorer`."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from openekyc.engines.faces.chips import face_chip, faceres_crop
from openekyc.engines.faces.mesh import Mesh
from openekyc.engines.faces.port import Image
from openekyc.engines.weights.session import infer

Vector = NDArray[np.float32]
_RGB_MEAN = np.array([122.782, 117.001, 104.298], np.float32)
_BGR_MEAN = np.array([103.939, 116.779, 123.68], np.float32)


class DlibResnet:
    """128 numbers from the aligned chip and its mirror image, averaged."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def embed(self, image: Image, mesh: Mesh) -> Vector:
        """A unit vector of shape (128,)."""
        chip = (face_chip(image, mesh).astype(np.float32) - _RGB_MEAN) / 256
        both = np.stack([chip, chip[:, ::-1]]).transpose(0, 3, 1, 2)
        (vectors,) = infer(self._session, both, ("embedding",))
        return unit(vectors.mean(axis=0))


class FaceRes:
    """1024 numbers from an upright crop around the whole mesh, fed as BGR (RGB is clearly worse)."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def embed(self, image: Image, mesh: Mesh) -> Vector:
        """The pooled features of shape (1024,), all >= 0: to be centred before they are compared."""
        crop = faceres_crop(image, mesh)[:, :, ::-1].astype(np.float32) - _BGR_MEAN
        (vectors,) = infer(self._session, crop.transpose(2, 0, 1)[None], ("embedding",))
        return vectors[0]


def unit(vector: NDArray[np.floating]) -> Vector:
    """The vector at length one."""
    return (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)
