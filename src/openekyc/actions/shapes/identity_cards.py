"""Identity cards of East and South-East Asia, under the names that the specification gives their fields."""

from openekyc.wire.struct import Struct


class HKIDCard(Struct):
    """Hong Kong identity card."""

    CnName: str | None = None
    EnName: str | None = None
    TelexCode: str | None = None  # Chinese telegraph code of the name
    Sex: str | None = None
    Birthday: str | None = None  # DD-MM-YYYY as printed
    Permanent: str | None = None  # "1" permanent, "0" not, "-1" not known
    IdNum: str | None = None  # like C000000(E)
    Symbol: str | None = None
    FirstIssueDate: str | None = None
    CurrentIssueDate: str | None = None


class MLIDCard(Struct):
    """Malaysian card: MyKad, MyPR, MyTentera, MyKAS, POLIS, IKAD, MyKid."""

    Name: str | None = None
    ID: str | None = None  # like 710716-08-6085
    Sex: str | None = None  # LELAKI or PEREMPUAN
    Address: str | None = None
    Type: str | None = None
    Birthday: str | None = None


class IndonesiaIDCard(Struct):
    """Indonesian KTP."""

    NIK: str | None = None
    Nama: str | None = None
    TempatTglLahir: str | None = None
    JenisKelamin: str | None = None
    GolDarah: str | None = None
    Alamat: str | None = None
    RTRW: str | None = None
    KelDesa: str | None = None
    Kecamatan: str | None = None
    Agama: str | None = None
    StatusPerkawinan: str | None = None
    Perkerjaan: str | None = None  # the public name is misspelt
    KewargaNegaraan: str | None = None
    BerlakuHingga: str | None = None
    IssuedDate: str | None = None
    Provinsi: str | None = None
    Kota: str | None = None


class IndonesiaDrivingLicense(Struct):
    """Indonesian SIM."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    Birthday: str | None = None
    Address: str | None = None
    ExpirationDate: str | None = None
    IssuedDate: str | None = None
    IssuedCountry: str | None = None


class ThailandIDCard(Struct):
    """Thai identity card."""

    LastName: str | None = None
    FirstName: str | None = None
    LicenseNumber: str | None = None
    DateOfBirth: str | None = None
    DateOfExpiry: str | None = None
    DateOfIssue: str | None = None
    IssuedCountry: str | None = None


class SingaporeIDCard(Struct):
    """Singapore NRIC and passes."""

    ChName: str | None = None
    ChineseName: str | None = None
    EnName: str | None = None
    FullName: str | None = None
    ID: str | None = None
    LicenseNumber: str | None = None
    Sex: str | None = None
    CountryOfBirth: str | None = None
    Nationality: str | None = None
    Birthday: str | None = None
    Address: str | None = None
    Race: str | None = None
    NRICCode: str | None = None
    PostCode: str | None = None
    DateOfExpiration: str | None = None
    DateOfIssue: str | None = None


class MacaoIDCard(Struct):
    """Macao resident identity card."""

    FirstName: str | None = None
    LastName: str | None = None
    Birthday: str | None = None
    ExpirationDate: str | None = None
    LicenseNumber: str | None = None
    Sex: str | None = None
    Age: str | None = None
    IssuedCountry: str | None = None
    Field1: str | None = None  # first line of the MRZ
    Field2: str | None = None  # second line of the MRZ


class TaiWanIDCard(Struct):
    """Taiwan identity card."""

    FullName: str | None = None
    LicenseNumber: str | None = None
    Sex: str | None = None
    IssuedCountry: str | None = None
    RegistrationNumber: str | None = None


class JapanIDCard(Struct):
    """Japanese My Number card."""

    FullName: str | None = None
    LicenseNumber: str | None = None
    Age: str | None = None
    Birthday: str | None = None
    ExpirationDate: str | None = None
    FormattedAddress: str | None = None


class MainlandIDCard(Struct):
    """Resident identity card of mainland China."""

    FullName: str | None = None
    Sex: str | None = None
    Nation: str | None = None
    Birthday: str | None = None
    Address: str | None = None
    LicenseNumber: str | None = None
    FormattedAddress: str | None = None
    Authority: str | None = None
    ValidDate: str | None = None


class HMTPermit(Struct):
    """Travel permit of Hong Kong, Macao and Taiwan residents."""

    Name: str | None = None
    EnglishName: str | None = None
    Number: str | None = None
    Sex: str | None = None
    ValidDate: str | None = None
    IssueAuthority: str | None = None
    IssueAddress: str | None = None
    Birthday: str | None = None
