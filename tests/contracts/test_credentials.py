"""What every credentials backend promises: keys that sign, secrets that a stolen database does not give away."""

import re
import stat
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from openekyc.domain.errors import StorageUnavailable, ValueOutOfRange
from openekyc.domain.plugins import load_backend
from openekyc.settings import Settings
from openekyc.storage.credentials.backends.sql import SqlCredentials
from openekyc.storage.credentials.port import AccountState, Quota
from openekyc.storage.credentials.sealing import MasterKeyUnusable, Seal, _make
from openekyc.storage.database import open_database
from openekyc.storage.records.tables import credentials as table


@pytest.fixture(params=["sql"])
def opened(request, tmp_path):
    """Opens the same store again and again, as a server and commands beside it do."""
    stores = []

    def again():
        stores.append(load_backend("credentials", request.param, Settings(data_dir=tmp_path / "data")))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


@pytest.fixture
def credentials(opened):
    return opened()


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "data" / "master.key"


def test_a_new_key_is_found_with_its_secret_by_everybody_at_once(opened):
    server, command = opened(), opened()
    assert server.find("AKIDunknown0000000000000000000000001") is None
    made = command.create("acme")
    found = server.find(made.secret_id)
    assert found.account == "acme"
    assert found.secret_key.reveal() == made.secret_key.reveal()
    assert (found.revoked_at, found.expires_at, found.session_token) == (None, None, None)


def test_keys_have_the_public_form_and_are_all_different(credentials):
    made = [credentials.create("acme") for _ in range(20)]
    assert all(re.fullmatch(r"AKID[0-9A-Za-z]{32}", key.secret_id) for key in made)
    assert all(len(key.secret_key.reveal()) >= 32 for key in made)
    assert len({key.secret_key.reveal() for key in made}) == len({key.secret_id for key in made}) == 20


def test_a_temporary_key_has_a_token_and_an_end(opened):
    before = datetime.now(UTC)
    made = opened().create("acme", lifetime_s=60)
    found = opened().find(made.secret_id)
    assert found.session_token.reveal() == made.session_token.reveal()
    assert before + timedelta(seconds=60) <= found.expires_at <= datetime.now(UTC) + timedelta(seconds=60)


def test_summaries_are_oldest_first_and_hold_no_secret(credentials):
    made = [credentials.create("acme"), credentials.create("other", lifetime_s=60)]
    credentials.revoke(made[0].secret_id)
    first, second = credentials.summaries()
    assert [first.secret_id, second.secret_id] == [key.secret_id for key in made]
    assert (first.account, first.temporary, first.expires_at) == ("acme", False, None)
    assert (second.temporary, second.revoked_at) == (True, None)
    assert first.revoked_at is not None
    assert made[0].secret_key.reveal() not in repr(first)


def test_secrets_are_not_printed(credentials):
    made = credentials.create("acme", lifetime_s=60)
    assert made.secret_key.reveal() not in repr(made)
    assert made.session_token.reveal() not in repr(made)


def test_revoking_is_for_good_and_its_first_moment_stays(credentials):
    made = credentials.create("acme")
    assert credentials.revoke(made.secret_id)
    first = credentials.find(made.secret_id).revoked_at
    assert credentials.revoke(made.secret_id)
    assert credentials.find(made.secret_id).revoked_at == first
    assert not credentials.revoke("AKIDnobody")


def test_a_revoked_key_is_known_elsewhere_within_a_second(tmp_path):
    moments = iter([0.0, 0.9, 1.0])
    settings = Settings(data_dir=tmp_path / "data")
    seal = Seal(settings.data_dir / "master.key")
    server = SqlCredentials(open_database(settings), seal, monotonic=lambda: next(moments))
    command = SqlCredentials(open_database(settings), seal)
    made = command.create("acme")
    assert server.find(made.secret_id).revoked_at is None
    command.revoke(made.secret_id)
    assert server.find(made.secret_id).revoked_at is None  # remembered for less than a second
    assert server.find(made.secret_id).revoked_at is not None
    server.close()
    command.close()


def test_a_new_account_is_switched_on_and_without_limits(credentials):
    credentials.create("acme")
    (account,) = credentials.account_summaries()
    assert (account.name, account.state, account.quotas) == ("acme", AccountState.ACTIVE, ())


@pytest.mark.parametrize("state", AccountState)
def test_every_state_can_be_set_before_and_after_a_key(credentials, state):
    credentials.set_state("acme", state)
    credentials.create("acme")
    assert credentials.account_summaries()[0].state is state


