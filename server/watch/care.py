"""When the office was last backed up, when that was proved, when its ledger was walked; and a restore that waits."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from server.backup.kept import Proof, folder_of, last_proof
from server.config import Config
from server.database import db
from server.ledger.cursor import OFFICE, head
from server.ledger.tables import Entry
from server.watch.verified import Verified, last_verified


@dataclass(frozen=True)
class Care:
    """``backup_ms``: when the newest backup in the office's home was made. None: never."""

    backup_ms: int | None
    proof: Proof | None
    verified: Verified | None


def care_of(config: Config) -> Care:
    folder = folder_of(config)
    made = [int(file.stat().st_mtime * 1000) for file in folder.glob("loupe-*.age")]
    return Care(max(made, default=None), last_proof(folder), last_verified(config))


def waiting_restore() -> dict[str, Any] | None:
    """When a backup was put back that waits to be confirmed, and when that backup was made; None: none waits."""
    restored_ms = head().restored_ms
    if restored_ms is None:
        return None
    last = select(Entry.bytes).where(Entry.device == OFFICE, Entry.kind == "restored").order_by(Entry.seq.desc()).limit(1)
    told = db.session.scalar(last)
    return {"at_ms": restored_ms, "made_ms": orjson.loads(told)["body"].get("made_ms") if told else None}
