"""The link of an enrolment as a picture another phone's camera reads."""

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_picture(text: str) -> str:
    """A QR code as SVG text, dark on nothing, with its quiet zone."""
    return qrcode.make(text, image_factory=SvgPathImage).to_string(encoding="unicode")
