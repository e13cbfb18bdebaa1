"""What the terminal says when the office is open: both addresses, a QR code for phones, how to trust the certificate."""

import io

import qrcode

from server import certificates
from server.addresses import desk_url, phone_url
from server.config import Config


def banner(config: Config, setup_link: str | None, told: str | None = None) -> str:
    """Plain text; the QR code is drawn in half blocks, dark on light in most terminals."""
    phone = phone_url(config)
    lines = ["", "Loupe is open.", f"  on this machine   {desk_url(config)}", f"  on phones         {phone}", "", qr(phone)]
    if config.https_port:
        lines += _trust(config, phone)
    if told:
        lines += ["", told]
    if setup_link:
        lines += ["", "Nobody works here yet. Open this link once to set the office up (it is good for one use):", f"  {setup_link}"]
    return "\n".join([*lines, ""])


def qr(text: str) -> str:
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue().rstrip("\n")


def _trust(config: Config, phone: str) -> list[str]:
    return [
        f"Each phone must trust this office's certificate once: open {phone}/trust on it and follow the steps.",
        f"  SHA-256 {certificates.fingerprint(certificates.paths(config).authority)}",
    ]
