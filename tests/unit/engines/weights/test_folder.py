from pathlib import Path

from openekyc.engines.weights.folder import models_folder
from openekyc.settings import Settings


def test_the_operators_setting_wins():
    assert models_folder(Settings(models=Path("/srv/models"))) == Path("/srv/models")


def test_a_checkout_keeps_its_models_beside_the_code():
    folder = models_folder(Settings(models=None))
    assert folder == Path(__file__).parents[4] / "models"
