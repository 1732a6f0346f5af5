"""The kinds of Philippine cards."""

from openekyc.wire.struct import Struct


class PhilippinesVoteID(Struct):
    """Philippine voter's card."""

    VIN: str | None = None
    FirstName: str | None = None
    LastName: str | None = None
    Birthday: str | None = None
    CivilStatus: str | None = None
    Citizenship: str | None = None
    Address: str | None = None
    PrecinctNo: str | None = None


class PhilippinesDrivingLicense(Struct):
    """Philippine driving licence."""

    Name: str | None = None
    LastName: str | None = None
    FirstName: str | None = None
    MiddleName: str | None = None
    Nationality: str | None = None
    Sex: str | None = None
    Address: str | None = None
    LicenseNo: str | None = None
    ExpiresDate: str | None = None
    AgencyCode: str | None = None
    Birthday: str | None = None


class PhilippinesTinID(Struct):
    """Philippine taxpayer card."""

    LicenseNumber: str | None = None
    FullName: str | None = None
    Address: str | None = None
    Birthday: str | None = None
    IssueDate: str | None = None


class PhilippinesSSSID(Struct):
    """Philippine social security card."""

    LicenseNumber: str | None = None
    FullName: str | None = None
    Birthday: str | None = None


class PhilippinesUMID(Struct):
    """Philippine unified multi-purpose card."""

    Surname: str | None = None
    MiddleName: str | None = None
    GivenName: str | None = None
    Sex: str | None = None
    Birthday: str | None = None
    Address: str | None = None
    CRN: str | None = None
