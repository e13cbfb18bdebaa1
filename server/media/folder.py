"""The folder of photos: files named by content, there whole or not at all, never changed once written."""

import errno
import os
import secrets
import shutil
from pathlib import Path

SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png"}
# Photos are refused while there is still room for scans: a ledger entry is a kilobyte, so this is a quarter of a million of them.
RESERVE = 256 * 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DiskFull(Exception):
    """There is no room for another photo; what is there can still be read."""


def path_of(folder: Path, sha256: str, type: str, size: str) -> Path:
    """Where a photo lies; ``size``: full or thumb."""
    name = f"{sha256}.thumb.jpg" if size == "thumb" else f"{sha256}{SUFFIX[type]}"
    return folder / sha256[:2] / name


def keep(path: Path, content: bytes) -> None:
    """Write to a draft, force it onto the disk, then give it its name. Raises DiskFull."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(path.parent).free < RESERVE + len(content):
            raise DiskFull
        _write(draft, content)
        draft.replace(path)
        _sync(path.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise DiskFull from error
        raise


def _write(draft: Path, content: bytes) -> None:
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """A name is only safe when the folder it stands in is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
