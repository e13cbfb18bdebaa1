"""Under which names and addresses phones on the local network can reach this machine."""

import ipaddress
import socket
import struct
from urllib.parse import urlsplit

from server.config import Config

SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface


def addresses() -> list[str]:
    """IPv4 addresses of this machine, the one phones most likely see first, loopback last."""
    found = [*_towards_the_network(), *_of_interfaces()]
    usable = [one for one in found if not ipaddress.ip_address(one).is_loopback]
    return [*dict.fromkeys(usable), "127.0.0.1"]


def names(config: Config) -> list[str]:
    """Host names a certificate of this machine should carry."""
    own = socket.gethostname().lower()
    public = urlsplit(config.public_url).hostname
    wanted = ["localhost", own, f"{own}.local", *config.hosts, *([public] if public else [])]
    return [name for name in dict.fromkeys(wanted) if _is_name(name)]


def phone_url(config: Config) -> str:
    """The address phones open."""
    if config.public_url:
        return config.public_url
    return f"https://{addresses()[0]}:{config.https_port}" if config.https_port else desk_url(config)


def desk_url(config: Config) -> str:
    """The address for a browser on this machine, where plain HTTP counts as secure."""
    return f"http://localhost:{config.http_port}"


def _towards_the_network() -> list[str]:
    """The address the route outwards starts from. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [probe.getsockname()[0]]


def _of_interfaces() -> list[str]:
    try:
        import fcntl
    except ImportError:
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _number, name in socket.if_nameindex():
            try:
                reply = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue  # an interface without an IPv4 address, or not Linux
            found.append(socket.inet_ntoa(reply[20:24]))
    return found


def _is_name(text: str) -> bool:
    """A DNS name, not an address, and in the letters a certificate takes."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return text.isascii() and 0 < len(text) < 64
    return False
