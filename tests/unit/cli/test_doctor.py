import pytest

from openekyc.cli import doctor
from openekyc.cli.doctor import State
from openekyc.settings import Settings


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://kyc.example", State.GOOD),
        ("http://localhost:8000", State.GOOD),
        ("http://127.0.0.1:8000", State.GOOD),
        ("http://[::1]:8000", State.GOOD),
        ("http://kyc.example", State.WARNING),
        ("http://192.168.1.7:8000", State.WARNING),
    ],
)
def test_a_page_that_browsers_would_give_no_camera_is_warned_of(url, state):
    assert doctor.public_url(url).state is state


@pytest.mark.parametrize(("accepted", "state"), [(False, State.GOOD), (True, State.WARNING)])
def test_silent_liveness_without_a_model_is_warned_of(accepted, state):
    assert doctor.silent_liveness(Settings(silent_liveness_without_model=accepted)).state is state


def test_a_backend_that_is_not_installed_means_that_the_server_cannot_work():
    findings = {finding.topic: finding for finding in doctor.backends(Settings(text_backend="crystal-ball"))}
    assert findings["Backend for text"].state is State.FAILED
    assert "rapidocr" in findings["Backend for text"].sentence
    assert findings["Backend for cards"].state is State.GOOD


def test_a_page_that_was_not_built_means_that_the_server_cannot_work(tmp_path):
    assert doctor.capture_page((tmp_path,)).state is State.FAILED
    (tmp_path / "index.html").touch()
    assert doctor.capture_page((tmp_path / "elsewhere", tmp_path)).state is State.GOOD
