"""Pictures as phones, cameras and attackers make them."""

import random
import struct
import zlib
from hashlib import sha256
from io import BytesIO

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

GPS = (22.2819, 114.1581)
SECRET = b"THE SAFE IS BEHIND THE MIRROR"


def name_of(sent: bytes) -> str:
    return sha256(sent).hexdigest()


def scene(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """Something with edges and colours: a gold ring on velvet, more or less."""
    from PIL import ImageDraw

    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), (38, 34, 46))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.randrange(4, 40)
        draw.ellipse((x, y, x + r, y + r), fill=(chance.randrange(256), chance.randrange(200), chance.randrange(120)))
    draw.ellipse((width * 0.3, height * 0.25, width * 0.7, height * 0.8), outline=(214, 170, 84), width=max(4, width // 40))
    return image


def written(image: Image.Image, kind: str = "JPEG", **given) -> bytes:
    out = BytesIO()
    image.save(out, kind, **given)
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480, seed: int = 1, **given) -> bytes:
    return written(scene(width, height, seed), quality=80, **given)


def with_everything(turned: int = 1) -> bytes:
    """A JPEG as a telephone's camera writes it: GPS, make, a thumbnail's worth of EXIF, XMP, a profile, a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x9286] = "Camera", "Phone of Mei", turned, SECRET.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", degrees(GPS[0]), "E", degrees(GPS[1])
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    return jpeg(exif=exif, xmp=xmp, icc_profile=b"profile of " + SECRET, comment=SECRET + b"<script>alert(1)</script>")


def degrees(value: float) -> tuple[IFDRational, ...]:
    return (IFDRational(int(value), 1), IFDRational(int(value % 1 * 60), 1), IFDRational(0, 1))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    """A PNG by hand: 8-bit grey, whatever its header claims."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def flat_png(width: int, height: int) -> bytes:
    """Honest about its size, and black all over: kilobytes that become as many bytes as there are pixels."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (width + 1)) for _ in range(height))
    return png_of(width, height, rows + packer.flush())


def moving(kind: str) -> bytes:
    frames = [scene(64, 64, seed) for seed in range(3)]
    return written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
