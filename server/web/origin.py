"""Who may speak to the office from a browser: our own addresses under our own names."""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Request, request

from server.web.errors import Refused

CHANGING = ("POST", "PUT", "PATCH", "DELETE")


def names(more: Iterable[str] = (), public_url: str = "") -> frozenset[str]:
    """The host names this office answers to: its own, and those from the settings."""
    own = socket.gethostname().lower()
    public = urlsplit(public_url).hostname
    return frozenset({"localhost", own, f"{own}.local", *more, *([public] if public else [])})


def is_ours(host: str | None, known: frozenset[str]) -> bool:
    """A known name or any bare address: rebinding attacks need a name of the attacker's, never an address."""
    name = (urlsplit(f"//{host}").hostname if host else None) or ""
    return name in known or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def is_own_origin(origin: str | None, host: str, public_url: str = "") -> bool:
    """Whether an ``Origin`` header names the very address this request came to (or the public one)."""
    if not origin:
        return False
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return False
    return netloc == host or (bool(public_url) and origin == public_url)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a browser of ours speaks from: its origin, and the host name to which passkeys are bound."""

    origin: str
    host: str


def home_of(request: Request, public_url: str) -> Home | None:
    """None where a browser makes no passkeys: by a bare address, or over plain HTTP anywhere but on this machine."""
    said = request.headers.get("Origin")
    origin = said if said and is_own_origin(said, request.host, public_url) else f"{request.scheme}://{request.host}"
    parts = urlsplit(origin)
    name = parts.hostname or ""
    is_local = name == "localhost" or name.endswith(".localhost")
    if not name or _is_address(name) or not (parts.scheme == "https" or is_local):
        return None
    return Home(origin, name)


def refuse_foreign(request: Request, known: frozenset[str], public_url: str) -> None:
    """Before every call: an unknown Host, or a changing call with a cookie from another site, ends here."""
    try:
        ours = is_ours(request.host, known)
    except ValueError:
        ours = False
    if not ours:
        raise Refused("unknown_host", 400)
    if request.method not in CHANGING or not request.cookies:
        return
    if not _comes_from_us(request, public_url):
        raise Refused("foreign_origin", 403)


def _comes_from_us(request: Request, public_url: str) -> bool:
    """Every browser sends Origin with a changing call; a caller that sends neither header is no browser and holds no stolen cookie."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return is_own_origin(origin, request.host, public_url)
    return request.headers.get("Sec-Fetch-Site") in (None, "same-origin")


def guard_origin(app: Flask, known: frozenset[str], public_url: str) -> None:
    app.before_request(lambda: refuse_foreign(request, known, public_url))
