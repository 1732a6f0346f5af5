import numpy as np
import pytest

from openekyc.engines.weights.dlib_resnet import write_dlib_resnet
from openekyc.engines.weights.session import infer, open_bytes

STAGES = [("conv32_down", 3, 32, 7)]
STAGES += [(f"conv32_{b}/conv{c}", 32, 32, 3) for b in "123" for c in "12"]
for before, width, blocks in ((32, 64, ("down", "1", "2", "3")), (64, 128, ("down", "1", "2"))):
    STAGES += [(f"conv{width}_{b}/conv1", before if b == "down" else width, width, 3) for b in blocks]
    STAGES += [(f"conv{width}_{b}/conv2", width, width, 3) for b in blocks]
for block, before in (("down", 128), ("1", 256), ("2", 256), ("down_out", 256)):
    STAGES += [(f"conv256_{block}/conv1", before, 256, 3), (f"conv256_{block}/conv2", 256, 256, 3)]


@pytest.fixture(scope="module")
def weights():
    source = np.random.default_rng(3)
    made = {"fc": source.standard_normal((256, 128)).astype(np.float32)}
    for name, before, after, kernel in STAGES:
        spread = (kernel * kernel * before) ** -0.5
        shape = (kernel, kernel, before, after)
        made[f"{name}/conv/filters"] = (source.standard_normal(shape) * spread).astype(np.float32)
        made[f"{name}/conv/bias"] = source.standard_normal(after).astype(np.float32) * 0.01
        made[f"{name}/scale/weights"] = np.ones(after, np.float32)
        made[f"{name}/scale/biases"] = np.zeros(after, np.float32)
    return made


def test_a_batch_of_chips_becomes_one_vector_each(weights):
    session = open_bytes(write_dlib_resnet(weights))
    chips = np.random.default_rng(1).standard_normal((2, 3, 150, 150)).astype(np.float32)
    (both,) = infer(session, chips, ("embedding",))
    (alone,) = infer(session, chips[1:], ("embedding",))
    assert both.shape == (2, 128)
    np.testing.assert_allclose(both[1], alone[0], rtol=1e-4, atol=1e-5)


def test_the_affine_layer_scales_what_a_convolution_gives(weights):
    """A scale of nought in the last residual block leaves its short cut only, so its filters cannot matter."""
    silent = weights | {"conv256_down_out/conv2/scale/weights": np.zeros(256, np.float32)}
    other = silent | {"conv256_down_out/conv2/conv/filters": weights["conv256_down_out/conv2/conv/filters"] * 5}
    chip = np.random.default_rng(1).standard_normal((1, 3, 150, 150)).astype(np.float32)
    results = [infer(open_bytes(write_dlib_resnet(each)), chip, ("embedding",))[0] for each in (silent, other, weights)]
    np.testing.assert_array_equal(results[0], results[1])
    assert np.abs(results[0] - results[2]).max() > 1e-3
