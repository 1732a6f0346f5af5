"""Writing an ONNX graph layer by layer, channels first, with the shape of every value known.

The bytes depend only on what is written: names are counted, versions fixed, so that a built file has one hash.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_OPSET = 17
_IR_VERSION = 8
Shape = tuple[int, ...]  # without the batch: (channels, height, width), or whatever a Reshape made


@dataclass(frozen=True, slots=True)
class Value:
    """A tensor in the graph: its name and its shape without the batch dimension.

    ``image`` says that the shape is (channels, height, width) in a memory order of our own, not what a Reshape made.
    """

    name: str
    shape: Shape
    image: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The weights of a convolution, (out, in / groups, height, width), and its bias (out,)."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32] | None
    groups: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sliding:
    """How a window moves: kernel and stride (height, width); ``same`` pads as TensorFlow's SAME, else no padding."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    same: bool

    def pads(self, shape: Shape) -> list[int]:
        """ONNX's (top, left, bottom, right); TensorFlow puts the odd pixel at the bottom and right."""
        if not self.same:
            return [0, 0, 0, 0]
        total = [
            max((-(-size // stride) - 1) * stride + kernel - size, 0)
            for size, stride, kernel in zip(shape[1:], self.stride, self.kernel, strict=True)
        ]
        return [total[0] // 2, total[1] // 2, total[0] - total[0] // 2, total[1] - total[1] // 2]

    def size(self, shape: Shape) -> tuple[int, int]:
        """Height and width after it."""
        pads = self.pads(shape)
        height = (shape[1] + pads[0] + pads[2] - self.kernel[0]) // self.stride[0] + 1
        width = (shape[2] + pads[1] + pads[3] - self.kernel[1]) // self.stride[1] + 1
        return height, width


_ONE = Sliding(kernel=(1, 1), stride=(1, 1), same=False)


class GraphWriter:
    """Collects layers; each method appends one and returns its output."""

    def __init__(self, name: str, shape: Shape) -> None:
        """``shape`` of the one input, (channels, height, width); the batch may be of any size."""
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self.input = Value("input", shape)

    def conv(self, x: Value, filters: Filters, sliding: Sliding) -> Value:
        """A convolution, depthwise when ``filters.groups`` is the number of channels."""
        inputs = [x.name, self._constant(filters.weights)]
        if filters.bias is not None:
            inputs.append(self._constant(filters.bias))
        return self._layer(
            "Conv",
            inputs,
            (filters.weights.shape[0], *sliding.size(x.shape)),
            kernel_shape=list(sliding.kernel),
            strides=list(sliding.stride),
            pads=sliding.pads(x.shape),
            group=filters.groups,
        )

    def max_pool(self, x: Value, sliding: Sliding) -> Value:
        return self._pool("MaxPool", x, sliding)

    def average_pool(self, x: Value, sliding: Sliding) -> Value:
        return self._pool("AveragePool", x, sliding)

    def relu(self, x: Value) -> Value:
        return self._layer("Relu", [x.name], x.shape)

    def sigmoid(self, x: Value) -> Value:
        return replace(self._layer("Sigmoid", [x.name], x.shape), image=x.image)

    def prelu(self, x: Value, slope: NDArray[np.float32]) -> Value:
        """``slope`` per channel, any shape of that many elements.

        Written as slope x + (1 - slope) relu(x) with one-pixel depthwise convolutions: onnxruntime knows no blocked
        form of PRelu and would reorder memory around each (mesh 3.8 ms, both irises 7.4 ms; so 1.1 and 2.7).
        """
        flat = slope.reshape(-1)
        return self.add(self._scale(self.relu(x), 1 - flat), self._scale(x, flat))

    def clip(self, x: Value, low: float, high: float) -> Value:
        bounds = [self._constant(np.array(bound, np.float32)) for bound in (low, high)]
        return self._layer("Clip", [x.name, *bounds], x.shape)

    def add(self, x: Value, y: Value) -> Value:
        return self._layer("Add", [x.name, y.name], x.shape)

    def pad(self, x: Value, after: tuple[int, int, int]) -> Value:
        """Zeros behind the last channel, row and column.

        Channels alone are grown by an identity convolution, which stays in onnxruntime's blocked layout.
        """
        if after[1:] == (0, 0):
            identity = np.eye(x.shape[0] + after[0], x.shape[0], dtype=np.float32)[:, :, None, None]
            return self.conv(x, Filters(weights=identity, bias=None), _ONE)
        pads = self._constant(np.array([0, 0, 0, 0, 0, *after], np.int64))
        shape = tuple(size + more for size, more in zip(x.shape, after, strict=True))
        return self._layer("Pad", [x.name, pads], shape)

    def concat(self, values: list[Value]) -> Value:
        """Along the channels."""
        shape = (sum(value.shape[0] for value in values), *values[0].shape[1:])
        return self._layer("Concat", [value.name for value in values], shape, axis=1)

    def global_mean(self, x: Value) -> Value:
        """The mean over height and width, (channels,)."""
        pooled = self._layer("GlobalAveragePool", [x.name], (x.shape[0], 1, 1))
        return self.reshape(pooled, (x.shape[0],))

    def matmul(self, x: Value, weights: NDArray[np.float32]) -> Value:
        """(in,) times (in, out)."""
        return replace(self._layer("MatMul", [x.name, self._constant(weights)], (weights.shape[1],)), image=False)

    def reshape(self, x: Value, shape: Shape) -> Value:
        """In the order of channels-last memory, as TensorFlow reshapes; transposes only where it makes a difference."""
        if not x.image and x.shape == shape:
            return x
        if x.image and x.shape[1:] != (1, 1):
            x = self._layer("Transpose", [x.name], (*x.shape[1:], x.shape[0]), perm=[0, 2, 3, 1])
        made = self._layer("Reshape", [x.name, self._constant(np.array([-1, *shape], np.int64))], shape)
        return replace(made, image=False)

    def output(self, x: Value, name: str) -> None:
        """Make ``x`` an output of the model under that name."""
        self._nodes.append(helper.make_node("Identity", [x.name], [name], name=name))
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *x.shape]))

    def serialise(self) -> bytes:
        """The ONNX file, the same bytes for the same layers; raises onnx's own error when the graph is not valid."""
        entry = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", *self.input.shape])
        graph = helper.make_graph(self._nodes, self._name, [entry], self._outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = _IR_VERSION
        model.producer_name = "openekyc"
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString(deterministic=True)

    def _scale(self, x: Value, factors: NDArray[np.float32]) -> Value:
        filters = Filters(weights=factors.reshape(-1, 1, 1, 1), bias=None, groups=x.shape[0])
        return self.conv(x, filters, _ONE)

    def _pool(self, kind: str, x: Value, sliding: Sliding) -> Value:
        shape = (x.shape[0], *sliding.size(x.shape))
        return self._layer(
            kind,
            [x.name],
            shape,
            kernel_shape=list(sliding.kernel),
            strides=list(sliding.stride),
            pads=sliding.pads(x.shape),
        )

    def _layer(self, kind: str, inputs: list[str], shape: Shape, **attributes: Any) -> Value:
        name = f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return Value(name, shape)

    def _constant(self, array: NDArray[Any]) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name
