"""Converting a TensorFlow.js graph model to ONNX, channels first, keeping only what the wanted outputs need.

Understands the operations of the default models and refuses any other. Format of the topology: a TensorFlow GraphDef
as JSON, https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/graph.proto
"""

import base64
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openekyc.engines.weights.catalogue import Output
from openekyc.engines.weights.onnx_graph import Filters, GraphWriter, Sliding, Value
from openekyc.engines.weights.tfjs_weights import Tensors

_BOUNDS = ("Relu", "Minimum", "Maximum")
_CONVOLUTIONS = ("Conv2D", "_FusedConv2D", "DepthwiseConv2dNative")


class GraphNotUnderstood(Exception):
    """The topology holds something this converter does not know; the message names it."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A node of the topology; control inputs and output numbers are dropped."""

    name: str
    op: str
    inputs: tuple[str, ...]
    attributes: dict[str, Any]

    def text(self, key: str) -> str:
        return base64.b64decode(self.attributes[key]["s"]).decode()

    def pair(self, key: str) -> tuple[int, int]:
        """Height and width out of a channels-last list of four."""
        _, height, width, _ = (int(number) for number in self.attributes[key]["list"]["i"])
        return height, width

    def fused(self) -> list[str]:
        listed = self.attributes.get("fused_ops", {}).get("list", {}).get("s", [])
        return [base64.b64decode(item).decode() for item in listed]


@dataclass(frozen=True, slots=True)
class _Affine:
    """A convolution with what is multiplied and added per channel behind it."""

    node: _Node
    scale: NDArray[np.float64] | None
    shift: NDArray[np.float64] | None


def convert_graph(name: str, topology: dict[str, Any], weights: Tensors, outputs: Sequence[Output]) -> bytes:
    """The ONNX file of a TensorFlow.js graph model with one image input; raises `GraphNotUnderstood`."""
    return _Converter(name, topology, weights).write(outputs)


