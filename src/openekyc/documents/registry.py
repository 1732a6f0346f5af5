"""Which documents this server can read, and the public names of those it knows but cannot read yet."""

from openekyc.documents.kind import DocumentKind
from openekyc.documents.kinds import hkg_id_card, idn_ktp, mys_id_card, passport
from openekyc.domain.errors import DocumentKindUnavailable

AUTO = "AUTO"
PASSPORT = "PASSPORT"

_KINDS: tuple[DocumentKind, ...] = (hkg_id_card.KIND, mys_id_card.KIND, idn_ktp.KIND, passport.KIND)

# PHL is in the specification's table of cards, though not in its list of values.
NATIONALITIES = ("IDN", "HKG", "THA", "MYS", "SGP", "PHL", "JPN", "TWN")
CARD_TYPES = ("ID_CARD", PASSPORT, "DRIVING_LICENSE")
# The public table of cards; every nationality also has passports.
_CARDS = frozenset({(nationality, "ID_CARD") for nationality in NATIONALITIES}) | {
    (nationality, "DRIVING_LICENSE") for nationality in ("IDN", "THA", "MYS", "SGP", "PHL", "JPN")
}
WEB_NAMES = (
    "HKIDCard",
    "MLIDCard",
    "IndonesiaIDCard",
    "PhilippinesVoteID",
    "PhilippinesDrivingLicense",
    "PhilippinesTinID",
    "PhilippinesSSSID",
    "PhilippinesUMID",
    "InternationalIDPassport",
    "ThailandIDCard",
    "SingaporeIDCard",
    "MainlandIDCard",
    "IndonesiaDrivingLicense",
    "ThailandDrivingLicense",
    "MLDrivingLicense",
    "SingaporeDrivingLicense",
    "JapanIDCard",
    "JapanDrivingLicense",
    "PhilippinesIDCard",
    "MacaoIDCard",
)
"""All values of IDCardType; from IndonesiaDrivingLicense on they are only in SDK 3.0.1100."""


def kinds() -> tuple[DocumentKind, ...]:
    """All documents that can be read."""
    return _KINDS


def candidates(nationality: str, card_type: str) -> tuple[DocumentKind, ...]:
    """The readable kinds that an order allows; AUTO leaves that side open.

    Raises `DocumentKindUnavailable` when there is none.
    """
    _must_be_known(nationality, card_type)
    allowed = tuple(
        kind
        for kind in _KINDS
        if card_type in (AUTO, kind.card_type) and (kind.nationality is None or nationality in (AUTO, kind.nationality))
    )
    if not allowed:
        raise DocumentKindUnavailable(f"{nationality} {card_type} cannot be read yet. {_readable()}")
    return allowed


def kind_for(nationality: str, card_type: str) -> DocumentKind | None:
    """The kind that an order names; None when AUTO leaves it to the reader to find out.

    Raises `DocumentKindUnavailable` for values that are unknown or documents that cannot be read yet.
    """
    allowed = candidates(nationality, card_type)
    named = card_type != AUTO and (nationality != AUTO or card_type == PASSPORT)
    return allowed[0] if named else None


def kind_for_web(id_card_type: str) -> DocumentKind:
    """The kind of a public IDCardType, for example ``HKIDCard``; raises `DocumentKindUnavailable`."""
    for kind in _KINDS:
        if kind.web_name == id_card_type:
            return kind
    if id_card_type in WEB_NAMES:
        raise DocumentKindUnavailable(f"{id_card_type} cannot be read yet. {_readable()}")
    raise DocumentKindUnavailable(f"{id_card_type!r} is not an IDCardType. {_readable()}")


def _must_be_known(nationality: str, card_type: str) -> None:
    if nationality != AUTO and nationality not in NATIONALITIES:
        raise DocumentKindUnavailable(f"{nationality!r} is not a Nationality of the document check.")
    if card_type != AUTO and card_type not in CARD_TYPES:
        raise DocumentKindUnavailable(f"{card_type!r} is not a CardType of the document check.")
    if AUTO not in (nationality, card_type) and card_type != PASSPORT and (nationality, card_type) not in _CARDS:
        raise DocumentKindUnavailable(f"There is no {card_type} of {nationality} in the document check.")


def _readable() -> str:
    names = ", ".join(f"{kind.web_name} ({kind.nationality or 'any nationality'} {kind.card_type})" for kind in _KINDS)
    return f"This server reads {names}."
