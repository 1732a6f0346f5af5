"""Cards under the unified field names of the NormalCardInfo family."""

from openekyc.wire.struct import Struct


class NormalHKIDCard(Struct):
    """Hong Kong identity card."""

    ChineseName: str | None = None
    FullName: str | None = None
    RegistrationNumber: str | None = None
    Sex: str | None = None
    Birthday: str | None = None
    Permanent: str | None = None
    LicenseNumber: str | None = None
    Symbol: str | None = None
    IssuedDate: str | None = None
    CurrentIssueDate: str | None = None
    HKIDVersion: str | None = None


class NormalMLIDCard(Struct):
    """Malaysian card."""

    FullName: str | None = None
    LicenseNumber: str | None = None
    Sex: str | None = None
    FormattedAddress: str | None = None
    Type: str | None = None
    Birthday: str | None = None


class NormalIndonesiaIDCard(Struct):
    """Indonesian KTP."""

    LicenseNumber: str | None = None
    FullName: str | None = None
    Birthday: str | None = None
    Sex: str | None = None
    BloodType: str | None = None
    FormattedAddress: str | None = None
    Street: str | None = None
    Village: str | None = None
    Area: str | None = None
    Religion: str | None = None
    MaritalStatus: str | None = None
    Occupation: str | None = None
    Nationality: str | None = None
    DueDate: str | None = None
    IssuedDate: str | None = None
    Province: str | None = None
    City: str | None = None


class NormalThailandIDCard(Struct):
    """Thai identity card."""

    LicenseNumber: str | None = None
    FullName: str | None = None
    LastName: str | None = None
    FirstName: str | None = None
    Birthday: str | None = None
    FormattedAddress: str | None = None
    ExpirationDate: str | None = None
    IssuedDate: str | None = None
    RegistrationNumber: str | None = None
    Religion: str | None = None
    ThaiBirthday: str | None = None
    ThaiExpirationDate: str | None = None
    ThaiIssueDate: str | None = None
