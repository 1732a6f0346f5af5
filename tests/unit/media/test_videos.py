"""What opening an untrusted recording promises."""

import numpy as np
import pytest

from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable
from openekyc.media.sniffing import recording_container
from openekyc.media.videos import Video, VideoLimits
from recordings import record, turned

LIMITS = VideoLimits(size=1_000_000, duration_s=5.0, frames=100, pixels=128 * 128)


def _decode(recording, limits=LIMITS):
    return list(Video(recording, limits).frames())


@pytest.mark.parametrize(
    ("codec", "container", "expected"),
    [
        ("libvpx", "webm", ("webm", "vp8")),
        ("libvpx-vp9", "webm", ("webm", "vp9")),
        ("libx264", "mp4", ("mp4", "h264")),
        ("libx264", "matroska", ("webm", "h264")),
        ("libx264", "mov", ("mp4", "h264")),
    ],
)
def test_what_browsers_record_opens_with_all_its_frames(codec, container, expected):
    video = Video(record(codec=codec, container=container), LIMITS)
    assert (video.header.container, video.header.codec) == expected
    assert (video.header.width, video.header.height) == (64, 48)
    frames = list(video.frames())
    assert len(frames) == len(video.header.times_s) == 10
    assert frames[0].image.shape == (48, 64, 3)
    assert frames[0].image.dtype == np.uint8


def test_times_are_the_containers_own_counted_from_the_first_frame():
    times = [40, 73, 140, 173, 340]
    video = Video(record(times), LIMITS)
    assert video.header.times_s == pytest.approx([0, 0.033, 0.1, 0.133, 0.3], abs=1e-6)
    assert [frame.time_s for frame in video.frames()] == pytest.approx(video.header.times_s, abs=1e-6)
    assert video.header.duration_s == pytest.approx(0.3)


def test_a_recording_can_be_decoded_twice():
    video = Video(record(), LIMITS)
    assert len(list(video.frames())) == len(list(video.frames())) == 10


def test_pictures_come_in_red_green_blue():
    red = np.zeros((48, 64, 3), np.uint8)
    red[..., 0] = 220
    pixel = _decode(record([0, 33], pictures=[red, red]))[1].image[24, 32]
    assert pixel[0] > 190
    assert max(pixel[1:]) < 40


def test_a_phones_sideways_picture_is_turned_upright():
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, :32] = 230  # the coded picture's left is the upright picture's top
    upright = _decode(turned(record([0, 33], codec="libx264", container="mp4", pictures=[picture] * 2)))[0].image
    assert upright.shape == (64, 48, 3)
    assert upright[:24].mean() > 200
    assert upright[40:].mean() < 30


def test_one_frame_is_a_recording_without_duration():
    video = Video(record([0]), LIMITS)
    assert video.header.duration_s == 0
    assert len(list(video.frames())) == 1


def test_nothing_at_all_is_refused():
    with pytest.raises(MediaEmpty):
        Video(b"", LIMITS)


@pytest.mark.parametrize(
    "content", [b"hello, I am text", b"GIF89a" + bytes(50), b"#EXTM3U\nfile:///etc/passwd", b"RIFF"]
)
def test_other_kinds_of_file_are_refused_by_their_first_bytes(content):
    with pytest.raises(MediaUndecodable, match="WebM"):
        Video(content, LIMITS)


def test_the_kind_is_told_by_content_and_not_by_name():
    assert recording_container(record()) == "webm"
    assert recording_container(record(codec="libx264", container="mp4")) == "mp4"


def test_a_codec_no_browser_records_is_refused():
    with pytest.raises(MediaUndecodable, match="vp9"):
        Video(record([0, 40, 80], codec="mpeg4", container="matroska"), LIMITS)


def test_two_picture_tracks_are_refused():
    with pytest.raises(MediaUndecodable, match="one picture track"):
        Video(record(tracks=2, container="matroska"), LIMITS)


def test_more_bytes_than_allowed_are_refused():
    with pytest.raises(MediaTooLarge, match="bytes"):
        Video(record(), VideoLimits(size=500, duration_s=5, frames=100, pixels=128 * 128))


def test_too_long_is_refused_without_decoding():
    with pytest.raises(MediaTooLarge, match="longer"):
        Video(record([0, 3000, 6000]), LIMITS)


def test_too_many_frames_are_refused_without_decoding():
    with pytest.raises(MediaTooLarge, match="frames"):
        Video(record(range(0, 202, 2)), LIMITS)


@pytest.mark.parametrize(("codec", "container"), [("libvpx", "webm"), ("libx264", "mp4")])
def test_huge_pictures_are_refused_without_decoding(codec, container):
    with pytest.raises(MediaTooLarge, match="pixels"):
        Video(record([0], size=(256, 256), codec=codec, container=container), LIMITS)


def test_pictures_larger_than_the_container_admits_are_refused():
    honest = record([0, 33], size=(256, 256), container="webm")
    lying = honest.replace(b"\xb0\x82\x01\x00\xba\x82\x01\x00", b"\xb0\x82\x00\x40\xba\x82\x00\x40")
    assert lying != honest
    with pytest.raises((MediaTooLarge, MediaUndecodable)):
        _decode(lying)


@pytest.mark.parametrize(("codec", "container"), [("libvpx", "webm"), ("libx264", "mp4")])
def test_damage_anywhere_is_a_refusal_and_nothing_else(codec, container):
    whole = record(codec=codec, container=container)
    chance = np.random.default_rng(7)
    refused = 0
    for _ in range(150):
        damaged = bytearray(whole)
        for place in chance.integers(8, len(whole), chance.integers(1, 20)):
            damaged[place] = chance.integers(256)
        try:
            _decode(bytes(damaged))
        except (MediaTooLarge, MediaUndecodable):
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("kept", [0.02, 0.1])
def test_a_recording_cut_off_in_its_header_is_refused(kept):
    whole = record()
    with pytest.raises(MediaUndecodable):
        Video(whole[: int(len(whole) * kept)], LIMITS)


def test_an_unfinished_mp4_is_refused():
    whole = record(codec="libx264", container="mp4")
    with pytest.raises(MediaUndecodable):
        Video(whole[: len(whole) // 2], LIMITS)
