"""What every text reader promises."""

from importlib.metadata import entry_points

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from openekyc.domain.plugins import load_backend
from openekyc.engines.text.port import TextReader
from openekyc.settings import Settings

NAMES = sorted(point.name for point in entry_points(group="openekyc.text"))
WHITE = 255


@pytest.fixture(scope="module", params=NAMES)
def reader(request: pytest.FixtureRequest) -> TextReader:
    return load_backend("text", request.param, Settings())


def printed(*words: tuple[str, int, int], size: tuple[int, int] = (1100, 690)) -> np.ndarray:
    image = Image.new("RGB", size, (WHITE, WHITE, WHITE))
    for text, left, top in words:
        ImageDraw.Draw(image).text((left, top), text, fill=(0, 0, 0), font=ImageFont.load_default(40))
    return np.asarray(image)


def test_print_is_read_where_it_stands(reader: TextReader) -> None:
    lines = reader.read(printed(("IDENTITY", 110, 69), ("1234567", 660, 480)))
    read = {line.text: line.box for line in lines}
    assert set(read) == {"IDENTITY", "1234567"}
    assert read["IDENTITY"].left == pytest.approx(0.1, abs=0.02)
    assert read["IDENTITY"].top == pytest.approx(0.11, abs=0.03)
    assert read["1234567"].left == pytest.approx(0.6, abs=0.02)


def test_boxes_and_scores_are_fractions(reader: TextReader) -> None:
    for line in reader.read(printed(("IDENTITY", 5, 5), ("1234567", 900, 640))):
        assert 0 <= line.box.left < line.box.right <= 1
        assert 0 <= line.box.top < line.box.bottom <= 1
        assert 0 < line.score <= 1


def test_a_blank_picture_has_no_lines(reader: TextReader) -> None:
    assert reader.read(printed()) == ()


def test_level_print_has_no_slope_and_sloping_print_says_how_much(reader: TextReader) -> None:
    level = printed(("A LONGER LINE OF PRINT", 200, 300))
    sloping = np.asarray(Image.fromarray(level).rotate(-10, fillcolor=(WHITE, WHITE, WHITE)))
    assert reader.read(level)[0].angle == pytest.approx(0, abs=1)
    assert reader.read(sloping)[0].angle == pytest.approx(10, abs=1.5)


def test_print_that_runs_down_the_picture_has_a_right_angle(reader: TextReader) -> None:
    down = np.rot90(printed(("A LONGER LINE OF PRINT", 200, 300)), -1)
    assert reader.read(np.ascontiguousarray(down))[0].angle == pytest.approx(90, abs=2)


@pytest.mark.parametrize("shape", [(1, 1), (1, 1280), (1280, 1), (30, 30), (4, 900)])
def test_pictures_of_odd_shapes_are_read_without_failing(reader: TextReader, shape: tuple[int, int]) -> None:
    assert isinstance(reader.read(np.zeros((*shape, 3), dtype=np.uint8)), tuple)


def test_the_picture_is_left_as_it_was(reader: TextReader) -> None:
    image = printed(("IDENTITY", 110, 69))
    before = image.copy()
    reader.read(image)
    assert np.array_equal(image, before)


def test_a_reader_says_which_model_it_is(reader: TextReader) -> None:
    assert "/" in reader.model
