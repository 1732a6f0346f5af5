"""The system figures: how long people and callers wait, what a call costs, what the processes weigh.

    OPENEKYC_DATA=<folder with videos/ and cards/> .venv/bin/python -m bench.system [--write]

Starts servers of its own on folders of its own. `--write` puts the table into docs/benchmarks.md.
"""

import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from bench.api_client import Connection, sign
from bench.tables import Figure, environment_line, put_section
from tests.running_server import RunningServer, free_port

from openekyc.domain.plugins import load_backend
from openekyc.settings import Settings

CALLS = 600
ACCOUNTS = 40  #: an account may make 20 calls a second, so a fast loop takes turns
VIDEO = "biden_blink_640.mp4"
RUNS = 5
HELLO = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def hello(request):
    await request.body()
    return JSONResponse({"Response": {"SdkToken": "81EEF678-28EE-4759-A82E-6CBBBE6BC442", "RequestId": "x"}})
uvicorn.run(Starlette(routes=[Route("/", hello, methods=["POST"]), Route("/readyz", hello, methods=["GET"])]),
            port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def main() -> None:
    """Measure, print, and write when told to."""
    data = Path(os.environ["OPENEKYC_DATA"])
    with tempfile.TemporaryDirectory() as folder:
        figures = list(measure(Path(folder) / "server", data))
    for figure in figures:
        print(f"{figure.name:<64} {figure.value:>24}   {figure.how}")
    if "--write" in sys.argv:
        put_section("System", "OPENEKYC_DATA=… .venv/bin/python -m bench.system --write", figures)


def measure(folder: Path, data: Path) -> Iterator[Figure]:
    """All figures, one server after another."""
    print(environment_line(), flush=True)
    yield start_up(folder)
    keys = make_keys(folder)
    server = RunningServer(data=folder, secret_id=keys[0][0], secret_key=keys[0][1]).start()
    try:
        yield from token_issue(server, keys)
        yield from verdicts(server, data / "videos" / VIDEO)
        yield from cards(server, data / "cards" / "dev" / "synthetic")
        yield from memory(server)
    finally:
        server.stop()


def start_up(folder: Path) -> Figure:
    """From the command to /readyz, models loaded; the files are in the machine's cache."""
    seconds = []
    for _ in range(3):
        begun = time.monotonic()
        server = RunningServer(data=folder, secret_id="unused", secret_key="unused").start()
        seconds.append(time.monotonic() - begun)
        server.stop()
    return Figure(
        "Server start to ready, one worker", f"{statistics.median(seconds):.1f} s", f"median of {len(seconds)}"
    )


def make_keys(folder: Path) -> list[tuple[str, str]]:
    """One key for each account."""
    credentials = load_backend("credentials", "sql", Settings(data_dir=folder))
    made = [credentials.create(f"bench-{number}") for number in range(ACCOUNTS)]
    credentials.close()
    return [(key.secret_id, key.secret_key.reveal()) for key in made]


def token_issue(server: RunningServer, keys: list[tuple[str, str]]) -> Iterator[Figure]:
    """GetFaceIdTokenIntl, one caller on a kept connection, against a bare Starlette answer on the same uvicorn."""
    calls = [
        sign(*key, host=server.address, action="GetFaceIdTokenIntl", parameters={"SecureLevel": "2"}) for key in keys
    ]
    times, cpu = loop(server.address, calls, server.process.pid)
    yield Figure("Token issue, p50", f"{times[len(times) // 2] * 1e3:.2f} ms", f"{CALLS} calls, one caller")
    yield Figure("Token issue, p95", f"{times[len(times) * 95 // 100] * 1e3:.2f} ms", f"{CALLS} calls, one caller")
    yield Figure("Token issue, CPU of the server process", f"{cpu * 1e3:.2f} ms", "user + system per call")
    port = free_port()
    hello = subprocess.Popen([sys.executable, "-c", HELLO, str(port)])
    try:
        wait_for(port)
        bare_times, bare_cpu = loop(f"127.0.0.1:{port}", calls, hello.pid)
    finally:
        hello.terminate()
        hello.wait()
    bare = f"bare: p50 {bare_times[len(bare_times) // 2] * 1e3:.2f} ms, CPU {bare_cpu * 1e3:.2f} ms"
    yield Figure("Token issue against a bare Starlette answer, CPU", f"{cpu / bare_cpu:.1f} times", bare)


def loop(host: str, calls: list, pid: int) -> tuple[list[float], float]:
    """Sorted times of each call, and CPU seconds per call of the process; every answer is looked at."""
    connection = Connection(host)
    for call in calls:
        assert b"Error" not in connection.send(call)
    process = psutil.Process(pid)
    before = process.cpu_times()
    times = []
    for number in range(CALLS):
        begun = time.perf_counter()
        answer = connection.send(calls[number % len(calls)])
        times.append(time.perf_counter() - begun)
        assert b'"SdkToken"' in answer, answer
    after = process.cpu_times()
    return sorted(times), (after.user + after.system - before.user - before.system) / CALLS


def wait_for(port: int) -> None:
    """Until something listens there."""
    while True:
        try:
            Connection(f"127.0.0.1:{port}").ask("GET", "/readyz")
        except OSError:
            time.sleep(0.05)
        else:
            return


def verdicts(server: RunningServer, video: Path) -> Iterator[Figure]:
    """From the acknowledged submission of a 6 s recording to its verdict, comparison with a photo included."""
    photo = base64.b64encode(first_frame(video)).decode()
    seconds = []
    causes = set()
    for _ in range(RUNS):
        waited, cause = one_verdict(server, video.read_bytes(), photo)
        seconds.append(waited)
        causes.add(cause)
    value = f"{statistics.median(seconds):.2f} s"
    how = f"median of {RUNS}, slowest {max(seconds):.2f} s; {video.stat().st_size // 1024} KB; causes: {sorted(causes)}"
    yield Figure("Verdict after upload, 6 s at 640x480, level 2, without a comparison", value, how)


def one_verdict(server: RunningServer, video: bytes, photo: str) -> tuple[float, str]:
    """Run the capture protocol as the page does, with a recording that was made before; seconds and the cause."""
    connection = Connection(server.address)
    token = connection.call(
        server.secret_id, server.secret_key, "GetFaceIdTokenIntl", CheckMode="compare", SecureLevel="2", Image=photo
    )["SdkToken"]
    head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(method: str, path: str, body: dict | None = None) -> dict:
        content = connection.ask(method, f"/capture/v1/{path}", json.dumps(body or {}).encode(), head)
        return json.loads(content) if content else {}

    session = ask("GET", "session")
    if session["stage"] == "consent":
        ask("POST", "consent", {"version": session["consent"]["version"], "accepted": True})
    attempt = ask("POST", "attempts")
    begun = time.monotonic()
    time.sleep(attempt["lead_in_s"])
    prompts = []
    for _ in range(attempt["steps"]):
        step = ask("POST", f"attempts/{attempt['attempt']}/steps")
        time.sleep(step["quiet_s"])
        shown = (time.monotonic() - begun) * 1e3
        time.sleep(1.0)
        prompts.append({"index": step["index"], "shown_ms": shown, "left_ms": (time.monotonic() - begun) * 1e3})
    time.sleep(0.5)
    log = {
        "recorder_started_ms": 0.0,
        "recorder_stopped_ms": max(6000.0, (time.monotonic() - begun) * 1e3),
        "prompts": prompts,
        "frames": [],
        "mime_type": "video/mp4",
        "camera_label": "bench",
    }
    connection.ask("PUT", f"/capture/v1/attempts/{attempt['attempt']}/video", video, head)
    ask("POST", f"attempts/{attempt['attempt']}/submit", log)
    submitted = time.monotonic()
    while (session := ask("GET", "session"))["stage"] == "judging":
        time.sleep(0.02)
    waited = time.monotonic() - submitted
    told = session["result"] or session["face"]["last"]
    return waited, told["cause"]


def first_frame(video: Path) -> bytes:
    """A JPEG of the recording's first frame."""
    import av  # noqa: PLC0415 - beside its use

    with av.open(video) as container:
        image = next(container.decode(video=0)).to_image()
    with tempfile.TemporaryFile() as file:
        image.save(file, "JPEG", quality=92)
        file.seek(0)
        return file.read()


def cards(server: RunningServer, folder: Path) -> Iterator[Figure]:
    """From ApplyCardVerification to a status that is not PROCESSING, both sides of a Hong Kong identity card."""
    connection = Connection(server.address)
    key = (server.secret_id, server.secret_key)
    sides = {"Nationality": "IDN", "CardType": "ID_CARD"}
    front = next(folder.glob("idn_ktp_s1_L1.jpg"))
    sides["ImageBase64Front"] = base64.b64encode(front.read_bytes()).decode()
    seconds = []
    states = set()
    for _ in range(RUNS):
        begun = time.monotonic()
        token = connection.call(*key, "ApplyCardVerification", **sides)["CardVerificationToken"]
        while (answer := connection.call(*key, "GetCardVerificationResult", CardVerificationToken=token))[
            "Status"
        ] == "PROCESSING":
            time.sleep(0.06)
        seconds.append(time.monotonic() - begun)
        states.add(answer["Status"])
    how = f"median of {RUNS}, slowest {max(seconds):.2f} s; one side, synthetic, {sorted(states)}"
    yield Figure("Card result after the call, Indonesian identity card", f"{statistics.median(seconds):.2f} s", how)


def memory(server: RunningServer) -> Iterator[Figure]:
    """After the work above: the server process, and the heaviest of its warm processes."""
    own = psutil.Process(server.process.pid)
    weights = sorted(child.memory_full_info().uss for child in own.children(recursive=True))
    how = "unique set size, after the runs above"
    yield Figure("Memory of the server process", f"{own.memory_full_info().uss / 2**20:.0f} MiB", how)
    yield Figure("Memory of one worker", f"{weights[-1] / 2**20:.0f} MiB", how)


if __name__ == "__main__":
    main()
