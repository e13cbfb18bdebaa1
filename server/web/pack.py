"""Packs the built app's files once, at the build, so that no request pays for it: ``python -m server.web.pack DIR``."""

import gzip
import sys
from pathlib import Path

import brotli

WORTH_PACKING = {".html", ".js", ".mjs", ".css", ".wasm", ".svg", ".json", ".webmanifest"}
SMALLEST = 500


def pack(built: Path) -> int:
    """How many files got packed twins."""
    files = [path for path in built.rglob("*") if path.suffix in WORTH_PACKING and path.stat().st_size >= SMALLEST]
    for path in files:
        plain = path.read_bytes()
        _keep(path, ".br", brotli.compress(plain, quality=10))
        _keep(path, ".gz", gzip.compress(plain, 9, mtime=0))
    return len(files)


def _keep(path: Path, suffix: str, packed: bytes) -> None:
    path.with_name(path.name + suffix).write_bytes(packed)


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
