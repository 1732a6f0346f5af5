"""Drawing the four documents: places and words like the real ones, ink and paper unlike them, SPECIMEN across."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Truth = Mapping[str, str]

ID_1 = (1012, 638)  #: pixels at 300 dpi
ID_3 = (1250, 880)
_INK = (24, 24, 32)


class Sheet:
    """One side being drawn; places in pixels from the top left."""

    def __init__(self, size: tuple[int, int], paper: tuple[int, int, int]) -> None:
        self.image = Image.new("RGB", size, paper)
        self._draw = ImageDraw.Draw(self.image)
        self._guilloche(paper)

    def text(self, x: int, y: int, words: str, size: int, ink: tuple[int, int, int] = _INK) -> None:
        """Words with their top left at a place."""
        self._draw.text((x, y), words, fill=ink, font=ImageFont.load_default(size))

    def spaced(self, x: int, y: int, words: str, size: int, pitch: float) -> None:
        """Letters in cells of the same width, as in a machine-readable zone."""
        font = ImageFont.load_default(size)
        for at, letter in enumerate(words):
            self._draw.text((x + (at + 0.5) * pitch, y), letter, fill=_INK, font=font, anchor="ma")

    def photo(self, box: tuple[int, int, int, int], portrait: Picture | None, *, grey: bool = False) -> None:
        """A photo, or a drawn head when none is given."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        head = _drawn_head() if portrait is None else Image.fromarray(portrait)
        scale = max(width / head.width, height / head.height)
        head = head.resize((max(width, round(head.width * scale)), max(height, round(head.height * scale))))
        across, down = (head.width - width) // 2, (head.height - height) // 2
        head = head.crop((across, down, across + width, down + height))
        self.image.paste(head.convert("L").convert("RGB") if grey else head, (left, top))

    def chip(self, box: tuple[int, int, int, int]) -> None:
        """A golden contact plate."""
        self._draw.rounded_rectangle(box, radius=14, fill=(212, 172, 80), outline=(120, 90, 30), width=3)

    def marked(self, x: float, y: float) -> "Sheet":
        """The sheet with the mark that no real document has, its middle at fractions of width and height."""
        width, height = self.image.size
        font = ImageFont.load_default(height // 10)
        layer = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        ImageDraw.Draw(layer).text((width * x, height * y), "SPECIMEN", fill=(210, 60, 60, 70), font=font, anchor="mm")
        self.image.paste(layer, (0, 0), layer)
        return self

    def _guilloche(self, paper: tuple[int, int, int]) -> None:
        width, height = self.image.size
        line = tuple(max(0, channel - 22) for channel in paper)
        for wave in range(0, height, 26):
            points = [(x, wave + 9 * np.sin(x / 70 + wave)) for x in range(0, width, 8)]
            self._draw.line(points, fill=line, width=1)


def hong_kong(truth: Truth, portrait: Picture | None) -> Sheet:
    """Front of the 2018 edition, without its Chinese print (no such font comes with the project)."""
    sheet = Sheet(ID_1, (222, 232, 214))
    permanent = "PERMANENT " if truth["Permanent"] == "1" else ""
    sheet.text(60, 60, f"HONG KONG {permanent}IDENTITY CARD", 34, (150, 30, 60))
    sheet.photo((50, 130, 300, 460), portrait)
    sheet.photo((790, 200, 950, 410), portrait, grey=True)
    sheet.text(330, 180, truth["EnName"], 34)
    sheet.text(330, 282, "Date of Birth", 22)
    sheet.text(330, 316, truth["Birthday"], 32)
    sheet.text(560, 316, truth["Sex"], 32)
    sheet.text(330, 360, truth["Symbol"], 30)
    sheet.text(330, 408, "Date of Issue", 22)
    sheet.text(610, 408, truth["FirstIssueDate"], 28)
    sheet.text(330, 444, truth["CurrentIssueDate"], 32)
    sheet.text(700, 540, truth["IdNum"], 46)
    return sheet.marked(0.5, 0.9)


def hong_kong_back(_truth: Truth, _portrait: Picture | None) -> Sheet:
    """A back with nothing of the person on it."""
    sheet = Sheet(ID_1, (222, 232, 214))
    sheet.text(60, 90, "THIS CARD REMAINS THE PROPERTY OF ITS ISSUER", 26)
    sheet.chip((120, 220, 280, 360))
    return sheet.marked(0.5, 0.75)


def malaysia(truth: Truth, portrait: Picture | None) -> Sheet:
    """Front of a MyKad."""
    sheet = Sheet(ID_1, (198, 214, 232))
    blue = (30, 40, 130)
    sheet.text(40, 26, "KAD PENGENALAN", 34, blue)
    sheet.text(480, 26, "MALAYSIA", 42, blue)
    sheet.text(40, 66, "IDENTITY CARD", 26, blue)
    sheet.text(830, 30, "MyKad", 38, (180, 40, 40))
    sheet.text(60, 124, truth["ID"], 42)
    sheet.chip((66, 200, 220, 320))
    sheet.photo((690, 110, 950, 450), portrait)
    sheet.photo((500, 190, 610, 340), portrait, grey=True)
    sheet.text(50, 388, truth["Name"], 30)
    for row, line in enumerate(truth["Address"].split("|")):
        sheet.text(50, 430 + 32 * row, line, 25)
    sheet.text(720, 522, "WARGANEGARA", 26)
    sheet.text(720, 562, truth["Sex"], 26)
    return sheet.marked(0.55, 0.9)


def malaysia_back(truth: Truth, _portrait: Picture | None) -> Sheet:
    """The back, which repeats the number."""
    sheet = Sheet(ID_1, (198, 214, 232))
    sheet.text(60, 90, "PENDAFTARAN NEGARA", 30)
    sheet.text(60, 480, f"{truth['ID']}-01-02", 34)
    return sheet.marked(0.5, 0.5)


_KTP_ROWS = (
    ("Nama", "Nama"),
    ("Tempat/Tgl Lahir", "TempatTglLahir"),
    ("Jenis kelamin", "JenisKelamin"),
    ("Alamat", "Alamat"),
    ("RT/RW", "RTRW"),
    ("Kel/Desa", "KelDesa"),
    ("Kecamatan", "Kecamatan"),
    ("Agama", "Agama"),
    ("Status Perkawinan", "StatusPerkawinan"),
    ("Pekerjaan", "Perkerjaan"),
    ("Kewarganegaraan", "KewargaNegaraan"),
    ("Berlaku Hingga", "BerlakuHingga"),
)


def indonesia(truth: Truth, portrait: Picture | None) -> Sheet:
    """A KTP."""
    sheet = Sheet(ID_1, (170, 208, 232))
    sheet.text(330, 26, truth["Provinsi"], 30)
    sheet.text(380, 64, truth["Kota"], 30)
    sheet.text(30, 112, "NIK", 34)
    sheet.text(210, 110, f": {truth['NIK']}", 38)
    for row, (label, name) in enumerate(_KTP_ROWS):
        top = 160 + 37 * row
        value = truth[name]
        if name == "TempatTglLahir":
            place, _, day = value.rpartition(" ")
            value = f"{place}, {day}"
        sheet.text(56 if name in ("RTRW", "KelDesa", "Kecamatan") else 30, top, label, 24)
        sheet.text(258, top, f": {value}", 24)
    sheet.text(540, 160 + 37 * 2, f"Gol. Darah : {truth['GolDarah']}", 24)
    sheet.photo((772, 150, 982, 420), portrait)
    sheet.text(800, 438, truth["Kota"].split()[-1], 22)
    sheet.text(816, 470, truth["IssuedDate"], 22)
    return sheet.marked(0.8, 0.9)


def passport(truth: Truth, portrait: Picture | None) -> Sheet:
    """A data page."""
    sheet = Sheet(ID_3, (230, 224, 206))
    sheet.text(60, 24, "PASSPORT", 42)
    sheet.photo((50, 110, 370, 540), portrait)
    cells = (
        (420, 30, "Type", "P"),
        (560, 30, "Country code", truth["IssuingCountry"]),
        (800, 30, "Passport No.", truth["LicenseNumber"]),
        (420, 104, "Surname", truth["Surname"]),
        (420, 182, "Given names", truth["GivenName"]),
        (420, 260, "Nationality", truth["NationalityCode"]),
        (420, 338, "Date of birth", _in_words(truth["Birthday"])),
        (900, 338, "Sex", truth["Sex"]),
        (420, 416, "Date of expiry", _in_words(truth["DateOfExpiration"])),
    )
    for x, y, label, value in cells:
        sheet.text(x, y, label, 20)
        sheet.text(x, y + 26, value, 29)
    sheet.spaced(30, 730, truth["PassportCodeFirst"], 36, 27)
    sheet.spaced(30, 800, truth["PassportCodeSecond"], 36, 27)
    return sheet.marked(0.62, 0.74)


LAYOUTS: Mapping[str, Callable[[Truth, Picture | None], Sheet]] = {
    "hkg_id": hong_kong,
    "hkg_id_back": hong_kong_back,
    "mys_id": malaysia,
    "mys_id_back": malaysia_back,
    "idn_ktp": indonesia,
    "passport": passport,
}


def _in_words(day: str) -> str:
    return datetime.strptime(day, "%Y%m%d").strftime("%d %b %Y").upper()  # noqa: DTZ007 - a date without a time


def _drawn_head() -> Any:
    head = Image.new("RGB", (260, 340), (206, 208, 226))
    draw = ImageDraw.Draw(head)
    draw.ellipse((20, 240, 240, 440), fill=(40, 50, 120))
    draw.ellipse((70, 60, 190, 230), fill=(208, 150, 130))
    draw.pieslice((64, 40, 196, 200), 180, 360, fill=(30, 24, 24))
    for eye in (100, 142):
        draw.ellipse((eye, 130, eye + 18, 140), fill=(30, 30, 30))
    return head
