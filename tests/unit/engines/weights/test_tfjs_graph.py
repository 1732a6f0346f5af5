"""Every operation of the converter against a plain channels-last calculation, on networks made by hand."""

import base64

import numpy as np
import onnx
import pytest

from openekyc.engines.weights.catalogue import Output
from openekyc.engines.weights.session import infer, open_bytes
from openekyc.engines.weights.tfjs_graph import GraphNotUnderstood, convert_graph

SOURCE = np.random.default_rng(7)


def text(value):
    return {"s": base64.b64encode(value.encode()).decode()}


def four(*numbers):
    return {"list": {"i": [str(number) for number in (1, *numbers, 1)]}}


def node(name, op, *inputs, **attributes):
    return {"name": name, "op": op, "input": list(inputs), "attr": attributes}


def image(height, width, channels):
    sizes = [{"size": str(size)} for size in (-1, height, width, channels)]
    return node("image", "Placeholder", shape={"shape": {"dim": sizes}})


def convolution(name, op, *inputs, stride=1, padding="SAME", fused=()):
    steps = {"list": {"s": [text(step)["s"] for step in fused]}}
    return node(name, op, *inputs, strides=four(stride, stride), padding=text(padding), fused_ops=steps)


def random(*shape):
    return SOURCE.standard_normal(shape).astype(np.float32)


def converted(nodes, weights, shape, pixels, last):
    constants = [node(name, "Const") for name in weights]
    outputs = [Output(source=last, name="out", shape=shape)]
    content = convert_graph("tiny", {"node": [*nodes, *constants]}, weights, outputs)
    (result,) = infer(open_bytes(content), pixels.transpose(0, 3, 1, 2), ("out",))
    return result


