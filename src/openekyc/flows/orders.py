"""What a caller orders and what it gets back, in business words; the actions translate to and from the wire.

Orders are stored as JSON with the verification (`pydantic.TypeAdapter`), so every member has a plain type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action, LivenessLevel


class WebSteps(StrEnum):
    """Which steps the web page has; the public CheckMode numbers 1 to 4."""

    CARD_AND_FACE = "card_and_face"
    PHOTO_AND_FACE = "photo_and_face"
    LIVENESS = "liveness"
    CARD = "card"


class DetailTier(StrEnum):
    """How much the caller sees of the reasons; the public SdkVersion and Version names."""

    BASIC = "BASIC"
    ENHANCED = "ENHANCED"
    PRO = "PRO"
    PLUS = "PLUS"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceOrder:
    """The face step. ``actions`` is empty when the caller leaves the choice to the server."""

    level: LivenessLevel
    actions: tuple[Action, ...] = ()
    attempts: int
    attempt_s: int
    may_downgrade: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOrder:
    """The card step of the web page. ``kind`` is the public IDCardType name, e.g. ``HKIDCard``."""

    kind: str
    ignore_warnings: bool = False
    stopping_warnings: tuple[int, ...] = ()  #: empty means every warning stops
    allow_expired: bool = True
    show_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrder:
    """How the page looks and which screens it skips."""

    language: str = "en"
    theme_color: str = "#2d72f1"
    skip_start: bool = False
    skip_consent: bool = False
    skip_result: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOrder:
    """One web verification. ``card`` is set when the steps have a card, ``face`` when they have a face."""

    redirect_url: str
    steps: WebSteps
    page: PageOrder
    face: FaceOrder | None
    card: CardOrder | None
    extra: str | None = None
    rule_id: str | None = None
    tier: DetailTier = DetailTier.BASIC


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfieOrder:
    """One selfie verification; ``compare`` when a photo was given to compare with."""

    compare: bool
    face: FaceOrder
    extra: str | None = None
    tier: DetailTier = DetailTier.BASIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSource:
    """One side of a document as the caller gave it: bytes, or an address to fetch them from."""

    content: bytes | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCheckOrder:
    """One document check. ``nationality`` ISO 3166-1 alpha-3 or AUTO, ``card_type`` the public CardType."""

    nationality: str
    card_type: str
    front: ImageSource
    back: ImageSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What starts a process: the token and, in the web flow, the page's address."""

    token: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptResult:
    """One judged attempt, oldest first in lists.

    ``similarity`` 0..100 with two decimals, None when nothing was compared; ``compare_cause`` None likewise.
    ``note`` is a sentence for the caller, for example that a lower level was run. ``tags`` are names of
    `openekyc.engines.liveness.port.Tag`.
    """

    id: str
    made_at: datetime
    cause: Cause
    liveness_cause: Cause
    compare_cause: Cause | None
    similarity: float | None
    tags: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEdit:
    """A field that the person changed on the confirmation screen."""

    name: str
    read: str
    confirmed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardResult:
    """One document: the values that count, and beside them what the machine read.

    ``member`` is the struct of the wire that ``fields`` belong to (e.g. ``HKIDCard``), ``fields`` its member names
    and values, as the person confirmed them where somebody did; ``read`` is the machine's reading of the same members;
    ``normal_member``/``normal_fields`` the same in the NormalCardInfo family. ``warnings`` are the public numbers
    -9101.., ``reasons`` the WarnInfo words. Pictures are JPEG bytes.
    """

    passed: bool
    nationality: str | None
    card_type: str | None
    card_sub_type: str | None
    member: str | None
    fields: Mapping[str, str]
    normal_member: str | None
    normal_fields: Mapping[str, str]
    warnings: tuple[int, ...]
    reasons: tuple[str, ...]
    read: Mapping[str, str]
    edits: tuple[FieldEdit, ...]
    front: bytes | None
    back: bytes | None
    front_cut: bytes | None
    back_cut: bytes | None
    portrait: bytes | None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceEvidence:
    """Recording and best frame of the last attempt; None where there is none."""

    video: bytes | None
    best_frame: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebResult:
    """A web verification as it stands; ``cause`` is None while there is no result."""

    cause: Cause | None
    note: str
    attempts: tuple[AttemptResult, ...]
    evidence: FaceEvidence
    cards: tuple[CardResult, ...] | None
    extra: str | None
    tier: DetailTier
    steps: WebSteps | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfieResult:
    """A selfie verification as it stands; ``cause`` is None while there is no result."""

    cause: Cause | None
    note: str
    attempts: tuple[AttemptResult, ...]
    evidence: FaceEvidence
    extra: str | None
    tier: DetailTier


class CardCheckStatus(StrEnum):
    """The public Status of a document check."""

    PROCESSING = "PROCESSING"
    PASSED = "PASSED"
    WARNING = "WARNING"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCheckResult:
    """A document check as it stands; ``card`` is None while processing and when nothing could be read."""

    token: str
    status: CardCheckStatus
    reasons: tuple[str, ...]
    card: CardResult | None
