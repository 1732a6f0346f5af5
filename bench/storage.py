"""What one durable write costs: processor time and time of waiting, one writer or many, grouped or each its own commit.

Run: python bench/storage.py [WRITES]
"""

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from openekyc.domain.clock import SystemClock
from openekyc.domain.tokens import issue_token
from openekyc.settings import Settings
from openekyc.storage import grouped_writer
from openekyc.storage.blobs.backends.local import LocalBlobs
from openekyc.storage.jobs.backends.embedded import EmbeddedJobs
from openekyc.storage.records.backends.sqlite import sqlite_records
from openekyc.storage.records.port import Flow, Verification, VerificationState
from openekyc.storage.records.sql import SqlRecords


def new_verification() -> Verification:
    now = datetime.now(UTC)
    return Verification(
        token=issue_token(),
        account="bench",
        flow=Flow.WEB,
        state=VerificationState.ISSUED,
        order={"redirect_url": "https://shop.example/back", "steps": "card_and_face", "language": "en"},
        created_at=now,
        run_until=now,
        readable_until=now,
    )


def issue(records: SqlRecords) -> str:
    row = new_verification()
    records.write(lambda tx: tx.add_verification(row))
    return row.token


def issue_with_job(records: SqlRecords) -> None:
    row = new_verification()
    records.write(lambda tx: (tx.add_verification(row), tx.enqueue("bench", row.token)))


def measure(name: str, work: Callable[[], object], *, count: int, threads: int) -> None:
    waits: list[float] = []

    def timed(_: int) -> None:
        began = time.perf_counter()
        work()
        waits.append(time.perf_counter() - began)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(timed, range(threads)))  # connections and statements are made
        waits.clear()
        processor, began = time.process_time(), time.perf_counter()
        list(pool.map(timed, range(count)))
    spent = time.perf_counter() - began
    waits.sort()
    print(
        f"{name:<34} {threads:>3} threads  {(time.process_time() - processor) / count * 1e6:7.0f} us CPU each"
        f"  p50 {waits[count // 2] * 1e3:6.2f} ms  p95 {waits[count * 95 // 100] * 1e3:6.2f} ms"
        f"  {count / spent:7.0f}/s  n={count}"
    )


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:  # on a disk: /tmp may be memory
        settings = Settings(data_dir=Path(folder))
        records = sqlite_records(settings)
        records.prepare()
        jobs = EmbeddedJobs(settings, records, SystemClock())
        blobs = LocalBlobs(settings.data_dir / "blobs")
        token = issue(records)
        for threads in (1, 8, 32):
            measure("token, grouped commits", lambda: issue(records), count=count, threads=threads)
            grouped_writer.LARGEST_GROUP = 1
            measure("token, each its own commit", lambda: issue(records), count=count, threads=threads)
            grouped_writer.LARGEST_GROUP = 64
        measure("token and job", lambda: issue_with_job(records), count=count, threads=8)
        measure("look up a token", lambda: records.read(lambda tx: tx.verification(token)), count=count, threads=1)
        measure("look up a token", lambda: records.read(lambda tx: tx.verification(token)), count=count, threads=8)
        measure("admission", jobs.depth, count=count, threads=1)
        video = bytes(1_000_000)
        measure("blob of 1 MB", lambda: blobs.put(issue_token().lower(), video), count=count // 10, threads=1)
        records.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
