import pytest

from openekyc.demo.ranges import part_of

CONTENT = bytes(range(10))


@pytest.mark.parametrize(
    ("wanted", "part", "place"),
    [
        ("bytes=0-1", CONTENT[:2], "bytes 0-1/10"),
        ("bytes=7-", CONTENT[7:], "bytes 7-9/10"),
        ("bytes=-3", CONTENT[7:], "bytes 7-9/10"),
        ("bytes=5-99", CONTENT[5:], "bytes 5-9/10"),
        ("bytes=-99", CONTENT, "bytes 0-9/10"),
    ],
)
def test_one_range_is_answered_with_its_part(wanted, part, place):
    answer = part_of(CONTENT, "video/webm", wanted)
    assert (answer.status_code, answer.body, answer.headers["content-range"]) == (206, part, place)


@pytest.mark.parametrize("wanted", [None, "bytes=-", "bytes=1-2,4-5", "lines=1-2"])
def test_without_a_range_that_we_do_the_whole_is_answered(wanted):
    answer = part_of(CONTENT, "video/webm", wanted)
    assert (answer.status_code, answer.body, answer.headers["accept-ranges"]) == (200, CONTENT, "bytes")


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_a_range_outside_the_recording_is_refused(wanted):
    assert part_of(CONTENT, "video/webm", wanted).status_code == 416
