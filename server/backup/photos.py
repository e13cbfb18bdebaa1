"""The photos of a backup: named by what they hold, so a file once there never changes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".jpg", ".png")


def photo_files(photos: Path) -> Iterator[Path]:
    """Those that are whole; a draft somebody is writing right now is none."""
    return (path for path in sorted(photos.glob("*/*")) if path.suffix in SUFFIXES)


def add_photos(photos: Path, to: Path) -> int:
    """Add to the folder ``to`` what it has not yet of ``photos``; returns how many files were new."""
    new = 0
    for path in photo_files(photos):
        copy = to / path.relative_to(photos)
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft = copy.with_name(f"{copy.name}.part")
        shutil.copy2(path, draft)
        draft.rename(copy)
        new += 1
    return new
