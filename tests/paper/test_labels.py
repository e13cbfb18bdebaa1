"""Tags on paper: what is printed can be read by a scanner and by a person."""

import subprocess
from io import BytesIO

import numpy
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from server.core.tag import mint, spaced
from server.paper.labels import SHEETS, Label, label_sheet
from server.paper.symbol import modules
from tests.firm import firm_in, good
from tests.paper.look import code_of

DPI = 203  # the coarsest printer jewellers use


def pictures(paper: bytes, tmp_path, dpi: int = DPI) -> list[Image.Image]:
    """Every page as a printer of that resolution would lay it down."""
    (tmp_path / "paper.pdf").write_bytes(paper)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", "paper.pdf", "page"], cwd=tmp_path, check=True, timeout=60)
    return [Image.open(path).convert("L") for path in sorted(tmp_path.glob("page-*.png"))]


def codes_on(picture: Image.Image) -> set[str]:
    formats = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix)
    return {found.text for found in zxingcpp.read_barcodes(numpy.array(picture), formats=formats)}


def some_labels(count: int) -> list[Label]:
    return [Label(code_of(n), f"2026-{n:06}", ("18K金紅寶石戒指", "R-102 · 4.210 g")) for n in range(1, count + 1)]


@pytest.mark.parametrize("symbol", ["qr", "datamatrix"])
@pytest.mark.parametrize("layout", list(SHEETS))
def test_t_every_printed_code_is_read_back_at_203_dpi(layout, symbol, tmp_path):
    labels = some_labels(70 if layout == "a4" else 3)
    found = [codes_on(picture) for picture in pictures(label_sheet(labels, layout, symbol, "zh-Hant"), tmp_path)]
    assert set().union(*found) == {label.code for label in labels}
    assert len(found) == (2 if layout == "a4" else 3)


def test_t_a_code_fits_qr_version_1_and_data_matrix_16():
    code = mint(bytes(range(16)))
    assert (len(modules(code, "qr")), len(modules(code, "datamatrix"))) == (21, 16)


def test_t_the_quiet_zone_is_kept_white(tmp_path):
    page = numpy.array(pictures(label_sheet(some_labels(1), "dumbbell", "qr", "en"), tmp_path, dpi=600)[0])
    dark = numpy.argwhere(page < 128)
    top, left = dark.min(axis=0)
    module = 0.375 / 25.4 * 600
    assert left >= 4 * module - 1
    # 12.7 mm leaves 6.4 modules above and below; what is beside the code must be white for four modules too
    columns = numpy.where((page < 128).any(axis=0))[0]
    code_end = left + 21 * module
    assert min(column for column in columns if column > code_end + 1) - code_end >= 4 * module
    assert top >= 4 * module - 1


@pytest.mark.parametrize(("lang", "face"), [("zh-Hant", "TC"), ("zh-Hans", "SC")])
def test_t_the_twin_and_the_chinese_name_are_text_in_an_embedded_face(lang, face):
    label = Label(mint(b"7" * 16), "2026-000007", ("足金戒指",))
    reader = PdfReader(BytesIO(label_sheet([label], "a4", "qr", lang)))
    text = reader.pages[0].extract_text()
    assert all(part in text for part in ("2026-000007", "足金戒指", spaced(label.code)[:9], spaced(label.code)[10:]))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    used = [font for font in fonts if face in font["/BaseFont"]]
    assert used and all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_t_a_character_the_first_face_lacks_is_taken_from_the_other():
    from server.paper.fonts import runs

    assert [part for _, part in runs("鑽钻", "zh-Hant")] == ["鑽", "钻"] or runs("鑽钻", "zh-Hant")[0][1] == "鑽钻"
    assert "".join(part for _, part in runs("18K金 ring 鑽石 钻石", "en")) == "18K金 ring 鑽石 钻石"


def test_t_a_long_name_is_cut_before_the_edge_of_the_label(tmp_path):
    label = Label(mint(b"8" * 16), "2026-000008", ("Autumn Jewellery Fair, hall three, booth C-D12, the long show-case",))
    page = numpy.array(pictures(label_sheet([label], "dumbbell", "qr", "en"), tmp_path, dpi=300)[0])
    assert (page[:, -int(0.8 / 25.4 * 300) :] > 200).all()


def test_labels_come_by_the_api_for_who_may_print(app, tmp_path):
    firm = firm_in(app)
    tray = firm.place("Tray 1")
    phone = firm.phone()
    sample = firm.samples(phone, 1, tray)[0]
    blank = firm.tags(1)[0]
    asked = {"samples": [sample], "places": [tray], "codes": [blank], "layout": "a4", "symbol": "qr", "lang": "en"}
    paper = firm.boss.talk.client.post("/api/labels", json=asked)
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    expected = {firm.tag_of(sample), firm.places["Tray 1"]["tag"], blank}
    assert set().union(*map(codes_on, pictures(paper.data, tmp_path))) == expected


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "samples"),
        ({"samples": ["nobody"]}, "samples"),
        ({"places": ["nowhere"]}, "places"),
        ({"codes": ["0" * 16]}, "codes"),
        ({"codes": ["short"]}, "codes"),
        ({"samples": "all"}, "samples"),
        ({"layout": "poster"}, "layout"),
        ({"symbol": "pdf417"}, "symbol"),
        ({"lang": "fr"}, "lang"),
        ({"samples": ["x"] * 1001}, "samples"),
    ],
)
def test_what_cannot_be_printed_is_said_with_the_field(app, asked, field):
    told = firm_in(app).boss.post("/api/labels", asked)
    assert told.status == 422, told.json
    assert told.json["field"].startswith(field)


def test_a_void_tag_is_not_printed_again(app):
    firm = firm_in(app)
    phone = firm.phone()
    sample = firm.samples(phone, 1, firm.place("Tray 1"))[0]
    old = firm.tag_of(sample)
    good(firm.boss.post(f"/api/samples/{sample}/tag", {"reason": "worn"}))
    told = firm.boss.post("/api/labels", {"codes": [old]})
    assert (told.status, told.json["code"]) == (422, "tag_void")