class _Converter:
    def __init__(self, name: str, topology: dict[str, Any], weights: Tensors) -> None:
        listed = [
            _Node(
                n["name"], n["op"], tuple(i.split(":")[0] for i in n.get("input", []) if i[0] != "^"), n.get("attr", {})
            )
            for n in topology["node"]
        ]
        self._nodes = {node.name: node for node in listed}
        self._users = Counter(entry for node in listed for entry in node.inputs)
        self._weights = weights
        self._done: dict[str, Value] = {}
        entry = next(node for node in listed if node.op == "Placeholder")
        _, height, width, channels = (int(d["size"]) for d in entry.attributes["shape"]["shape"]["dim"])
        self._graph = GraphWriter(name, (channels, height, width))
        self._done[entry.name] = self._graph.input
        self._emitters: dict[str, Callable[[_Node], Value]] = {
            "Add": self._addition,
            "AddV2": self._addition,
            "Mul": self._folded,
            "Conv2D": self._folded,
            "_FusedConv2D": self._folded,
            "DepthwiseConv2dNative": self._folded,
            "Relu": self._bounded,
            "Sigmoid": lambda node: self._graph.sigmoid(self._value(node.inputs[0])),
            "Identity": lambda node: self._value(node.inputs[0]),
            "Prelu": lambda node: self._graph.prelu(self._value(node.inputs[0]), self._weights[node.inputs[1]]),
            "Minimum": self._bounded,
            "Maximum": self._bounded,
            "MaxPool": self._max_pool,
            "Pad": self._pad,
            "Reshape": self._reshape,
            "ConcatV2": self._concat,
            "Mean": self._mean,
        }

    def write(self, outputs: Sequence[Output]) -> bytes:
        for output in outputs:
            self._graph.output(self._graph.reshape(self._value(output.source), output.shape), output.name)
        return self._graph.serialise()

    def _value(self, name: str) -> Value:
        """The value of a node, written when first asked for."""
        if name not in self._done:
            node = self._nodes[name]
            if node.op not in self._emitters:
                raise GraphNotUnderstood(f"{node.op} at {name}")
            self._done[name] = self._emitters[node.op](node)
        return self._done[name]

    def _addition(self, node: _Node) -> Value:
        if self._affine(node):
            return self._folded(node)
        first, second = (self._value(entry) for entry in node.inputs)
        return self._graph.add(first, second)

    def _folded(self, node: _Node) -> Value:
        """A convolution with the batch normalisation behind it folded into its weights."""
        affine = self._affine(node)
        if affine is None:
            raise GraphNotUnderstood(f"{node.op} at {node.name} is not behind a convolution")
        return self._convolution(affine)

    def _affine(self, node: _Node) -> _Affine | None:
        """What the node does to a convolution, if that is all it does and nobody else needs the parts."""
        if node.op in _CONVOLUTIONS:
            return _Affine(node, None, None)
        if node.op not in ("Mul", "Add", "AddV2") or node.inputs[1] not in self._weights:
            return None
        if self._users[node.inputs[0]] > 1:
            return None
        inner = self._affine(self._nodes[node.inputs[0]])
        if inner is None or inner.node.fused():
            return None
        factor = self._weights[node.inputs[1]].astype(np.float64)
        if node.op == "Mul":
            scale = factor if inner.scale is None else inner.scale * factor
            return _Affine(inner.node, scale, None if inner.shift is None else inner.shift * factor)
        return _Affine(inner.node, inner.scale, factor if inner.shift is None else inner.shift + factor)

    def _convolution(self, affine: _Affine) -> Value:
        node = affine.node
        x = self._value(node.inputs[0])
        stored = self._weights[node.inputs[1]].astype(np.float64)
        sliding = Sliding(kernel=stored.shape[:2], stride=node.pair("strides"), same=node.text("padding") == "SAME")
        depthwise = node.op == "DepthwiseConv2dNative"
        if depthwise:  # (height, width, channels, multiplier)
            weights = stored.reshape(*stored.shape[:2], 1, -1).transpose(3, 2, 0, 1)
        else:  # (height, width, in, out)
            weights = stored.transpose(3, 2, 0, 1)
        if affine.scale is not None:
            weights = weights * affine.scale[:, None, None, None]
        fused = node.fused()
        shift = self._weights[node.inputs[2]] if "BiasAdd" in fused else affine.shift
        bias = None if shift is None else shift.astype(np.float32)
        groups = x.shape[0] if depthwise else 1
        y = self._graph.conv(x, Filters(weights=weights.astype(np.float32), bias=bias, groups=groups), sliding)
        return self._activated(node, fused, y)

    def _activated(self, node: _Node, fused: list[str], y: Value) -> Value:
        match [step for step in fused if step != "BiasAdd"]:
            case []:
                return y
            case ["Relu"]:
                return self._graph.relu(y)
            case ["Prelu"]:
                return self._graph.prelu(y, self._weights[node.inputs[3]])
            case other:
                raise GraphNotUnderstood(f"{other} fused at {node.name}")

    def _bounded(self, node: _Node) -> Value:
        """A chain of relu, minimum and maximum as one operation, which onnxruntime fuses with the convolution."""
        low, high = -np.inf, np.inf
        while True:  # from the last of the chain to the first: a later bound has the last word
            if node.op == "Minimum":
                high = min(high, max(float(self._weights[node.inputs[1]]), low))
            else:
                bound = 0.0 if node.op == "Relu" else float(self._weights[node.inputs[1]])
                low = max(low, min(bound, high))
            before = self._nodes[node.inputs[0]]
            if before.op not in _BOUNDS or self._users[before.name] > 1:
                break
            node = before
        x = self._value(node.inputs[0])
        return self._graph.relu(x) if (low, high) == (0, np.inf) else self._graph.clip(x, low, high)

    def _max_pool(self, node: _Node) -> Value:
        sliding = Sliding(kernel=node.pair("ksize"), stride=node.pair("strides"), same=node.text("padding") == "SAME")
        return self._graph.max_pool(self._value(node.inputs[0]), sliding)

    def _pad(self, node: _Node) -> Value:
        paddings = self._weights[node.inputs[1]]
        if paddings[0].any() or paddings[:, 0].any():
            raise GraphNotUnderstood(f"padding in front at {node.name}")
        _, height, width, channels = (int(after) for after in paddings[:, 1])
        return self._graph.pad(self._value(node.inputs[0]), (channels, height, width))

    def _reshape(self, node: _Node) -> Value:
        _, *shape = (int(size) for size in self._weights[node.inputs[1]])
        return self._graph.reshape(self._value(node.inputs[0]), tuple(shape))

    def _concat(self, node: _Node) -> Value:
        *values, axis = node.inputs
        if int(self._weights[axis]) not in (-1, 3):
            raise GraphNotUnderstood(f"concatenation that is not along the channels at {node.name}")
        return self._graph.concat([self._value(name) for name in values])

    def _mean(self, node: _Node) -> Value:
        if list(self._weights[node.inputs[1]]) != [1, 2]:
            raise GraphNotUnderstood(f"a mean that is not over height and width at {node.name}")
        return self._graph.global_mean(self._value(node.inputs[0]))
