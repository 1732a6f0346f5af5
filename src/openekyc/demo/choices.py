"""What a visitor of the demo can choose, in the API's own words beside plain ones."""

from dataclasses import dataclass
from enum import StrEnum

WEB_CARDS = {
    "HKIDCard": "Hong Kong identity card",
    "MLIDCard": "Malaysian identity card (MyKad)",
    "IndonesiaIDCard": "Indonesian identity card (KTP)",
    "InternationalIDPassport": "Passport of any country",
}  #: IDCardType of the web flow

LEVELS = {
    2: "Movements (blink, mouth, nod, shake)",
    1: "Silent",
    3: "Coloured light",
    4: "Movements and coloured light",
}  #: SecurityLevel of the web flow, SecureLevel of the selfie flow

LANGUAGES = {"en": "English", "zh-cn": "简体中文", "zh-tc": "繁體中文", "th": "ไทย", "id": "Bahasa Indonesia"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One choice of "check a document": what to tell ApplyCardVerification."""

    label: str
    nationality: str
    card_type: str
    needs_back: bool


DOCUMENTS = {
    "hkg-id": Document(label="Hong Kong identity card", nationality="HKG", card_type="ID_CARD", needs_back=True),
    "mys-id": Document(
        label="Malaysian identity card (MyKad)", nationality="MYS", card_type="ID_CARD", needs_back=True
    ),
    "idn-id": Document(
        label="Indonesian identity card (KTP)", nationality="IDN", card_type="ID_CARD", needs_back=False
    ),
    "passport": Document(label="Passport of any country", nationality="AUTO", card_type="PASSPORT", needs_back=False),
}


class Flow(StrEnum):
    """Which of the API's three flows a visit runs."""

    WEB = "web"
    SELFIE = "selfie"
    CARD = "card"


class Steps(StrEnum):
    """The three choices that open the camera; the last part of their forms' address."""

    CARD = "card"
    PHOTO = "photo"
    LIVENESS = "liveness"
