"""Whether a backup can be put back: done, in a database that is thrown away, and its ledger walked."""

import tempfile
from pathlib import Path

from pyrage.x25519 import Identity

from server.app import create_app
from server.backup import archive
from server.backup.archive import Manifest
from server.backup.database import scratch
from server.backup.kept import Proof
from server.config import Config
from server.database import db
from server.ledger.cursor import head
from server.ledger.verify import verify
from server.web import clock


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
