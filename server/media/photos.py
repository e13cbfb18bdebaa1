"""Takes in a photo under the hash of what was sent, once, and finds it again."""

import re
import threading
from hashlib import sha256 as hash_of
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from server.database import db
from server.ledger.bulk import insert_missing
from server.ledger.cursor import writing
from server.media.folder import DiskFull, keep, path_of
from server.media.picture import NotAPicture, Picture, paint
from server.media.tables import Photo
from server.people.aside import aside
from server.web import clock
from server.web.errors import Refused

COLUMNS = ("sha256", "type", "width", "height", "bytes", "device", "person", "at_ms")
SIZES = ("thumb", "full")
_NAME = re.compile(r"[0-9a-f]{64}").fullmatch
# One picture is unpacked at a time: 40 million pixels are 120 MB, and sixty phones may come home together.
_one_at_a_time = threading.Lock()


def folder() -> Path:
    """Where this office keeps its photos."""
    return current_app.config["LOUPE"].home / "photos"


def take_in(sha256: str, sent: bytes, device: str | None, person: str | None) -> dict[str, Any]:
    """Keep a photo; the same again has the same answer and no other effect. Returns its row.

    Raises Refused: 422 photo_name_wrong, not_a_picture, picture_too_large, picture_moves; 503 disk_full."""
    if not _NAME(sha256) or hash_of(sent).hexdigest() != sha256:
        raise Refused("photo_name_wrong", 422, field="sha256")
    db.session.rollback()  # who waits holds no connection: sixty phones would take them all
    with _one_at_a_time:
        known = photo(sha256)
        if known is None or not _is_whole(known):
            db.session.rollback()
            _take_in(sha256, sent, device, person)
            known = photo(sha256)
    assert known is not None
    return known


def _take_in(sha256: str, sent: bytes, device: str | None, person: str | None) -> None:
    """Files first: a row always has its picture, a picture without a row is written again the next time."""
    try:
        picture = aside(paint, sent)
        _write(sha256, picture)
    except NotAPicture as error:
        raise Refused(str(error), 422, field="body") from error
    except DiskFull as error:
        raise Refused("disk_full", 503) from error
    row = (sha256, picture.type, picture.width, picture.height, len(picture.full), device, person, clock.now_ms())
    with writing():
        insert_missing(Photo, COLUMNS, [row])


def _write(sha256: str, picture: Picture) -> None:
    for size, content in (("thumb", picture.thumb), ("full", picture.full)):
        keep(path_of(folder(), sha256, picture.type, size), content)


def _is_whole(row: dict[str, Any]) -> bool:
    """Whether its files are there: a database put back from a backup may know more than the folder."""
    return all(path_of(folder(), row["sha256"], row["type"], size).is_file() for size in SIZES)


def photo(sha256: str) -> dict[str, Any] | None:
    """The row of one photo."""
    return photos([sha256]).get(sha256)


def photos(names: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of those that are here; an action may come before its photo."""
    wanted = select(*[getattr(Photo, name) for name in COLUMNS]).where(Photo.sha256.in_(set(names)))
    return {row["sha256"]: dict(row) for row in db.session.execute(wanted).mappings()} if names else {}


def file_of(row: dict[str, Any], size: str) -> Path:
    """Where one size of a photo lies."""
    return path_of(folder(), row["sha256"], row["type"], size)
