"""Where the office keeps the backups it makes by itself, and what proving the last one found."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

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


def keep(file: Path, found: Any) -> None:
    """What was found (a dataclass), beside the backups, for who asks how old the last good one is. Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    draft.write_text(json.dumps(asdict(found)))
    draft.replace(file)


def last_proof(folder: Path) -> Proof | None:
    try:
        return Proof(**json.loads((folder / PROVED).read_text()))
    except (OSError, ValueError, TypeError):
        return None