def windows(x, kernel, stride, padding, empty=0.0):
    """Every window of a channels-last batch: (n, height, width, kernel, kernel, channels)."""
    n, height, width, channels = x.shape
    if padding == "SAME":
        out = -(-height // stride), -(-width // stride)
        down, across = (max((o - 1) * stride + kernel - s, 0) for o, s in zip(out, (height, width), strict=True))
        pads = ((0, 0), (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0))
        x = np.pad(x, pads, constant_values=empty)
    else:
        out = (height - kernel) // stride + 1, (width - kernel) // stride + 1
    result = np.empty((n, *out, kernel, kernel, channels), np.float32)
    for i in range(out[0]):
        for j in range(out[1]):
            result[:, i, j] = x[:, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
    return result


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(("kernel", "stride", "size"), [(3, 1, 6), (3, 2, 6), (5, 2, 7), (1, 1, 4), (2, 2, 6)])
def test_a_convolution_pads_and_strides_as_tensorflow_does(kernel, stride, size, padding):
    x, filters, bias = random(2, size, size, 3), random(kernel, kernel, 3, 4), random(4)
    expected = np.einsum("nhwabc,abco->nhwo", windows(x, kernel, stride, padding), filters) + bias
    nodes = [
        image(size, size, 3),
        convolution("y", "_FusedConv2D", "image", "f", "b", stride=stride, padding=padding, fused=("BiasAdd", "Relu")),
    ]
    found = converted(nodes, {"f": filters, "b": bias}, expected.shape[1:], x, "y")
    np.testing.assert_allclose(found, np.maximum(expected, 0), atol=1e-5)


def test_a_depthwise_convolution_keeps_channels_apart():
    x, filters = random(1, 5, 5, 3), random(3, 3, 3, 1)
    expected = np.einsum("nhwabc,abc->nhwc", windows(x, 3, 1, "SAME"), filters[..., 0])
    nodes = [image(5, 5, 3), convolution("y", "DepthwiseConv2dNative", "image", "f")]
    np.testing.assert_allclose(converted(nodes, {"f": filters}, (5, 5, 3), x, "y"), expected, atol=1e-5)


def test_batch_normalisation_behind_a_convolution_is_folded_in():
    x, filters, scale, shift = random(1, 4, 4, 2), random(1, 1, 2, 3), random(3), random(3)
    expected = np.einsum("nhwc,co->nhwo", x, filters[0, 0]) * scale + shift
    nodes = [
        image(4, 4, 2),
        convolution("c", "Conv2D", "image", "f"),
        node("m", "Mul", "c", "scale"),
        node("a", "Add", "m", "shift"),
    ]
    weights = {"f": filters, "scale": scale, "shift": shift}
    np.testing.assert_allclose(converted(nodes, weights, (4, 4, 3), x, "a"), expected, atol=1e-5)
    content = convert_graph(
        "tiny",
        {"node": [*nodes, *(node(name, "Const") for name in weights)]},
        weights,
        [Output(source="a", name="out", shape=(4, 4, 3))],
    )
    kinds = [each.op_type for each in onnx.load_from_string(content).graph.node]
    assert "Mul" not in kinds
    assert "Add" not in kinds


def test_relu_minimum_and_maximum_become_one_clip():
    x, filters = random(1, 4, 4, 2) * 9, random(1, 1, 2, 2)
    nodes = [
        image(4, 4, 2),
        convolution("c", "Conv2D", "image", "f"),
        node("r", "Relu", "c"),
        node("n", "Minimum", "r", "six"),
        node("y", "Maximum", "n", "nought"),
    ]
    weights = {"f": filters, "six": np.float32(6), "nought": np.float32(0)}
    expected = np.clip(np.einsum("nhwc,co->nhwo", x, filters[0, 0]), 0, 6)
    np.testing.assert_allclose(converted(nodes, weights, (4, 4, 2), x, "y"), expected, atol=1e-4)


def test_a_residual_block_with_prelu_pooling_and_grown_channels():
    x, filters, slope = random(2, 6, 6, 2), random(3, 3, 2, 4), random(1, 1, 4)
    nodes = [
        image(6, 6, 2),
        convolution("c", "_FusedConv2D", "image", "f", "b", stride=2, fused=("BiasAdd",)),
        node("p", "MaxPool", "image", ksize=four(2, 2), strides=four(2, 2), padding=text("SAME")),
        node("g", "Pad", "p", "paddings"),
        node("s", "AddV2", "c", "g"),
        node("y", "Prelu", "s", "slope"),
        node("out", "Identity", "y"),
    ]
    weights = {
        "f": filters,
        "b": random(4),
        "slope": slope,
        "paddings": np.array([[0, 0], [0, 0], [0, 0], [0, 2]], np.int32),
    }
    inner = np.einsum("nhwabc,abco->nhwo", windows(x, 3, 2, "SAME"), filters) + weights["b"]
    pooled = np.pad(windows(x, 2, 2, "SAME").max(axis=(3, 4)), ((0, 0), (0, 0), (0, 0), (0, 2)))
    total = inner + pooled
    expected = np.where(total > 0, total, total * slope)
    np.testing.assert_allclose(converted(nodes, weights, (3, 3, 4), x, "out"), expected, atol=1e-5)


def test_concatenation_mean_and_sigmoid():
    x, filters = random(1, 4, 4, 2), random(1, 1, 2, 3)
    nodes = [
        image(4, 4, 2),
        convolution("c", "Conv2D", "image", "f"),
        node("j", "ConcatV2", "image", "c", "axis"),
        node("m", "Mean", "j", "over"),
        node("y", "Sigmoid", "m"),
    ]
    weights = {"f": filters, "axis": np.int32(3), "over": np.array([1, 2], np.int32)}
    joined = np.concatenate([x, np.einsum("nhwc,co->nhwo", x, filters[0, 0])], axis=3).mean(axis=(1, 2))
    np.testing.assert_allclose(converted(nodes, weights, (5,), x, "y"), 1 / (1 + np.exp(-joined)), atol=1e-5)


def test_a_reshape_reads_memory_channels_last():
    x = random(2, 3, 2, 4)
    nodes = [image(3, 2, 4), node("y", "Reshape", "image", "shape")]
    found = converted(nodes, {"shape": np.array([-1, 6, 4], np.int32)}, (6, 4), x, "y")
    np.testing.assert_array_equal(found, x.reshape(2, 6, 4))


def test_the_same_network_gives_the_same_bytes():
    weights = {"f": random(3, 3, 3, 4)}
    nodes = [image(6, 6, 3), convolution("y", "Conv2D", "image", "f"), node("f", "Const")]
    outputs = [Output(source="y", name="out", shape=(6, 6, 4))]
    first, second = (convert_graph("tiny", {"node": nodes}, weights, outputs) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("last", "weights", "told"),
    [
        (node("y", "Softmax", "image"), {}, "Softmax at y"),
        (node("y", "Mul", "image", "w"), {"w": np.ones(2, np.float32)}, "not behind a convolution"),
        (node("y", "Pad", "image", "w"), {"w": np.array([[0, 0], [1, 0], [0, 0], [0, 0]])}, "padding in front"),
        (node("y", "ConcatV2", "image", "image", "w"), {"w": np.int32(1)}, "not along the channels"),
        (node("y", "Mean", "image", "w"), {"w": np.array([3])}, "not over height and width"),
        (convolution("y", "_FusedConv2D", "image", "w", fused=("Elu",)), {"w": np.ones((1, 1, 2, 2))}, "Elu"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(last, weights, told):
    with pytest.raises(GraphNotUnderstood, match=told):
        converted([image(4, 4, 2), last], weights, (4, 4, 2), random(1, 4, 4, 2), "y")
