"""What a printed paper shows: its pages as pictures, its text, its fonts, the codes our own decoder reads on it."""

import json
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy
from PIL import Image
from pypdf import PdfReader

from server.core.tag import mint

ROOT = Path(__file__).resolve().parents[2]


def text_of(paper: bytes) -> str:
    """Everything that can be marked and copied, lines joined."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def pages_of(paper: bytes) -> int:
    return len(PdfReader(BytesIO(paper)).pages)


def fonts_of(paper: bytes) -> list[tuple[str, bool, bool]]:
    """(name, embedded, only the glyphs that are used) of every font on any page."""
    found = {}
    for page in PdfReader(BytesIO(paper)).pages:
        for font in page["/Resources"]["/Font"].values():
            name = str(font.get_object()["/BaseFont"])
            found[name] = (name, "/FontFile2" in font.get_object().get("/FontDescriptor", {}), name[7:8] == "+")
    return sorted(found.values())


def printed(paper: bytes, folder: Path, dpi: int) -> list[Image.Image]:
    """Every page as a printer of that resolution lays it down."""
    (folder / "paper.pdf").write_bytes(paper)
    for old in folder.glob("page-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", "paper.pdf", "page"], cwd=folder, check=True, timeout=120)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page-*.png"))]


def codes_on(pages: list[Image.Image], folder: Path) -> set[str]:
    """What the very decoder the phones have reads on these pages."""
    files = [folder / f"page-{n}.gray" for n, _ in enumerate(pages)]
    for file, page in zip(files, pages, strict=True):
        file.write_bytes(page.tobytes())
    command = ["node", str(ROOT / "tests" / "paper" / "read.mjs"), *map(str, (*pages[0].size, *files))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return {code for codes in json.loads(done.stdout) for code in codes}


def ink_outside(picture: Image.Image, dpi: int, margin_mm: float) -> bool:
    """Whether anything is printed nearer to an edge than this."""
    page, edge = numpy.array(picture) < 200, int(margin_mm / 25.4 * dpi)
    inside = page.copy()
    inside[edge:-edge, edge:-edge] = False
    return bool(inside.any())


def pictures_on(paper: bytes) -> Iterator[int]:
    """How many pictures each page shows."""
    for page in PdfReader(BytesIO(paper)).pages:
        yield len(page.images)


def code_of(n: int) -> str:
    """A tag code of its own for each number; the first bits are what a code is made of."""
    return mint(sha256(str(n).encode()).digest()[:16])
