"""The default models: which pinned package each comes from, under which licence, and the hash of the built file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An npm package that carries weights, pinned by the SHA-256 of its tarball."""

    name: str
    version: str
    sha256: str
    licence: str

    @property
    def tarball(self) -> str:
        """The file name that ``npm pack`` gives it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A tensor that the converted model gives: its name in the package, its name with us, its shape without batch."""

    source: str
    name: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One built ONNX file. ``topology`` is the JSON inside the package that describes the network and its weights."""

    key: str
    package: Package
    topology: str
    licence: str
    sha256: str
    outputs: tuple[Output, ...]
    version: str

    @property
    def file(self) -> str:
        """Its name in the models folder."""
        return f"{self.key}.onnx"

    @property
    def label(self) -> str:
        """What results carry as ``model``."""
        return f"{self.key}/{self.version}"


HUMAN = Package(
    name="@vladmandic/human",
    version="3.3.6",
    sha256="425e9c51dbbca0c8934362b170cb0d54c2529c11c654b3c03092b16e9d6ad3f7",
    licence="MIT",
)
FACE_API = Package(
    name="@vladmandic/face-api",
    version="1.7.15",
    sha256="0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031",
    licence="MIT",
)
PACKAGES = (HUMAN, FACE_API)

BLAZEFACE = Model(
    key="blazeface",
    package=HUMAN,
    topology="package/models/blazeface.json",
    licence="MIT; MediaPipe weights Apache-2.0",
    sha256="d67670f37b75a82626b4dbab2b624a76a654e65343ecc01f07073abed7393738",
    outputs=(
        Output(source="Identity", name="scores_16", shape=(512, 1)),
        Output(source="Identity_1", name="scores_8", shape=(384, 1)),
        Output(source="Identity_2", name="boxes_16", shape=(512, 16)),
        Output(source="Identity_3", name="boxes_8", shape=(384, 16)),
    ),
    version="human-3.3.6",
)
FACEMESH = Model(
    key="facemesh",
    package=HUMAN,
    topology="package/models/facemesh.json",
    licence="MIT; MediaPipe weights Apache-2.0",
    sha256="de355a22643f9556630aa6c942d407ea200c7e879a4cc29c51e7528e98c52c04",
    outputs=(
        Output(source="Identity_2", name="mesh", shape=(468, 3)),
        Output(source="Identity_1", name="flag", shape=(1,)),
    ),
    version="human-3.3.6",
)
IRIS = Model(
    key="iris",
    package=HUMAN,
    topology="package/models/iris.json",
    licence="MIT; MediaPipe weights Apache-2.0",
    sha256="c0e20f5cad2cd2022ad8727b61aabc1d8b6522219acd1c7b3a864f12b19cbb62",
    outputs=(Output(source="Identity", name="points", shape=(76, 3)),),
    version="human-3.3.6",
)
# The age and gender heads of the package's network are left out: nothing here guesses either.
FACERES = Model(
    key="faceres",
    package=HUMAN,
    topology="package/models/faceres.json",
    licence="MIT; weights from an Apache-2.0 repository, trained on VGGFace2",
    sha256="eb72bd05834c3b924d13422c1d78041159fd565ab3ae55d2dce51a45b309f28f",
    outputs=(Output(source="global_pooling/Mean", name="embedding", shape=(1024,)),),
    version="human-3.3.6",
)
DLIB = Model(
    key="dlib-resnet",
    package=FACE_API,
    topology="package/model/face_recognition_model-weights_manifest.json",
    licence="MIT; original weights CC0",
    sha256="d03f8895bc48de7d11eb587054c4661c662b4076d518efee05e4bfe311cab01d",
    outputs=(Output(source="", name="embedding", shape=(128,)),),
    version="face-api-1.7.15",
)
MODELS = (BLAZEFACE, FACEMESH, IRIS, FACERES, DLIB)


def model_named(key: str) -> Model:
    """The model of that key; raises KeyError with the keys there are."""
    for model in MODELS:
        if model.key == key:
            return model
    raise KeyError(f"No model {key!r}; there are {', '.join(model.key for model in MODELS)}")
