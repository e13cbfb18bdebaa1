"""The key of an office's backups: an age identity. Who has it can read them, and nobody else can, the office itself included."""

from pathlib import Path

from pyrage import IdentityError
from pyrage.x25519 import Identity

from server.backup.cannot import CannotRestore
from server.config import Config, keep_secret

NAME = "backup_key"


def key_path(config: Config) -> Path:
    return config.secrets / NAME


def own_key(config: Config) -> Identity:
    """Made on first use, readable by its owner only."""
    path = key_path(config)
    if not path.exists():
        keep_secret(path, f"{Identity.generate()}\n".encode())
    return Identity.from_str(path.read_text().strip())


def read_key(path: Path) -> Identity:
    """A key that was kept elsewhere."""
    try:
        return Identity.from_str(path.read_text().strip())
    except (OSError, IdentityError) as error:
        raise CannotRestore(f"{path} is not the key of a backup.") from error
