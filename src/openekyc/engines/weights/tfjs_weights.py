"""Reading the weights of TensorFlow.js: a manifest of tensors that lie one after the other in a binary file.

Format: https://www.tensorflow.org/js/guide/save_load (``weightsManifest``) with uint8 and float16 quantisation.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = dict[str, NDArray[Any]]


def read_weights(manifest: Sequence[dict[str, Any]], binary: bytes) -> Tensors:
    """Every tensor by name, floats as float32; raises ValueError when manifest and binary do not fit."""
    tensors: Tensors = {}
    offset = 0
    for group in manifest:
        for entry in group["weights"]:
            stored = np.dtype(entry.get("quantization", entry)["dtype"])
            count = math.prod(entry["shape"])
            if offset + count * stored.itemsize > len(binary):
                raise ValueError(f"The weights end before {entry['name']}")
            flat = np.frombuffer(binary, stored.newbyteorder("<"), count, offset)
            tensors[entry["name"]] = _restored(flat, entry).reshape(entry["shape"])
            offset += count * stored.itemsize
    if offset != len(binary):
        raise ValueError(f"{len(binary) - offset} bytes of weights belong to no tensor")
    return tensors


def _restored(flat: NDArray[Any], entry: dict[str, Any]) -> NDArray[Any]:
    """Undo the quantisation: uint8 and uint16 are ``value * scale + min``, float16 is only widened."""
    quantization = entry.get("quantization")
    if quantization is None:
        return flat.astype(np.dtype(entry["dtype"]))
    if quantization["dtype"] == "float16":
        return flat.astype(np.float32)
    return (flat.astype(np.float64) * quantization["scale"] + quantization["min"]).astype(np.float32)
