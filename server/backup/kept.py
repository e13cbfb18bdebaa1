"""Where the office keeps the backups it makes by itself, and what proving the last one found."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from server.config import Config

PROVED = "proved.json"


def folder_of(config: Config) -> Path:
    return config.home / "backups"


@dataclass(frozen=True)
class Proof:
    """What was found when this backup was restored to scratch."""

    backup: str
    made_ms: int
    proved_ms: int
    good: bool
    entries: int
    photos: int
    said: str


def keep_proof(folder: Path, proof: Proof) -> None:
    """Beside the backups, for who asks how old the last good one is."""
    draft = folder / f"{PROVED}.part"
    draft.write_text(json.dumps(asdict(proof)))
    draft.rename(folder / PROVED)


def last_proof(folder: Path) -> Proof | None:
    try:
        return Proof(**json.loads((folder / PROVED).read_text()))
    except (OSError, ValueError, TypeError):
        return None
