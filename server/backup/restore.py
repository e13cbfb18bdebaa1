"""Putting a backup back: the office is closed, what was there is kept, and nobody writes until a person has confirmed it."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade
from pyrage.x25519 import Identity
from sqlalchemy import select

from server.app import create_app
from server.backup import archive
from server.backup.archive import Manifest
from server.backup.cannot import CannotRestore
from server.backup.database import dump, is_in_use, kind_of, put_in_place, scratch
from server.backup.photos import add_photos
from server.backup.prove import prove
from server.config import Config
from server.database import db
from server.ledger.epoch import new_epoch
from server.office_lock import is_open
from server.people.tables import Device
from server.sealed import add_keys
from server.web import clock

HANGS_UP_WITHIN_S = 5  # PostgreSQL gives connections as long before it refuses to drop a database


@dataclass(frozen=True)
class Owing:
    """A phone of the firm as the backup knows it: it will offer again what it made since ``contact_ms``."""

    name: str
    contact_ms: int | None
    owed: int


@dataclass(frozen=True)
class Restored:
    """``aside``: where what was there before lies now, if anything was."""

    manifest: Manifest
    epoch: str
    aside: Path | None
    phones: list[Owing]


def restore(config: Config, file: Path, identity: Identity) -> Restored:
    """Prove the backup, begin a new epoch in it that waits for ``confirm``, and only then put it in place. Raises CannotRestore."""
    if not _closed(config):
        raise CannotRestore("The office is open. Stop it first; a backup is put back into a closed one.")
    config.home.mkdir(parents=True, exist_ok=True)
    proof = prove(config, file, identity)
    if not proof.good:
        raise CannotRestore(f"{file} is not good: {proof.said}")
    aside = config.home / f"before-restore-{clock.now_ms()}"
    with tempfile.TemporaryDirectory(prefix="restore-", dir=config.home) as folder:
        content, marked = Path(folder), Path(folder) / "marked"
        told = archive.read(file, identity, content)
        if told.kind != kind_of(config.database):
            raise CannotRestore(f"This is the backup of an office on {told.kind}; this one is on {kind_of(config.database)}.")
        with scratch(content / archive.DATABASE, told.kind, config.database, content) as database:
            epoch, phones = _mark(Config(home=content / "office", database_url=database, jobs=False), told)
            dump(database, marked)
        add_photos(content / archive.PHOTOS, config.home / archive.PHOTOS)
        if (content / archive.KEYS).exists():
            add_keys(config, (content / archive.KEYS).read_text())
        put_in_place(marked, config.database, aside)
    return Restored(told, epoch, aside if aside.exists() else None, phones)


def _closed(config: Config) -> bool:
    """An office stopped a moment ago may still be hanging up."""
    give_up = time.monotonic() + HANGS_UP_WITHIN_S
    while is_open(config) or is_in_use(config.database):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.1)
    return True


def _mark(config: Config, told: Manifest) -> tuple[str, list[Owing]]:
    """In the scratch, before the swap: whenever the machine stops, no office is in place that does not know it was put back."""
    with create_app(config).app_context():
        upgrade()
        began = new_epoch(f"backup of {told.made_ms} put back", unconfirmed=True, made_ms=told.made_ms)
        phones = _owing()
        db.session.remove()
        db.engine.dispose()
    return began.epoch, phones


def _owing() -> list[Owing]:
    rows = db.session.execute(select(Device.name, Device.contact_ms, Device.owes).where(Device.state == "enrolled").order_by(Device.name))
    return [Owing(*row) for row in rows]
