"""Unpacks the faces of paper once, at the build, so that nobody's first paper waits for it: ``python -m server.paper.unpack``."""

import shutil
from multiprocessing import Pool

from server.paper.fonts import BOLD, FACES, REGULAR, UNPACKED, packed, unpack, unpacked


def _keep(face: str, weight: int) -> None:
    path = packed(face, weight)
    unpacked(path).write_bytes(unpack(path))


def unpack_all() -> None:
    """Every face in both weights, and nothing else, is then in ``UNPACKED``."""
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir()
    with Pool() as pool:
        pool.starmap(_keep, [(face, weight) for face in FACES for weight in (BOLD, REGULAR)])


if __name__ == "__main__":
    unpack_all()
