"""Whether a backup can be put back: done, in a database that is thrown away, and its ledger walked."""

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pyrage.x25519 import Identity

from server.app import create_app
from server.backup import archive
from server.backup.archive import Manifest
from server.backup.database import scratch
from server.config import Config
from server.database import db
from server.ledger.cursor import head
from server.ledger.verify import verify
from server.web import clock

PROVED = "proved.json"


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


def prove(config: Config, file: Path, identity: Identity) -> Proof:
    """Restore to scratch, walk chain and signatures up to the head in the manifest, count what is there."""
    with tempfile.TemporaryDirectory(prefix="proof-", dir=config.home) as folder:
        content = Path(folder) / "content"
        content.mkdir()
        told = archive.read(file, identity, content)
        photos = sum(1 for _ in (content / archive.PHOTOS).glob("*/*"))
        with scratch(content / archive.DATABASE, told.kind, config.database, Path(folder)) as database:
            good, entries, said = _walked(Config(home=Path(folder) / "office", database_url=database, jobs=False), told)
    good = good and entries == told.entries and photos == told.photos
    return Proof(file.name, told.made_ms, clock.now_ms(), good, entries, photos, said)


def _walked(config: Config, told: Manifest) -> tuple[bool, int, str]:
    from flask_migrate import upgrade

    with create_app(config).app_context():
        upgrade()
        report = verify((told.commit, told.chain) if told.commit and told.chain else None)
        entries = head().entry
        db.session.remove()
        db.engine.dispose()
    return report.good, entries, str(report)


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
