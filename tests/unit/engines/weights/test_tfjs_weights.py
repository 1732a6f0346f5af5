import struct

import numpy as np
import pytest

from openekyc.engines.weights.tfjs_weights import read_weights


def one(shape, dtype="float32", quantization=None):
    described = {"name": "a", "shape": shape, "dtype": dtype}
    return [{"weights": [described | ({"quantization": quantization} if quantization else {})]}]


def test_tensors_follow_one_another_across_groups():
    manifest = [*one([2, 2]), {"weights": [{"name": "b", "shape": [2], "dtype": "int32"}]}]
    tensors = read_weights(manifest, struct.pack("<4f2i", 1, 2, 3, 4, 5, 6))
    assert tensors["a"].tolist() == [[1, 2], [3, 4]]
    assert tensors["b"].tolist() == [5, 6]


def test_a_scalar_has_one_element():
    assert read_weights(one([]), struct.pack("<f", 6))["a"].tolist() == 6


def test_bytes_become_floats_by_scale_and_least_value():
    tensors = read_weights(one([3], quantization={"dtype": "uint8", "scale": 0.5, "min": -1.0}), bytes([0, 2, 255]))
    assert tensors["a"].tolist() == [-1.0, 0.0, 126.5]
    assert tensors["a"].dtype == np.float32


def test_half_floats_are_only_widened():
    tensors = read_weights(one([2], quantization={"dtype": "float16"}), struct.pack("<2e", 1.5, -2))
    assert tensors["a"].tolist() == [1.5, -2]
    assert tensors["a"].dtype == np.float32


@pytest.mark.parametrize(("binary", "told"), [(b"\0" * 7, "end before a"), (b"\0" * 9, "1 bytes of weights")])
def test_a_binary_of_another_length_is_refused(binary, told):
    with pytest.raises(ValueError, match=told):
        read_weights(one([2]), binary)
