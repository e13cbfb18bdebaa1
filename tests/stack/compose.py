"""``docker-compose.yml`` as programs of this machine: the same commands and environment, other addresses and folders."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.office import ROOT

FILE = ROOT / "docker-compose.yml"
PORTS = {"database": 5432, "queue": 6379, "web-1": 8080, "web-2": 8080}  # inside, by service: what other services call it by
_VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?::\?[^}]*)?\}")


@dataclass(frozen=True)
class Service:
    """``command`` and ``environment`` with everything filled in; ``needs`` are up and healthy before it."""

    name: str
    image: str
    command: list[str]
    environment: dict[str, str]
    needs: list[str]


@dataclass(frozen=True)
class Composed:
    """The services in the order in which they start, and the files that are mounted, by where they are mounted."""

    services: list[Service]
    files: dict[str, str]


def variables() -> set[str]:
    """What whoever installs it must choose."""
    return {found.group(1) for found in _VARIABLE.finditer(FILE.read_text()) if found.group(1)}


def composed(values: Mapping[str, str], address: Callable[[str], str]) -> Composed:
    """``values`` of its variables; ``address`` says where a service listens here, as host:port."""
    told = yaml.safe_load(FILE.read_text())

    def fill(text: str) -> str:
        text = _VARIABLE.sub(lambda found: values[found.group(1)] if found.group(1) else "$", text)
        for name, port in PORTS.items():
            text = text.replace(f"{name}:{port}", address(name))
        return text

    services = [_service(name, one, fill) for name, one in told["services"].items()]
    mounted = {one["target"]: one["source"] for service in told["services"].values() for one in service.get("configs", ())}
    return Composed(_in_order(services), {at: fill(told["configs"][source]["content"]) for at, source in mounted.items()})


def _service(name: str, told: Mapping[str, Any], fill: Callable[[str], str]) -> Service:
    environment = {key: fill(str(value)) for key, value in told.get("environment", {}).items()}
    return Service(name, told["image"], [fill(part) for part in told["command"]], environment, list(told.get("depends_on", ())))


def _in_order(services: list[Service]) -> list[Service]:
    done: list[Service] = []
    while len(done) < len(services):
        up = {one.name for one in done}
        ready = [one for one in services if one not in done and up.issuperset(one.needs)]
        assert ready, "services wait for each other"
        done += ready
    return done


def caddyfile(mounted: Mapping[str, str], https_port: int, http_port: int) -> str:
    """On ports of its own, and nothing of it in this machine's trust store."""
    (told,) = mounted.values()
    own = f"admin off\n  https_port {https_port}\n  http_port {http_port}\n  skip_install_trust"
    return f"{{\n  {own}\n}}\n{told}"


def folder_in(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """The volume of the office, as a folder here."""
    return {key: str(home) if key == "LOUPE_HOME" else value for key, value in environment.items()}
