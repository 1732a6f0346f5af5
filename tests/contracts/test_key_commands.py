"""The operator's commands for keys and accounts: what they print for people, what as JSON, how they end."""

import json
import stat

import pytest
from typer.testing import CliRunner

from openekyc.cli import app


@pytest.fixture
def run(tmp_path):
    def command(*words, ends=0):
        done = CliRunner().invoke(app, [*words, "--data", str(tmp_path / "data")])
        assert done.exit_code == ends, done.output
        return done

    return command


@pytest.fixture
def run_json(run):
    return lambda *words: json.loads(run(*words, "--json").stdout)


def test_a_key_is_shown_once_with_its_secret(run_json):
    made = run_json("keys", "create", "--account", "acme")
    assert made["Account"] == "acme"
    assert (made["Token"], made["ExpiresAt"]) == (None, None)
    (listed,) = run_json("keys", "list")
    assert listed["SecretId"] == made["SecretId"]
    assert made["SecretKey"] not in json.dumps(listed)
    assert (listed["RevokedAt"], listed["Temporary"]) == (None, False)


def test_a_key_in_a_folder_that_was_there_leaves_its_mode_alone_and_its_json_clean(run_json, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    run_json("keys", "create", "--account", "acme")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o755


def test_for_people_a_new_key_is_a_small_table_and_a_warning(run):
    done = run("keys", "create", "--account", "acme")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["SecretId", "SecretKey", "Account"]
    assert "not shown again" in done.stderr


def test_a_temporary_key_has_a_token_and_an_end(run_json):
    made = run_json("keys", "create", "--account", "acme", "--lifetime", "60")
    assert made["Token"]
    assert made["ExpiresAt"]


@pytest.mark.parametrize("lifetime", ["0", "129601", "soon"])
def test_a_lifetime_is_bounded(run, lifetime):
    run("keys", "create", "--account", "acme", "--lifetime", lifetime, ends=2)


def test_keys_are_listed_with_their_standing(run, run_json):
    lasting = run_json("keys", "create", "--account", "acme")
    run_json("keys", "create", "--account", "acme", "--lifetime", "60")
    revoked = run_json("keys", "create", "--account", "acme")
    assert run_json("keys", "revoke", revoked["SecretId"]) == {"SecretId": revoked["SecretId"], "Revoked": True}
    assert "is revoked" in run("keys", "revoke", revoked["SecretId"]).stdout
    lines = run("keys", "list").stdout.splitlines()
    assert lines[0].startswith(lasting["SecretId"])
    assert [word in line for word, line in zip(("made", "temporary until", "revoked"), lines, strict=True)] == [
        True
    ] * 3


def test_a_key_that_is_none_cannot_be_revoked(run):
    assert "openekyc keys list" in run("keys", "revoke", "AKIDnobody", ends=1).stderr


def test_a_bad_account_name_ends_with_its_sentence(run):
    assert "An account's name has" in run("keys", "create", "--account", "../x", ends=1).stderr


def test_an_account_is_set_and_listed(run, run_json):
    shown = run_json(
        *("accounts", "set", "acme", "--state", "arrears"),
        *("--quota", "GetFaceIdTokenIntl=2", "--quota", "ApplyCardVerification=0"),
    )
    assert shown["State"] == "arrears"
    assert shown["Quotas"] == {
        "ApplyCardVerification": {"Allowed": 0, "Used": 0},
        "GetFaceIdTokenIntl": {"Allowed": 2, "Used": 0},
    }
    assert run_json("accounts", "list") == [shown]
    line = run("accounts", "list").stdout.strip()
    assert line.split() == ["acme", "arrears", "ApplyCardVerification", "0/0", "GetFaceIdTokenIntl", "0/2"]


def test_a_quota_can_be_taken_away_without_touching_the_state(run, run_json):
    run("accounts", "set", "acme", "--state", "arrears", "--quota", "GetFaceIdTokenIntl=2")
    shown = run_json("accounts", "set", "acme", "--quota", "GetFaceIdTokenIntl=unlimited")
    assert (shown["State"], shown["Quotas"]) == ("arrears", {})


@pytest.mark.parametrize(
    ("words", "ends", "says"),
    [
        ((), 2, "--state"),
        (("--state", "off"), 2, "not-activated"),
        (("--quota", "GetFaceIdResultIntl=1"), 1, "has no quota"),
        (("--quota", "GetFaceIdTokenIntl"), 1, "=N"),
        (("--quota", "GetFaceIdTokenIntl=-1"), 1, "=N"),
        (("--quota", "GetFaceIdTokenIntl=some"), 1, "=N"),
    ],
)
def test_what_cannot_be_set_is_said(run, words, ends, says):
    assert says in run("accounts", "set", "acme", *words, ends=ends).output
