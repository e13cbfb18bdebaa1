"""P19: what is kept of a picture is its pixels; what is no picture is not kept."""

import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from server.media.picture import LONGEST, THUMB, NotAPicture, paint
from tests.media.pictures import GPS, SECRET, chunk, flat_png, jpeg, moving, png_of, scene, with_everything, written


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def test_P19_gps_exif_xmp_profile_and_comment_are_gone_from_every_byte_kept():
    sent = with_everything()
    place = Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    assert float(place[2][0]) == int(GPS[0]) and SECRET in sent, "the test's own picture says where the safe is"
    painted = paint(sent)
    for kept in (painted.full, painted.thumb):
        image = opened(kept)
        assert not image.getexif() and not set(image.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
        assert not any(word in kept for word in (SECRET, b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"script", b"Phone of Mei"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_P19_what_hangs_on_png_and_webp_is_gone_too(kind):
    exif = Image.Exif()
    exif[0x9286] = SECRET.decode()
    sent = written(scene(), kind, exif=exif, icc_profile=SECRET)
    if kind == "PNG":
        sent = sent.replace(chunk(b"IEND", b""), chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"IEND", b"") + SECRET)
    painted = paint(sent)
    assert SECRET in sent and SECRET not in painted.full + painted.thumb
    assert not opened(painted.full).info.keys() & {"exif", "icc_profile", "Comment"}


def test_a_picture_is_turned_upright_before_its_orientation_is_forgotten():
    sent = with_everything(turned=6)  # the camera lay on its side: 640 × 480 must come out 480 × 640
    painted = paint(sent)
    assert (painted.width, painted.height) == opened(painted.full).size == (480, 640)
    upright = opened(written(scene().rotate(-90, expand=True))).convert("L").resize((24, 32))
    kept = opened(painted.full).convert("L").resize((24, 32))
    assert sum(abs(a - b) for a, b in zip(upright.tobytes(), kept.tobytes(), strict=True)) / (24 * 32) < 4


def test_a_thumbnail_has_320_at_its_longest_side_and_a_large_picture_is_made_smaller():
    painted = paint(jpeg(4000, 3000))
    assert max(opened(painted.thumb).size) == THUMB
    assert max(painted.width, painted.height) == max(opened(painted.full).size) == LONGEST


def test_a_signature_keeps_its_clear_ground_and_its_thumbnail_is_on_white():
    sent = written(Image.new("RGBA", (300, 100), (0, 0, 0, 0)), "PNG")
    painted = paint(sent)
    assert painted.type == "image/png" and opened(painted.full).getpixel((5, 5))[3] == 0
    assert opened(painted.thumb).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_a_picture_of_any_colour_system_is_kept(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    sent = written(Image.new(mode, (40, 30)) if mode == "I;16" else scene(40, 30).convert(mode), kind)
    assert opened(paint(sent).full).size == (40, 30)


def polyglot(behind: bytes) -> bytes:
    return jpeg() + behind


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.html", SECRET)
    return out.getvalue()


@pytest.mark.parametrize("behind", [zipped(), b"<html><script>1</script>" + SECRET, b"%PDF-1.7 " + SECRET, b"PK\x05\x06" + b"\0" * 18])
def test_P19_what_hides_behind_a_picture_is_cut_off(behind):
    painted = paint(polyglot(behind))
    assert painted.full.endswith(b"\xff\xd9") and behind not in painted.full
    assert SECRET not in painted.full


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff\xd8\xff",
        b"RIFF",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><img src=x onerror=alert(1)>",
        b"%PDF-1.7",
        b"GIF89a/*" + b"a" * 50 + b"*/=1;alert(1)",
        b"RIFF\x10\0\0\0WAVEfmt ",
        written(scene(40, 40), "GIF"),
        written(scene(40, 40), "BMP"),
        written(scene(40, 40), "TIFF"),
        b"\n" + jpeg(),
        jpeg()[: len(jpeg()) // 2],
        jpeg()[:200],
        written(scene(), "PNG")[:-2000],
        written(scene(), "WEBP")[:-500],
        b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
        png_of(10, 10, b"not packed at all"),
    ],
    ids=lambda sent: repr(bytes(sent[:12])),
)
def test_what_is_no_whole_jpeg_png_or_webp_is_refused(sent):
    with pytest.raises(NotAPicture, match="not_a_picture"):
        paint(sent)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind):
    with pytest.raises(NotAPicture, match="picture_moves"):
        paint(moving(kind))


@pytest.mark.parametrize("size", [(8_000, 8_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1), (40_000_001, 1)])
def test_P19_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(NotAPicture, match="picture_too_large"):
        paint(png_of(*size, zlib.compress(b"\0" * 1000)))


def test_P19_a_comment_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(b"A" * 200_000_000, 9)
    text = chunk(b"zTXt", b"Comment\0\0" + packed)
    with pytest.raises(NotAPicture):
        paint(png_of(4, 4, zlib.compress(b"\0" * 20), text))


def test_P19_bombs_cost_no_memory_to_speak_of():
    """In a process of its own, so that the peak is theirs alone."""
    import subprocess
    import sys

    story = """
import resource
from server.media.picture import NotAPicture, paint
from tests.media.pictures import flat_png, jpeg, png_of
import zlib
paint(jpeg())
honest = flat_png(6000, 6000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for n in range(12):
    for sent in (png_of(50_000, 50_000, zlib.compress(bytes(1000))), flat_png(7000, 7000)):
        try:
            paint(sent)
            raise SystemExit("a bomb was kept")
        except NotAPicture:
            pass
after_bombs = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
peaks = []
for n in range(6):
    paint(honest)
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(after_bombs - before, peaks[0] - before, peaks[-1] - peaks[0])
"""
    done = subprocess.run([sys.executable, "-c", story], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    bombs_kb, honest_kb, grown_kb = map(int, done.stdout.split())
    assert bombs_kb < 20_000, "what is refused is never unpacked"
    assert honest_kb < 260_000 and grown_kb < 30_000, "36 million honest pixels fit, and leave nothing behind"


def test_the_largest_honest_picture_is_kept():
    assert max(opened(paint(flat_png(6300, 6300)).full).size) == LONGEST
