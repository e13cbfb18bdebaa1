"""How long a register takes to import with its preview, and how much memory: ``python -m bench.sheets.run [--rows 20000]``."""

import argparse
import csv
import gc
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.sheets import files
from server.app import create_app
from server.config import Config
from server.database import db
from tests.databases import Postgres, Sqlite
from tests.firm import PASSWORD, firm_in


def resident_mb() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Watched:
    """Time and the highest memory of what runs inside, over what was held before."""

    def __enter__(self) -> "Watched":
        gc.collect()
        self.before, self.peak, self.over = resident_mb(), 0.0, False
        self.watcher = threading.Thread(target=self._watch, daemon=True)
        self.began = time.perf_counter()
        self.watcher.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.took = time.perf_counter() - self.began
        self.over = True
        self.watcher.join()

    def _watch(self) -> None:
        while not self.over:
            self.peak = max(self.peak, resident_mb() - self.before)
            time.sleep(0.02)  # how closely the peak is seen


def measure(url: str, content: bytes, name: str) -> dict[str, Any]:
    """One office in a process of its own: preview, then confirm, over HTTP in process."""
    app = create_app(Config(home=Path(tempfile.mkdtemp(prefix="loupe-bench-")), database_url=url, jobs=False))
    firm = firm_in(app)
    for place in files.PLACES:
        firm.place(place)
    client = app.test_client()
    client.post("/api/session", json={"login": "boss", "password": PASSWORD})
    with Watched() as preview:
        reply = client.post("/api/imports", data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")
    told = reply.json["import"]
    with Watched() as confirm:
        done = client.post(f"/api/imports/{told['id']}/confirm")
    assert done.status_code == 200, done.json
    with app.app_context():
        db.engine.dispose()
    return {
        "preview_s": preview.took,
        "preview_mb": preview.peak,
        "confirm_s": confirm.took,
        "confirm_mb": confirm.peak,
        "counts": told["counts"],
        "registered": done.json["import"]["registered"],
    }


def naively(content: bytes, name: str) -> dict[str, Any]:
    """What a script does: every cell of the file in one list, nothing judged."""
    import openpyxl

    with Watched() as watched:
        if name.endswith(".csv"):
            held = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        else:
            held = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]
    return {"read_s": watched.took, "read_mb": watched.peak, "rows": len(held)}


def apart(*arguments: str) -> dict[str, Any]:
    """In a fresh process, so that nobody's memory counts as another's."""
    done = subprocess.run([sys.executable, "-m", "bench.sheets.run", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def run(counts: list[int]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="loupe-sheets-"))
    sqlite, postgres = Sqlite(), Postgres(durable=True)
    print(f"{'':34}{'rows':>8}{'preview s':>11}{'+MB':>7}{'confirm s':>11}{'+MB':>7}")
    writers: dict[str, Callable[[Path, int], None]] = {"csv": files.write_csv, "xlsx": files.write_xlsx}
    try:
        for kind, write in writers.items():
            for count in counts:
                path = folder / f"{count}.{kind}"
                write(path, count)
                for name, fresh in (("SQLite", sqlite.fresh), ("PostgreSQL", postgres.fresh)):
                    one = apart("--one", fresh(), str(path))
                    figures = (one["preview_s"], one["preview_mb"], one["confirm_s"], one["confirm_mb"])
                    print(f"Loupe, {kind}, {name:20}".ljust(34) + "{:8}{:11.2f}{:7.1f}{:11.2f}{:7.1f}".format(count, *figures), flush=True)
                plain = apart("--naive", str(path))
                print(
                    f"read only, {kind}, all in memory".ljust(34) + f"{count:8}{plain['read_s']:11.2f}{plain['read_mb']:7.1f}", flush=True
                )
    finally:
        postgres.stop()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=[2_000, 20_000])
    asked.add_argument("--one", nargs=2)
    asked.add_argument("--naive")
    told = asked.parse_args()
    if told.one:
        print(json.dumps(measure(told.one[0], Path(told.one[1]).read_bytes(), Path(told.one[1]).name)))
    elif told.naive:
        print(json.dumps(naively(Path(told.naive).read_bytes(), Path(told.naive).name)))
    else:
        run(told.rows)


if __name__ == "__main__":
    main()
