"""Who may read the figures: they name phones. This very machine, or who has the office's token."""

import hmac
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from flask import Request

from server.config import Config

# Whatever stands between tells by one of these that it does; then the caller is not this machine.
BETWEEN = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def may_read(request: Request, config: Config, token: str) -> bool:
    return _is_this_machine(request, config) or _has_token(request, token)


def _is_this_machine(request: Request, config: Config) -> bool:
    """Where a proxy stands in front, everybody seems to call from this machine: then nobody does."""
    if config.proxies or config.public_url or request.is_secure or any(name in request.headers for name in BETWEEN):
        return False
    name = urlsplit(f"//{request.host}").hostname or ""
    return _is_loopback(request.remote_addr or "") and (name == "localhost" or _is_loopback(name))


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    plain = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (plain or parsed).is_loopback


def _has_token(request: Request, token: str) -> bool:
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(errors="replace"), token.encode())
