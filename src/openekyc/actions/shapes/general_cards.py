"""Passports, cards without a struct of their own, and the cards that only newer SDKs know."""

from openekyc.actions.shapes import address
from openekyc.wire.struct import Struct


class InternationalIDPassport(Struct):
    """Any passport, from its machine-readable zone."""

    LicenseNumber: str | None = None
    FullName: str | None = None
    Surname: str | None = None
    GivenName: str | None = None
    Birthday: str | None = None
    Sex: str | None = None
    DateOfExpiration: str | None = None
    IssuingCountry: str | None = None
    NationalityCode: str | None = None
    PassportCodeFirst: str | None = None
    PassportCodeSecond: str | None = None


class GeneralCard(Struct):
    """A card without a struct of its own."""

    LicenseNumber: str | None = None
    PersonalNumber: str | None = None
    PassportCodeFirst: str | None = None
    PassportCodeSecond: str | None = None
    ExpirationDate: str | None = None
    DueDate: str | None = None
    IssuedDate: str | None = None
    IssuedAuthority: str | None = None
    IssuedCountry: str | None = None
    FullName: str | None = None
    FirstName: str | None = None
    LastName: str | None = None
    Sex: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    BirthPlace: str | None = None
    Nationality: str | None = None
    RegistrationNumber: str | None = None
    Address: address.Address | None = None
    FullNameLocal: str | None = None
    FirstNameLocal: str | None = None
    LastNameLocal: str | None = None


class BangladeshIDCard(Struct):
    """Bangladeshi identity card."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    IssuedCountry: str | None = None


class NigeriaIDCard(Struct):
    """Nigerian identity card."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    IssuedCountry: str | None = None
    Sex: str | None = None


class NigeriaDrivingLicense(Struct):
    """Nigerian driving licence."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    IssuedCountry: str | None = None
    ExpirationDate: str | None = None
    IssuedDate: str | None = None
    Sex: str | None = None


class PakistanIDCard(Struct):
    """Pakistani identity card."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    IssuedCountry: str | None = None


class PakistanDrivingLicense(Struct):
    """Pakistani driving licence."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    IssuedCountry: str | None = None
