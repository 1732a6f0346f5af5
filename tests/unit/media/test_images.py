import zlib
from contextlib import suppress
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable
from openekyc.media.images import MAX_BYTES, decode, encode_jpeg, probe
from openekyc.media.sniffing import PictureFormat, picture_format


def written(picture: Pillow.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


def noise(width: int = 64, height: int = 48) -> Pillow.Image:
    return Pillow.fromarray(np.random.default_rng(7).integers(0, 255, (height, width, 3), dtype=np.uint8))


def png_claiming(width: int, height: int) -> bytes:
    header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    chunk = (13).to_bytes(4) + header + zlib.crc32(header).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + chunk + bytes(64)


def test_a_png_comes_out_pixel_for_pixel() -> None:
    picture = noise()
    assert np.array_equal(decode(written(picture, "PNG")), np.asarray(picture))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright_as_its_exif_says(orientation: int) -> None:
    upright = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    content = written(Pillow.fromarray(np.ascontiguousarray(stored)), "PNG", exif=exif)
    assert np.array_equal(decode(content), upright)
    assert (probe(content).width, probe(content).height) == (7, 5)


def test_the_header_is_read_without_the_pixels() -> None:
    whole = written(noise(640, 480), "JPEG")
    header = probe(whole[:1200])
    assert (header.format, header.width, header.height) == (PictureFormat.JPEG, 640, 480)


def test_a_large_jpeg_may_be_decoded_smaller_but_not_below_what_was_asked() -> None:
    image = decode(written(noise(1600, 1200), "JPEG"), about_side=700)
    assert image.shape == (600, 800, 3)


def test_a_small_picture_is_not_made_larger() -> None:
    assert decode(written(noise(300, 200), "JPEG"), about_side=700).shape == (200, 300, 3)


def test_transparent_pixels_show_white_not_what_hides_below() -> None:
    hidden = Pillow.new("RGBA", (8, 8), (255, 0, 0, 0))
    assert (decode(written(hidden, "PNG")) == 255).all()


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "CMYK"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert decode(written(noise(64, 48).convert(mode), kind)).shape == (48, 64, 3)


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    tones = np.tile(np.arange(0, 65536, 1024, dtype=np.uint16), (8, 1))
    image = decode(written(Pillow.fromarray(tones), "PNG"))
    assert np.array_equal(image[..., 0], (tones >> 8).astype(np.uint8))


def test_nothing_is_empty() -> None:
    with pytest.raises(MediaEmpty):
        probe(b"")


def test_a_few_bytes_behind_the_right_magic_are_implausibly_little() -> None:
    with pytest.raises(MediaEmpty):
        probe(b"\xff\xd8\xff\xe0 and no more")


@pytest.mark.parametrize("content", [b"GIF89a" + bytes(90), b"text named photo.jpg", b"RIFF____WEBP" + bytes(90)])
def test_other_formats_are_refused(content: bytes) -> None:
    with pytest.raises(MediaUndecodable):
        decode(content)


def test_a_gif_is_named_in_the_refusal() -> None:
    with pytest.raises(MediaUndecodable, match="GIF"):
        picture_format(b"GIF87a")


def test_one_byte_over_the_limit_is_refused_before_anything_is_read() -> None:
    with pytest.raises(MediaTooLarge, match="bytes"):
        probe(b"\xff\xd8\xff" + bytes(MAX_BYTES - 2))


def test_a_pixel_bomb_is_refused_by_its_header() -> None:
    with pytest.raises(MediaTooLarge, match="20000x20000 pixels"):
        decode(png_claiming(20_000, 20_000))


def test_eight_thousand_pixels_are_allowed_and_one_more_is_not() -> None:
    assert probe(written(Pillow.new("1", (8000, 8)), "PNG")).width == 8000
    with pytest.raises(MediaTooLarge):
        probe(png_claiming(8001, 10))


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_a_truncated_file_is_damaged_not_half_a_picture(file_format: str) -> None:
    content = written(noise(), file_format)
    with pytest.raises(MediaUndecodable):
        decode(content[: len(content) * 2 // 3])


def test_a_header_of_fill_bytes_without_end_is_given_up() -> None:
    with pytest.raises(MediaUndecodable):
        probe(b"\xff\xd8" + b"\xff" * 1_000_000)


def test_a_jpeg_written_from_rgb_keeps_its_colours() -> None:
    red = np.zeros((16, 16, 3), dtype=np.uint8)
    red[..., 0] = 220
    content = encode_jpeg(red)
    assert picture_format(content) is PictureFormat.JPEG
    assert abs(decode(content).astype(int) - red).max() < 8


def test_an_image_without_pixels_is_not_written() -> None:
    with pytest.raises(ValueError, match="no pixels"):
        encode_jpeg(np.zeros((0, 0, 3), dtype=np.uint8))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_bytes_changed_at_will_give_a_picture_or_one_of_our_refusals(data: st.DataObject) -> None:
    content = bytearray(written(noise(24, 16), data.draw(st.sampled_from(["JPEG", "PNG"]))))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(MediaEmpty, MediaTooLarge, MediaUndecodable):
        assert decode(bytes(content)).ndim == 3
