"""Invented people and document numbers that fulfil the rules of each document, drawn from a seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from openekyc.documents.checks import hkid
from openekyc.documents.mrz import check_digit

Truth = dict[str, str]

_MALAYSIAN_PLACES = {
    "01": "JOHOR",
    "05": "NEGERI SEMBILAN",
    "07": "PULAU PINANG",
    "10": "SELANGOR",
    "14": "KUALA LUMPUR",
}
_INDONESIAN_PLACES = {
    "3171": ("PROVINSI DKI JAKARTA", "JAKARTA PUSAT"),
    "3273": ("PROVINSI JAWA BARAT", "KOTA BANDUNG"),
    "3578": ("PROVINSI JAWA TIMUR", "KOTA SURABAYA"),
    "5171": ("PROVINSI BALI", "KOTA DENPASAR"),
}
_STATES = ("UTO", "SGP", "MYS", "IDN")


@dataclass(frozen=True)
class Person:
    """Sex is M or F; names are in capitals."""

    surname: str
    given: str
    sex: str
    born: date


def person(random: Random) -> Person:
    """Somebody grown up who does not exist."""
    sex = random.choice("MF")
    surname = random.choice(("CHAN", "WONG", "LEE", "TAN", "LIM", "SANTOSO", "WIJAYA", "ERIKSSON", "NGUYEN", "HALIM"))
    given = random.choice(
        ("TAI MAN", "WEI MING", "BUDI", "ARIF", "JONAS")
        if sex == "M"
        else ("SIU MING", "MEI LING", "SITI", "DEWI", "ANNA")
    )
    return Person(surname, given, sex, date(1960, 1, 1) + timedelta(days=random.randrange(15_000)))


def hong_kong(random: Random) -> Truth:
    """Values of a Hong Kong identity card, without the Chinese ones."""
    who = person(random)
    issued = date(2019, 1, 1) + timedelta(days=random.randrange(2000))
    first = date(max(who.born.year + 11, 1985), random.randrange(1, 13), 1)
    bare = random.choice("ACDFGHKRYZ") + f"{random.randrange(1_000_000):06d}"
    return {
        "EnName": f"{who.surname}, {who.given.title()}",
        "Sex": who.sex,
        "Birthday": f"{who.born:%d-%m-%Y}",
        "Permanent": random.choice("01"),
        "IdNum": f"{bare}({hkid.calc_check_digit(bare)})",
        "Symbol": random.choice(("***AZ", "AZ", "***AX", "***C")),
        "FirstIssueDate": f"({first:%m-%y})",
        "CurrentIssueDate": f"{issued:%d-%m-%y}",
    }


def malaysia(random: Random) -> Truth:
    """Values of a MyKad."""
    who = person(random)
    place = random.choice(sorted(_MALAYSIAN_PLACES))
    serial = random.randrange(1000) * 10 + random.choice((1, 3, 5, 7, 9) if who.sex == "M" else (0, 2, 4, 6, 8))
    street = random.choice(("JALAN MELATI", "LORONG KENANGA", "JALAN DATO ONN"))
    return {
        "ID": f"{who.born:%y%m%d}-{place}-{serial:04d}",
        "Name": f"{who.surname} {who.given}",
        "Sex": "LELAKI" if who.sex == "M" else "PEREMPUAN",
        "Address": f"NO {random.randrange(1, 99)} {street} {random.randrange(1, 20)}|TAMAN SERI INDAH|"
        f"{random.randrange(10_000, 90_000)} BANDAR BARU|{_MALAYSIAN_PLACES[place]}",
        "Birthday": who.born.isoformat(),
        "Type": "MyKad",
    }


def indonesia(random: Random) -> Truth:
    """Values of a KTP."""
    who = person(random)
    district = random.choice(sorted(_INDONESIAN_PLACES))
    province, city = _INDONESIAN_PLACES[district]
    day = who.born.day + (40 if who.sex == "F" else 0)
    return {
        "Provinsi": province,
        "Kota": city,
        "NIK": f"{district}01{day:02d}{who.born:%m%y}{random.randrange(1, 9999):04d}",
        "Nama": f"{who.given} {who.surname}",
        "TempatTglLahir": f"{city.split()[-1]} {who.born:%d-%m-%Y}",
        "JenisKelamin": "LAKI-LAKI" if who.sex == "M" else "PEREMPUAN",
        "GolDarah": random.choice(("A", "B", "AB", "O")),
        "Alamat": f"JL. {random.choice(('MAWAR', 'MELATI', 'ANGGREK'))} NO. {random.randrange(1, 99)}",
        "RTRW": f"{random.randrange(1, 20):03d}/{random.randrange(1, 20):03d}",
        "KelDesa": random.choice(("SUKAJADI", "GAMBIR", "SANUR")),
        "Kecamatan": random.choice(("CICENDO", "KEBAYORAN", "GUBENG")),
        "Agama": random.choice(("ISLAM", "KRISTEN", "HINDU")),
        "StatusPerkawinan": random.choice(("KAWIN", "BELUM KAWIN")),
        "Perkerjaan": random.choice(("KARYAWAN SWASTA", "PELAJAR/MAHASISWA", "WIRASWASTA")),
        "KewargaNegaraan": "WNI",
        "BerlakuHingga": "SEUMUR HIDUP",
        "IssuedDate": f"{random.randrange(1, 29):02d}-{random.randrange(1, 13):02d}-{random.randrange(2013, 2024)}",
    }


def passport(random: Random) -> Truth:
    """Values of a passport with its machine-readable zone."""
    who = person(random)
    state = random.choice(_STATES)
    number = f"{random.choice('AEKX')}{random.randrange(10_000_000):07d}{random.choice('<ZKP')}"
    until = date(2027, 1, 1) + timedelta(days=random.randrange(3000))
    first = f"P<{state}{who.surname}<<{who.given.replace(' ', '<')}".ljust(44, "<")
    birth, expiry, personal = f"{who.born:%y%m%d}", f"{until:%y%m%d}", "<" * 14
    number_part, birth_part, expiry_part = (f"{part}{check_digit(part)}" for part in (number, birth, expiry))
    second = f"{number_part}{state}{birth_part}{who.sex}{expiry_part}{personal}0"
    composite = check_digit(second[:10] + second[13:20] + second[21:43])
    return {
        "LicenseNumber": number.rstrip("<"),
        "FullName": f"{who.surname} {who.given}",
        "Surname": who.surname,
        "GivenName": who.given,
        "Birthday": f"{who.born:%Y%m%d}",
        "Sex": who.sex,
        "DateOfExpiration": f"{until:%Y%m%d}",
        "IssuingCountry": state,
        "NationalityCode": state,
        "PassportCodeFirst": first,
        "PassportCodeSecond": second + composite,
    }
