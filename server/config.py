"""Settings from the environment; a bad one stops the start with a sentence that names it."""

import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")


class BadSetting(Exception):
    """A setting that cannot be meant; the message names it and says what would do."""


@dataclass(frozen=True)
class Config:
    """Everything that differs between two offices. Paths are absolute; an empty ``public_url`` means: worked out at the start."""

    home: Path = ROOT / "var"
    database_url: str = ""
    owner_url: str = ""  # PostgreSQL as the owner of the tables, where database_url is a role that may only add to history
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    https_host: str = "0.0.0.0"
    https_port: int = 8443
    public_url: str = ""
    hosts: tuple[str, ...] = ()  # further names this office answers to, beside its own and any bare address
    proxies: int = 0  # how many proxies of ours stand in front; 0: their headers are not believed
    message_queue: str = ""  # redis://… when several processes serve one office
    jobs: bool = True
    sentry: str = ""  # where errors of the office are told beside its log, if anywhere
    pwa: Path = ROOT / "pwa" / "dist"

    @property
    def database(self) -> str:
        """The URL as SQLAlchemy wants it; SQLite in ``home`` by default."""
        url = self.database_url or f"sqlite:///{self.home / 'loupe.sqlite'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def as_owner(self) -> "Config":
        """For what changes the tables themselves."""
        return replace(self, database_url=self.owner_url or self.database_url, owner_url="")

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """Read every ``LOUPE_…`` setting; raises BadSetting."""
    config = _read(environment)
    if config.http_port == config.https_port:
        raise BadSetting(f"LOUPE_HTTP_PORT and LOUPE_HTTPS_PORT are both {config.http_port}; they must differ.")
    return config


def _read(environment: Mapping[str, str]) -> Config:
    return Config(
        home=Path(environment.get("LOUPE_HOME") or ROOT / "var").absolute(),
        database_url=_database(environment, "LOUPE_DATABASE_URL"),
        owner_url=_database(environment, "LOUPE_OWNER_DATABASE_URL"),
        http_host=environment.get("LOUPE_HTTP_HOST") or Config.http_host,
        http_port=_number(environment, "LOUPE_HTTP_PORT", Config.http_port, least=1),
        https_host=environment.get("LOUPE_HTTPS_HOST") or Config.https_host,
        https_port=_number(environment, "LOUPE_HTTPS_PORT", Config.https_port),
        public_url=_address(environment.get("LOUPE_PUBLIC_URL", "")),
        hosts=_hosts(environment.get("LOUPE_HOSTS", "")),
        proxies=_number(environment, "LOUPE_PROXIES", 0, most=5),
        message_queue=_queue(environment.get("LOUPE_MESSAGE_QUEUE", "")),
        jobs=_switch(environment, "LOUPE_JOBS", True),
        sentry=_sentry(environment.get("LOUPE_SENTRY_DSN", "")),
        pwa=Path(environment.get("LOUPE_PWA") or Config.pwa).absolute(),
    )


def to_environment(config: Config) -> dict[str, str]:
    """What another process needs to work on the same data."""
    return {"LOUPE_HOME": str(config.home), "LOUPE_DATABASE_URL": config.database_url}


def secret(config: Config, name: str) -> str:
    """A secret of this office, made on first use; readable by its owner only."""
    path = config.secrets / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        keep_secret(path, secrets.token_urlsafe(32).encode())
        return path.read_text().strip()


def add_to_secret(config: Config, name: str, lines: Iterable[str]) -> None:
    """Further lines of a secret of several, behind those that are there; none is ever lost."""
    path = config.secrets / name
    there = path.read_text().split() if path.exists() else []
    _draft_of(path, "".join(f"{line}\n" for line in dict.fromkeys([*there, *lines])).encode()).replace(path)


def keep_secret(path: Path, content: bytes) -> None:
    """Write a 0600 file whole or not at all. Whoever comes second finds the first one's."""
    draft = _draft_of(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # made by another process in the same moment: that one counts
    finally:
        draft.unlink()


def _draft_of(path: Path, content: bytes) -> Path:
    """The whole content beside ``path``, for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _number(environment: Mapping[str, str], name: str, default: int, least: int = 0, most: int = 65535) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadSetting(f"{name} is {text!r}; it must be a whole number from {least} to {most}.")
    return int(text)


def _switch(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(name, "").lower()
    if text not in ("", "0", "1", "no", "yes"):
        raise BadSetting(f"{name} is {text!r}; it must be 0 or 1.")
    return default if not text else text in ("1", "yes")


def _database(environment: Mapping[str, str], name: str) -> str:
    url = environment.get(name, "")
    if url and urlsplit(url).scheme not in SCHEMES:
        raise BadSetting(f"{name} must begin with sqlite:/// or postgresql://.")
    return url


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not parts.query
    except ValueError:
        fits = False
    if url and not fits:
        raise BadSetting(f"LOUPE_PUBLIC_URL is {url!r}; it must look like https://loupe.example.com, without a path.")
    return url.rstrip("/")


def _hosts(listed: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in listed.split(",") if name.strip())
    for name in names:
        if not re.fullmatch(r"[a-z0-9.-]{1,253}", name):
            raise BadSetting(f"LOUPE_HOSTS names {name!r}; it must be host names, separated by commas.")
    return names


def _queue(url: str) -> str:
    if url and urlsplit(url).scheme not in ("redis", "rediss", "unix"):
        raise BadSetting(f"LOUPE_MESSAGE_QUEUE is {url!r}; it must look like redis://localhost:6379/0.")
    return url


def _sentry(dsn: str) -> str:
    try:
        parts = urlsplit(dsn)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.username and parts.path.rpartition("/")[2].isdigit()
    except ValueError:
        fits = False
    if dsn and not fits:
        raise BadSetting("LOUPE_SENTRY_DSN must look like https://key@sentry.example.com/1.")
    return dsn
