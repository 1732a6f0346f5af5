"""What every records backend promises; PostgreSQL joins the list of backends when it is built."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from traceback import format_exception

import pytest
from sqlalchemy import insert, select

from openekyc.domain.plugins import load_backend
from openekyc.domain.tokens import issue_token
from openekyc.settings import Settings
from openekyc.storage.records.port import (
    Attempt,
    AttemptState,
    CardReading,
    CardState,
    Flow,
    Records,
    RowRefused,
    Transaction,
    Verification,
    VerificationState,
)
from openekyc.storage.records.sql import SqlRecords
from openekyc.storage.records.tables import account_quotas, accounts, jobs

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture(params=["sqlite"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlRecords]:
    backend = load_backend("records", request.param, Settings(data_dir=tmp_path / "data"))
    backend.prepare()
    yield backend
    backend.close()


def verification(token: str | None = None) -> Verification:
    return Verification(
        token=token or issue_token(),
        account="acme",
        flow=Flow.WEB,
        state=VerificationState.ISSUED,
        order={"language": "en", "steps": ["card", "face"], "extra": None, "name": "陳大文"},
        created_at=NOW,
        run_until=NOW + timedelta(minutes=10),
        readable_until=NOW + timedelta(days=3),
    )


def attempt(token: str, number: int) -> Attempt:
    return Attempt(
        id=f"attempt-{number}",
        token=token,
        number=number,
        state=AttemptState.CHALLENGED,
        challenge={"steps": []},
        created_at=NOW,
        revealed=(NOW, NOW + timedelta(seconds=2.5)),
    )


def card(token: str, name: str, created_at: datetime = NOW) -> CardReading:
    return CardReading(id=name, token=token, state=CardState.COLLECTING, created_at=created_at)


def added(records: Records, row: Verification) -> Verification:
    records.write(lambda tx: tx.add_verification(row))
    return row


def enqueued(records: SqlRecords) -> list[tuple[str, str]]:
    return records.database.read(lambda c: [tuple(row) for row in c.execute(select(jobs.c.name, jobs.c.subject))])


def fails(work: Callable[[Transaction], object]) -> Callable[[Transaction], None]:
    def failing(tx: Transaction) -> None:
        work(tx)
        raise LookupError("after the write")

    return failing


def test_a_verification_comes_back_as_it_was_given(records: Records) -> None:
    row = added(records, replace(verification(), opened_at=NOW, consent_version="1", cause=None, reference_blob="a/b"))
    assert records.read(lambda tx: tx.verification(row.token)) == row


def test_moments_in_another_zone_come_back_as_the_same_moment_in_utc(records: Records) -> None:

    east = NOW.astimezone(timezone(timedelta(hours=8)))
    row = added(records, replace(verification(), created_at=east))
    found = records.read(lambda tx: tx.verification(row.token))
    assert found is not None
    assert found.created_at == east
    assert found.created_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(records: Records) -> None:
    row = replace(verification(), created_at=NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"):
        added(records, row)


def test_what_was_never_added_is_none_or_empty(records: Records) -> None:
    assert records.read(lambda tx: (tx.verification("x"), tx.attempt("x"), tx.card("x"))) == (None, None, None)
    assert records.read(lambda tx: (tx.attempts("x"), tx.cards("x"))) == ((), ())


def test_attempts_and_cards_come_back_oldest_first(records: Records) -> None:
    token = added(records, verification()).token
    rows = [attempt(token, 2), attempt(token, 1), attempt(token, 3)]
    readings = [card(token, "late", NOW + timedelta(seconds=1)), card(token, "early")]
    records.write(lambda tx: [tx.add_attempt(row) for row in rows])
    records.write(lambda tx: [tx.add_card(row) for row in readings])
    assert records.read(lambda tx: tx.attempts(token)) == (rows[1], rows[0], rows[2])
    assert records.read(lambda tx: tx.attempt("attempt-2")) == rows[0]
    assert records.read(lambda tx: tx.cards(token)) == (readings[1], readings[0])
    assert records.read(lambda tx: tx.card("late")) == readings[0]


def test_the_same_token_twice_is_refused(records: Records) -> None:
    row = added(records, verification())
    with pytest.raises(RowRefused) as raised:
        records.write(lambda tx: tx.add_verification(row))
    told = "".join(format_exception(raised.value))
    assert not any(secret in told for secret in (row.token, "陳大文"))


def test_the_same_attempt_number_twice_is_refused(records: Records) -> None:
    token = added(records, verification()).token
    records.write(lambda tx: tx.add_attempt(attempt(token, 1)))
    with pytest.raises(RowRefused):
        records.write(lambda tx: tx.add_attempt(replace(attempt(token, 1), id="another")))


def test_an_attempt_of_no_verification_is_refused(records: Records) -> None:
    with pytest.raises(RowRefused):
        records.write(lambda tx: tx.add_attempt(attempt("nobody", 1)))


def test_a_change_happens_only_from_the_expected_state(records: Records) -> None:
    token = added(records, verification()).token
    finish = {"state": VerificationState.FINISHED, "cause": "passed", "finished_at": NOW}

    def change(*expected: VerificationState) -> bool:
        return records.write(lambda tx: tx.change_verification(token, expected, finish))

    assert not change(VerificationState.OPENED)
    assert change(VerificationState.ISSUED, VerificationState.OPENED)
    assert not change(VerificationState.ISSUED, VerificationState.OPENED)
    found = records.read(lambda tx: tx.verification(token))
    assert found is not None
    assert (found.state, found.cause, found.finished_at) == (VerificationState.FINISHED, "passed", NOW)
    assert found.order == verification().order


def test_attempts_and_cards_change_only_from_the_expected_state_too(records: Records) -> None:
    token = added(records, verification()).token
    records.write(lambda tx: (tx.add_attempt(attempt(token, 1)), tx.add_card(card(token, "c"))))
    judged = {"state": AttemptState.JUDGED, "judgement": {"similarity": 91.25}, "judged_at": NOW}
    read = {"state": CardState.READ, "reading": {"fields": {}}}
    from_queue = records.write(
        lambda tx: (
            tx.change_attempt("attempt-1", [AttemptState.QUEUED], judged),
            tx.change_card("c", [CardState.QUEUED], read),
        )
    )
    assert from_queue == (False, False)
    assert records.write(lambda tx: tx.change_attempt("attempt-1", [AttemptState.CHALLENGED], judged))
    assert records.write(lambda tx: tx.change_card("c", [CardState.COLLECTING], read))
    found = records.read(lambda tx: tx.attempt("attempt-1"))
    assert found is not None
    assert found.judgement == {"similarity": 91.25}


def test_a_change_of_a_column_that_does_not_exist_is_refused(records: Records) -> None:
    token = added(records, verification()).token
    with pytest.raises(Exception, match="colour"):
        records.write(lambda tx: tx.change_verification(token, list(VerificationState), {"colour": "red"}))


def test_work_that_raises_leaves_nothing_and_its_caller_gets_the_exception(records: Records) -> None:
    row = verification()
    with pytest.raises(LookupError):
        records.write(fails(lambda tx: tx.add_verification(row)))
    assert records.read(lambda tx: tx.verification(row.token)) is None


def test_among_many_writers_at_once_only_those_that_raise_are_undone(records: Records) -> None:
    rows = [verification() for _ in range(200)]

    def write(number: int) -> bool:
        def work(tx: Transaction) -> None:
            tx.add_verification(rows[number])

        try:
            records.write(fails(work) if number % 3 == 0 else work)
        except LookupError:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(write, range(len(rows))))
    assert answers == [number % 3 != 0 for number in range(len(rows))]
    kept = [records.read(lambda tx, row=row: tx.verification(row.token)) is not None for row in rows]
    assert kept == answers


def test_of_many_who_change_from_the_same_state_exactly_one_succeeds(records: Records) -> None:
    token = added(records, verification()).token
    opened = {"state": VerificationState.OPENED, "opened_at": NOW}

    def open_it(_: int) -> bool:
        return records.write(lambda tx: tx.change_verification(token, [VerificationState.ISSUED], opened))

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(open_it, range(64))) == 1


def test_a_reader_sees_one_snapshot_while_others_write(records: Records) -> None:
    token = added(records, verification()).token
    seen = threading.Event()

    def write_when_seen() -> None:
        seen.wait(10)
        records.write(lambda tx: tx.add_attempt(attempt(token, 1)))

    def look_twice(tx: Transaction) -> tuple[int, int]:
        before = len(tx.attempts(token))
        seen.set()
        writer.join(0.3)  # time for a write to slip in, if it could
        return before, len(tx.attempts(token))

    writer = threading.Thread(target=write_when_seen)
    writer.start()
    assert records.read(look_twice) == (0, 0)
    writer.join()
    assert len(records.read(lambda tx: tx.attempts(token))) == 1


def test_a_read_cannot_write(records: Records) -> None:
    row = verification()
    with pytest.raises(Exception, match=r"read.?only|written"):
        records.read(lambda tx: tx.add_verification(row))
    assert records.read(lambda tx: tx.verification(row.token)) is None


def test_a_job_is_there_after_the_commit_and_its_listener_is_told_then(records: SqlRecords) -> None:
    seen_by_listener: list[list[tuple[str, str]]] = []
    seen_inside: list[list[tuple[str, str]]] = []
    records.when_enqueued(lambda: seen_by_listener.append(enqueued(records)))
    row = verification()

    def work(tx: Transaction) -> None:
        tx.add_verification(row)
        tx.enqueue("judge_attempt", row.token)
        seen_inside.append(enqueued(records))

    records.write(work)
    assert seen_inside == [[]]
    assert seen_by_listener == [[("judge_attempt", row.token)]]


def test_a_job_of_work_that_raises_is_never_there(records: SqlRecords) -> None:
    told: list[bool] = []
    records.when_enqueued(lambda: told.append(True))
    with pytest.raises(LookupError):
        records.write(fails(lambda tx: tx.enqueue("judge_attempt", "x")))
    assert enqueued(records) == []
    assert told == []


def test_the_state_of_an_account_is_read_and_none_when_unknown(records: SqlRecords) -> None:
    records.database.write(
        lambda c: c.execute(insert(accounts), {"name": "acme", "state": "arrears", "created_at": NOW})
    )
    assert records.read(lambda tx: (tx.account_state("acme"), tx.account_state("other"))) == ("arrears", None)


def test_a_quota_counts_down_to_nothing_and_not_below_even_with_many_at_once(records: SqlRecords) -> None:
    records.database.write(
        lambda c: (
            c.execute(insert(accounts), {"name": "acme", "state": "active", "created_at": NOW}),
            c.execute(insert(account_quotas), {"account": "acme", "action": "Apply", "allowed": 5}),
        )
    )
    with ThreadPoolExecutor(8) as threads:
        used = list(threads.map(lambda _: records.write(lambda tx: tx.use_quota("acme", "Apply")), range(20)))
    assert sum(used) == 5
    counted = records.database.read(lambda c: c.execute(select(account_quotas.c.used)).scalar())
    assert counted == 5


def test_an_account_without_a_quota_has_no_limit(records: Records) -> None:
    assert all(records.write(lambda tx: tx.use_quota("acme", "Apply")) for _ in range(3))


def test_what_was_written_is_there_for_the_next_process(records: SqlRecords, tmp_path: Path) -> None:
    row = added(records, verification())
    another = load_backend("records", "sqlite", Settings(data_dir=tmp_path / "data"))
    another.prepare()
    assert another.read(lambda tx: tx.verification(row.token)) == row
    another.close()


def test_after_closing_a_write_is_refused(records: SqlRecords) -> None:
    added(records, verification())
    records.close()
    with pytest.raises(Exception, match="closed"):
        added(records, verification())


def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(records: Records) -> None:
    with pytest.raises(RuntimeError, match="inside a write"):
        records.write(lambda tx: added(records, verification()))
