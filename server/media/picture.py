"""Takes a picture apart and paints it anew: what is kept holds pixels and nothing else, whatever was hidden in what came."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
LONGEST = 2400  # phones send 1,600; a desk may send what a camera made
THUMB = 320
KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}


class NotAPicture(Exception):
    """Why these bytes are not kept; the message is the error's code."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture painted anew, and its thumbnail (always JPEG, on white)."""

    type: str
    width: int
    height: int
    full: bytes
    thumb: bytes


def paint(sent: bytes) -> Picture:
    """Decode every pixel, turn it upright, shrink it, write it anew without EXIF, XMP, profiles or comments. Raises NotAPicture."""
    try:
        return _painted(_opened(sent))
    except NotAPicture:
        raise
    except Exception as error:  # a decoder fed by strangers fails in any way at all; each of them means: this is no picture
        raise NotAPicture("not_a_picture") from error


def _opened(sent: bytes) -> Image.Image:
    """By its first bytes, never by its name; its size is read from the header before anything is unpacked."""
    kind = next((kind for magic, kind in KINDS.items() if sent.startswith(magic)), None)
    if kind is None:
        raise NotAPicture("not_a_picture")
    try:
        image = Image.open(BytesIO(sent), formats=[kind])
    except Image.DecompressionBombError as error:
        raise NotAPicture("picture_too_large") from error
    if image.width * image.height > MOST_PIXELS:
        raise NotAPicture("picture_too_large")
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:  # a phone's JPEG may carry a second frame (depth, gain map); it is dropped
        raise NotAPicture("picture_moves")
    return image


def _painted(image: Image.Image) -> Picture:
    image.draft("RGB", (LONGEST, LONGEST))  # JPEG only: decodes at half or quarter size, in a fraction of the memory
    image.load()
    plain = _plain(image)
    plain = ImageOps.exif_transpose(plain)
    plain.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    kind = "PNG" if image.format == "PNG" or plain.mode == "RGBA" else "JPEG"
    thumb = _on_white(plain)
    thumb.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return Picture(TYPES[kind], plain.width, plain.height, _written(plain, kind), _written(thumb, "JPEG"))


def _plain(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something shines through (a signature)."""
    shines = "A" in image.getbands() or "transparency" in image.info
    turned = image.getexif().get(0x0112)
    plain = image.convert("RGBA" if shines else "RGB")
    plain.info = {}
    if turned:
        plain.getexif()[0x0112] = turned
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image.copy()
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _written(image: Image.Image, kind: str) -> bytes:
    """From the bare pixels: nothing that hung on the picture can come along."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    out = BytesIO()
    if kind == "JPEG":
        bare.save(out, "JPEG", quality=85, optimize=True)
    else:
        bare.save(out, "PNG", compress_level=6)
    return out.getvalue()
