"""What was read from a document: CardInfo and NormalCardInfo, and how they are filled."""

from collections.abc import Mapping

from openekyc.actions.shapes import general_cards, identity_cards, normal_cards, philippine_cards
from openekyc.wire.struct import Struct


class CardInfo(Struct):
    """One document; only the member of the recognised kind is filled."""

    HKIDCard: identity_cards.HKIDCard | None = None
    MLIDCard: identity_cards.MLIDCard | None = None
    PhilippinesVoteID: philippine_cards.PhilippinesVoteID | None = None
    IndonesiaIDCard: identity_cards.IndonesiaIDCard | None = None
    PhilippinesDrivingLicense: philippine_cards.PhilippinesDrivingLicense | None = None
    PhilippinesTinID: philippine_cards.PhilippinesTinID | None = None
    PhilippinesSSSID: philippine_cards.PhilippinesSSSID | None = None
    PhilippinesUMID: philippine_cards.PhilippinesUMID | None = None
    InternationalIDPassport: general_cards.InternationalIDPassport | None = None
    GeneralCard: general_cards.GeneralCard | None = None
    IndonesiaDrivingLicense: identity_cards.IndonesiaDrivingLicense | None = None
    ThailandIDCard: identity_cards.ThailandIDCard | None = None
    SingaporeIDCard: identity_cards.SingaporeIDCard | None = None
    MacaoIDCard: identity_cards.MacaoIDCard | None = None
    TaiWanIDCard: identity_cards.TaiWanIDCard | None = None
    JapanIDCard: identity_cards.JapanIDCard | None = None
    BangladeshIDCard: general_cards.BangladeshIDCard | None = None
    NigeriaIDCard: general_cards.NigeriaIDCard | None = None
    NigeriaDrivingLicense: general_cards.NigeriaDrivingLicense | None = None
    PakistanIDCard: general_cards.PakistanIDCard | None = None
    PakistanDrivingLicense: general_cards.PakistanDrivingLicense | None = None


class NormalCardInfo(Struct):
    """The same document under unified names; only the member of the recognised kind is filled."""

    HKIDCard: normal_cards.NormalHKIDCard | None = None
    MLIDCard: normal_cards.NormalMLIDCard | None = None
    PhilippinesVoteID: philippine_cards.PhilippinesVoteID | None = None
    IndonesiaIDCard: normal_cards.NormalIndonesiaIDCard | None = None
    PhilippinesDrivingLicense: philippine_cards.PhilippinesDrivingLicense | None = None
    PhilippinesTinID: philippine_cards.PhilippinesTinID | None = None
    PhilippinesSSSID: philippine_cards.PhilippinesSSSID | None = None
    PhilippinesUMID: philippine_cards.PhilippinesUMID | None = None
    InternationalIDPassport: general_cards.InternationalIDPassport | None = None
    GeneralCard: general_cards.GeneralCard | None = None
    IndonesiaDrivingLicense: identity_cards.IndonesiaDrivingLicense | None = None
    ThailandIDCard: normal_cards.NormalThailandIDCard | None = None
    SingaporeIDCard: identity_cards.SingaporeIDCard | None = None
    MacaoIDCard: identity_cards.MacaoIDCard | None = None
    MainlandIDCard: identity_cards.MainlandIDCard | None = None
    JapanIDCard: identity_cards.JapanIDCard | None = None
    TaiWanIDCard: identity_cards.TaiWanIDCard | None = None
    HMTPermitCard: identity_cards.HMTPermit | None = None


def card_info(member: str | None, fields: Mapping[str, str]) -> CardInfo | None:
    """The struct with one member filled; None when no kind was recognised. Raises on a field the struct lacks."""
    return None if member is None else CardInfo.model_validate({member: _members(member, fields)})


def normal_card_info(member: str | None, fields: Mapping[str, str]) -> NormalCardInfo | None:
    """The same for the unified names."""
    return None if member is None else NormalCardInfo.model_validate({member: _members(member, fields)})


def _members(member: str, fields: Mapping[str, str]) -> dict[str, object]:
    """Readers give an address as one text; GeneralCard wants it as a struct."""
    if member == "GeneralCard" and "Address" in fields:
        return {**fields, "Address": {"FormattedAddress": fields["Address"]}}
    return dict(fields)
