"""Opening a built model: one thread, no spinning, no memory arena, and only if its hash is the pinned one.

Warm processes run one analysis each, so threads inside a session only fight: five spinning two-thread sessions took
130 ms where these settings take 52 (whole pipeline on a 1080p picture).
"""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from openekyc.engines.weights.catalogue import model_named
from openekyc.engines.weights.folder import models_folder, read_model
from openekyc.settings import Settings


def open_model(settings: Settings, key: str) -> onnxruntime.InferenceSession:
    """The default model of that key, e.g. ``open_model(settings, "blazeface")``.

    Raises `folder.ModelUnusable` when its file is missing or not the pinned one.
    """
    return open_pinned(models_folder(settings), key)


def open_pinned(folder: Path, key: str) -> onnxruntime.InferenceSession:
    """The same from a given folder."""
    return open_bytes(read_model(folder, model_named(key)))


def open_bytes(content: bytes) -> onnxruntime.InferenceSession:
    """A session over ONNX bytes whose hash the caller has checked."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def infer(
    session: onnxruntime.InferenceSession, tensor: NDArray[np.floating], outputs: tuple[str, ...]
) -> tuple[NDArray[np.float32], ...]:
    """The named outputs for one batch, (batch, channels, height, width) of any float type."""
    results = session.run(list(outputs), {"input": np.ascontiguousarray(tensor, np.float32)})
    return tuple(np.asarray(result) for result in results)
