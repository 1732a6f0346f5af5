"""dlib's face recognition network from the weights of face-api.js: 150 x 150 RGB in, 128 numbers out.

Layers after http://dlib.net/dnn_face_recognition_ex.cpp.html; the input is (value - mean) / 256 as in dlib itself.
"""

import numpy as np

from openekyc.engines.weights.onnx_graph import Filters, GraphWriter, Sliding, Value
from openekyc.engines.weights.tfjs_weights import Tensors

_STAGES = (
    (32, ("1", "2", "3")),
    (64, ("down", "1", "2", "3")),
    (128, ("down", "1", "2")),
    (256, ("down", "1", "2", "down_out")),
)
_HALF = Sliding(kernel=(2, 2), stride=(2, 2), same=False)


def write_dlib_resnet(weights: Tensors) -> bytes:
    """The ONNX file: ``input`` (batch, 3, 150, 150) to ``embedding`` (batch, 128)."""
    graph = GraphWriter("dlib-resnet", (3, 150, 150))
    x = graph.relu(
        _convolution(graph, weights, "conv32_down", graph.input, Sliding(kernel=(7, 7), stride=(2, 2), same=False))
    )
    x = graph.max_pool(x, Sliding(kernel=(3, 3), stride=(2, 2), same=False))
    for width, blocks in _STAGES:
        for block in blocks:
            residual = _residual_down if block.startswith("down") else _residual
            x = residual(graph, weights, f"conv{width}_{block}", x)
    graph.output(graph.matmul(graph.global_mean(x), weights["fc"]), "embedding")
    return graph.serialise()


def _residual(graph: GraphWriter, weights: Tensors, name: str, x: Value) -> Value:
    inner = graph.relu(_convolution(graph, weights, f"{name}/conv1", x, _three(1)))
    return graph.relu(graph.add(_convolution(graph, weights, f"{name}/conv2", inner, _three(1)), x))


def _residual_down(graph: GraphWriter, weights: Tensors, name: str, x: Value) -> Value:
    """Half the size; the short cut is an average, and whichever of the two is smaller gets zeros behind it."""
    inner = graph.relu(_convolution(graph, weights, f"{name}/conv1", x, _three(2)))
    inner = _convolution(graph, weights, f"{name}/conv2", inner, _three(1))
    short = graph.average_pool(x, _HALF)
    shape = tuple(max(pair) for pair in zip(inner.shape, short.shape, strict=True))
    return graph.relu(graph.add(_grown(graph, inner, shape), _grown(graph, short, shape)))


def _grown(graph: GraphWriter, x: Value, shape: tuple[int, ...]) -> Value:
    if x.shape == shape:
        return x
    return graph.pad(x, (shape[0] - x.shape[0], shape[1] - x.shape[1], shape[2] - x.shape[2]))


def _three(stride: int) -> Sliding:
    """The 3 x 3 convolutions are padded by one pixel unless they halve the size."""
    return Sliding(kernel=(3, 3), stride=(stride, stride), same=stride == 1)


def _convolution(graph: GraphWriter, weights: Tensors, name: str, x: Value, sliding: Sliding) -> Value:
    """A convolution with the affine layer behind it folded in."""
    scale = weights[f"{name}/scale/weights"].astype(np.float64)
    filters = weights[f"{name}/conv/filters"].astype(np.float64).transpose(3, 2, 0, 1) * scale[:, None, None, None]
    bias = weights[f"{name}/conv/bias"] * scale + weights[f"{name}/scale/biases"]
    return graph.conv(x, Filters(weights=filters.astype(np.float32), bias=bias.astype(np.float32)), sliding)
