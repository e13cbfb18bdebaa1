"""The backup an office makes by itself: once a day, proved at once, the last fourteen good ones kept."""

import time
from pathlib import Path

from server.backup import archive
from server.backup.kept import PROVED, Proof, folder_of, keep
from server.backup.key import own_key
from server.backup.prove import prove
from server.config import Config
from server.web import clock

KEPT = 14
YOUNG_MS = 20 * 3_600_000  # a backup so young serves; the office may have been started again since


def file_for(config: Config) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(clock.now_ms() / 1000))
    return folder_of(config) / f"loupe-{stamp}.age"


def nightly(config: Config) -> Proof | None:
    """None: the last one is young enough. Older ones go only when this one was proved good."""
    folder = folder_of(config)
    made = sorted(folder.glob("loupe-*.age"))
    if made and clock.now_ms() - made[-1].stat().st_mtime * 1000 < YOUNG_MS:
        return None
    identity = own_key(config)
    file = file_for(config)
    archive.write(config, file, identity.to_public())
    proof = prove(config, file, identity)
    keep(folder / PROVED, proof)
    if proof.good:
        for old in sorted(folder.glob("loupe-*.age"))[:-KEPT]:
            old.unlink()
    return proof
