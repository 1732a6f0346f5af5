"""What every card finder promises."""

from importlib.metadata import entry_points

import numpy as np
import pytest
from bench.cards.effects import LEVELS, Effects
from bench.cards.render import render

from openekyc.domain.findings import Signal, Verdict
from openekyc.domain.plugins import load_backend
from openekyc.engines.cards.port import CardPicture, Cards
from openekyc.settings import Settings

NAMES = sorted(point.name for point in entry_points(group="openekyc.cards"))
WARNINGS = {"border", "photocopy", "recapture", "glare", "blur"}
SIDES = ("hkg_id", "mys_id", "idn_ktp", "passport")


@pytest.fixture(scope="module", params=NAMES)
def cards(request: pytest.FixtureRequest) -> Cards:
    return load_backend("cards", request.param, Settings())


def photo(side: str = "hkg_id", seed: int = 1, **effects: object) -> np.ndarray:
    return render(side, seed, Effects(**effects))[0]


def signals(cards: Cards, picture: CardPicture) -> dict[str, Signal]:
    return {each.name: each for each in (*picture.signals, *cards.inspect(picture))}


def failing(cards: Cards, image: np.ndarray) -> set[str]:
    found = signals(cards, cards.rectify(image))
    return {name for name, each in found.items() if each.verdict is Verdict.FAIL}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_card_on_a_table_is_cut_out_straight(cards: Cards, side: str, level: int) -> None:
    picture = cards.rectify(render(side, 40 + level, LEVELS[level])[0])
    assert picture.trusted
    assert picture.image.shape[1] == 1100
    assert picture.corners is not None


@pytest.mark.parametrize("side", SIDES)
def test_what_is_cut_out_is_the_card_itself(cards: Cards, side: str) -> None:
    flat = render(side, 5)[0]
    image = cards.rectify(photo(side, seed=5, noise=0, blur=0, shadow=1)).image
    assert abs(image.shape[1] / image.shape[0] - flat.shape[1] / flat.shape[0]) < 0.02
    step = image.shape[1] / flat.shape[1]
    there = [int(v * step) for v in (flat.shape[0] * 0.3, flat.shape[1] * 0.15)]
    here = [int(v) for v in (flat.shape[0] * 0.3, flat.shape[1] * 0.15)]
    difference = image[there[0], there[1]].astype(int) - flat[here[0], here[1]].astype(int)
    assert np.abs(difference).max() < 40


def test_the_same_photo_gives_the_same_card(cards: Cards) -> None:
    image = photo()
    assert np.array_equal(cards.rectify(image).image, cards.rectify(image).image)


def test_a_picture_without_a_card_is_not_trusted_and_kept_whole(cards: Cards) -> None:
    noise = np.random.default_rng(3).integers(90, 160, (900, 1200, 3), dtype=np.uint8)
    picture = cards.rectify(noise)
    assert not picture.trusted
    assert picture.corners is None
    assert picture.image.shape == noise.shape


def test_a_card_cut_by_the_frame_is_not_trusted(cards: Cards) -> None:
    image = photo(card=0.9, turn=0, tilt=0)
    assert not cards.rectify(image[:, image.shape[1] // 4 :]).trusted


def test_a_large_photo_is_made_smaller_when_it_is_read_whole(cards: Cards) -> None:
    whole = cards.whole(np.full((3000, 4000, 3), 120, dtype=np.uint8))
    assert max(whole.image.shape) == 1280
    assert not whole.trusted


@pytest.mark.parametrize("shape", [(1, 1), (1, 8000), (8000, 1), (3, 5), (60, 60)])
def test_pictures_of_odd_shapes_are_answered(cards: Cards, shape: tuple[int, int]) -> None:
    picture = cards.rectify(np.zeros((*shape, 3), dtype=np.uint8))
    assert not picture.trusted
    assert min(picture.image.shape[:2]) >= 1
    assert {each.name for each in cards.inspect(picture)} == WARNINGS


def test_an_upside_down_card_is_turned_by_half(cards: Cards) -> None:
    picture = cards.rectify(photo())
    assert np.array_equal(cards.turn(picture, 180).image, picture.image[::-1, ::-1])


def test_print_that_runs_down_is_turned_to_run_level(cards: Cards) -> None:
    picture = cards.whole(np.zeros((40, 90, 3), dtype=np.uint8))
    picture.image[5, 80] = 255
    turned = cards.turn(picture, 90).image
    assert turned.shape == (90, 40, 3)
    assert tuple(np.argwhere(turned[..., 0] == 255)[0]) == (9, 5)


def test_a_slope_is_taken_out_with_all_corners_kept(cards: Cards) -> None:
    image = np.zeros((400, 600, 3), dtype=np.uint8)
    for x in range(150, 450):
        y = round(200 + (x - 300) * np.tan(np.radians(12)))
        image[y - 3 : y + 3, x] = 255
    turned = cards.turn(cards.whole(image), 12).image
    assert turned.shape[0] > 400
    assert turned.shape[1] > 600
    rows = np.flatnonzero((turned[..., 0] > 128).sum(axis=1))
    assert rows.max() - rows.min() < 16


def test_a_good_photo_breaks_no_measure(cards: Cards) -> None:
    assert failing(cards, photo()) == set()


@pytest.mark.parametrize(
    ("effects", "warning"),
    [
        ({"blur": 4.0}, "blur"),
        ({"glare": 1.0}, "glare"),
        ({"grey": True}, "photocopy"),
        ({"card": 0.3}, "too_small"),
    ],
)
def test_each_fault_of_a_photo_is_named(cards: Cards, effects: dict[str, object], warning: str) -> None:
    broken = [warning in failing(cards, photo(seed=seed, **effects)) for seed in range(4)]
    assert all(broken)


def test_a_finger_on_the_edge_is_a_covered_border(cards: Cards) -> None:
    image = photo(card=0.7, turn=0, tilt=0)
    corners = np.array(cards.rectify(image).corners)
    x, y = ((corners[2] + corners[3]) / 2).astype(int)
    across, down = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    image[(((down - x) / 110) ** 2 + ((across - y) / 160) ** 2) < 1] = (190, 140, 120)
    picture = cards.rectify(image)
    assert not picture.trusted or signals(cards, picture)["border"].verdict is Verdict.FAIL


def test_every_warning_is_answered_and_nothing_is_invented_for_an_untrusted_picture(cards: Cards) -> None:
    found = cards.inspect(cards.whole(photo()))
    assert {each.name for each in found} == WARNINGS
    assert {each.verdict for each in found} == {Verdict.INCONCLUSIVE}


def test_a_measure_carries_its_figure_and_threshold(cards: Cards) -> None:
    blur = signals(cards, cards.rectify(photo()))["blur"]
    assert blur.value is not None
    assert blur.threshold is not None
    assert blur.unit
    assert blur.model == cards.model