def test_a_quota_counts_from_its_setting_and_can_be_taken_away(credentials):
    credentials.set_quota("acme", "A", 5)
    credentials.set_quota("acme", "B", 0)
    credentials.set_quota("acme", "A", 7)
    assert credentials.account_summaries()[0].quotas == (
        Quota(action="A", allowed=7, used=0),
        Quota(action="B", allowed=0, used=0),
    )
    credentials.set_quota("acme", "A", None)
    assert [quota.action for quota in credentials.account_summaries()[0].quotas] == ["B"]


@pytest.mark.parametrize("name", ["", " acme", "a" * 129, "../x", "a b", "-x", "é"])
def test_a_name_that_is_none_is_refused(credentials, name):
    for refused in (
        lambda: credentials.create(name),
        lambda: credentials.set_state(name, AccountState.ACTIVE),
        lambda: credentials.set_quota(name, "A", 1),
    ):
        with pytest.raises(ValueOutOfRange):
            refused()


def test_a_negative_quota_is_refused(credentials):
    with pytest.raises(ValueOutOfRange):
        credentials.set_quota("acme", "A", -1)


def test_the_files_are_for_their_owner_only_and_hold_no_secret(credentials, key_file):
    made = credentials.create("acme", lifetime_s=60)
    credentials.close()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    secrets = (made.secret_key.reveal().encode(), made.session_token.reveal().encode())
    for path in key_file.parent.rglob("*"):
        if path.is_file():
            assert not path.stat().st_mode & 0o077
            assert not any(secret in path.read_bytes() for secret in secrets)


def test_the_database_without_its_master_key_opens_no_secret(opened, key_file):
    made = opened().create("acme")
    key_file.unlink()
    with pytest.raises(MasterKeyUnusable, match="missing"):
        opened().find(made.secret_id)


def test_another_master_key_opens_no_secret(opened, key_file):
    made = opened().create("acme")
    key_file.write_text("00" * 32)
    with pytest.raises(MasterKeyUnusable, match="not the key"):
        opened().find(made.secret_id)


@pytest.mark.parametrize("text", ["", "zz" * 32, "00" * 31, "00" * 33])
def test_a_damaged_master_key_says_so(opened, key_file, text):
    made = opened().create("acme")
    key_file.write_text(text)
    with pytest.raises(MasterKeyUnusable, match="damaged"):
        opened().find(made.secret_id)


def test_a_master_key_that_others_can_read_is_refused(opened, key_file):
    made = opened().create("acme")
    key_file.chmod(0o644)
    with pytest.raises(MasterKeyUnusable, match="chmod 600"):
        opened().find(made.secret_id)


def test_a_master_key_that_cannot_be_read_says_so(opened, key_file):
    made = opened().create("acme")
    key_file.unlink()
    key_file.mkdir()
    with pytest.raises(MasterKeyUnusable, match="cannot be read"):
        opened().find(made.secret_id)


def test_a_master_key_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable):
        Seal(tmp_path / "file" / "master.key").close_text("x", bound_to="y")


def test_sealed_secrets_cannot_be_exchanged_between_keys(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    database = open_database(settings)
    store = SqlCredentials(database, Seal(settings.data_dir / "master.key"))
    mine, other = store.create("acme"), store.create("other")

    def exchange(connection):
        sealed = connection.execute(
            select(table.c.sealed_secret).where(table.c.secret_id == mine.secret_id)
        ).scalar_one()
        connection.execute(update(table).where(table.c.secret_id == other.secret_id).values(sealed_secret=sealed))

    database.write(exchange)
    with pytest.raises(MasterKeyUnusable):
        store.find(other.secret_id)
    store.close()


def test_two_that_make_the_master_key_at_once_use_the_same(tmp_path):
    path = tmp_path / "data" / "master.key"
    first, second = Seal(path), Seal(path)
    sealed = first.close_text("x", bound_to="y")
    _make(path)  # as the slower of two would
    assert second.open_text(sealed, bound_to="y") == "x"
    assert [entry.name for entry in path.parent.iterdir()] == ["master.key"]


def test_a_folder_that_cannot_be_written_gets_no_master_key(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.link", refuse)
    with pytest.raises(StorageUnavailable, match="cannot be made"):
        Seal(tmp_path / "data" / "master.key").close_text("x", bound_to="y")
    assert list((tmp_path / "data").iterdir()) == []
