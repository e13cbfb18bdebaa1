"""The contestants in processes of their own: the usual Flask endpoint, PouchDB to pouchdb-server, RxDB to a bare Flask batch."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.push.work import Load, send_all
from tests.databases import free_port
from tests.phone import Made

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(__file__).resolve().parent / "node"


@contextmanager
def usual_server(database_url: str) -> Iterator[str]:
    """gunicorn with one gevent worker, as we run ours."""
    port = free_port()
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    patch = "from gevent import monkey; monkey.patch_all(); from gunicorn.app.wsgiapp import run; run()"
    arguments = ["-k", "gevent", "-w", "1", "-b", f"127.0.0.1:{port}", "--log-level", "error", "bench.push.usual:create_app()"]
    with _process([sys.executable, "-c", patch, *arguments], ROOT, {"USUAL_DATABASE": url}, f"http://127.0.0.1:{port}/") as address:
        yield address


def usual(database_url: str, load: Load, made: list[list[Made]], share: int) -> float:
    """Seconds for the whole load; only one in ``share`` of the actions is really sent, each POST costs the same."""
    with usual_server(database_url) as url:
        posts = [([one.bytes for one in phone[: max(load.each // share, 1)]], {}) for phone in made]
        sent = sum(len(of_phone) for of_phone, _ in posts)
        return send_all(url, "/scan", posts, lambda told: None) * load.phones * load.each / sent


def pouchdb(made: list[list[Made]]) -> float | None:
    """Seconds PouchDB's own replication takes; None where it is not installed. The server keeps LevelDB files, its default."""
    program = NODE / "node_modules" / ".bin" / "pouchdb-server"
    if not program.exists():
        return None
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = [str(program), "--port", str(port), "--host", "127.0.0.1", "--dir", home, "--no-stdout-logs"]
        with _process(command, Path(home), {}, f"http://127.0.0.1:{port}/") as url:
            return _node("pouch.mjs", url, made)


def rxdb(database_url: str, made: list[list[Made]]) -> float | None:
    """Seconds RxDB's HTTP replication takes; None where it is not installed."""
    if not (NODE / "node_modules" / "rxdb").exists():
        return None
    with usual_server(database_url) as url:
        return _node("rx.mjs", url, made)


def _node(script: str, url: str, made: list[list[Made]]) -> float:
    """The script fills its local stores first and times the replication alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([[json.loads(one.bytes) for one in phone] for phone in made], file)
        file.flush()
        done = subprocess.run(["node", script, url.rstrip("/"), file.name], cwd=NODE, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:] or done.stdout[-2000:])
    return float(done.stdout.split()[-1])


@contextmanager
def _process(command: list[str], folder: Path, environment: dict[str, str], url: str) -> Iterator[str]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait(process, url, log)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], url: str, log) -> None:
    for _ in range(600):
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(log.read().decode()[-2000:])
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return  # it answers, whatever it says
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer")
