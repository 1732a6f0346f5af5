"""An address as cards without a struct of their own have it."""

from openekyc.wire.struct import Struct


class Address(Struct):
    """An address in parts; what was printed as one text is in FormattedAddress."""

    Country: str | None = None
    PostalCode: str | None = None
    Subdivision: str | None = None
    City: str | None = None
    FormattedAddress: str | None = None
    LineOne: str | None = None
    LineTwo: str | None = None
    LineThree: str | None = None
    LineFour: str | None = None
    LineFive: str | None = None
