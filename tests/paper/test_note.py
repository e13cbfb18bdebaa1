"""The issue note: what it says, how it pages, and that every code on it can be scanned from paper."""

from pathlib import Path

import pytest
from flask import Flask

from server.core.tag import spaced
from server.paper.note_page import Note, Piece, Signed, issue_note
from server.paper.sheet import Imprint
from server.paper.title import LANGS
from tests.firm import Firm
from tests.media.pictures import jpeg
from tests.paper.life import Life, on_one_kind, signature
from tests.paper.look import code_of, codes_on, fonts_of, ink_outside, pages_of, pictures_on, printed, text_of

PRINTER, LASER = 203, 300
CHAIN = "0123456789abcdef" * 4


def imprint(lang: str = "en") -> Imprint:
    return Imprint(lang, "Issue note", "S-2026-0012", 1234, CHAIN, "22 Nov 2026, 14:05 (UTC+08:00)")


def piece(n: int, **given) -> Piece:
    about = {"code": code_of(n), "weight": "4.210", "insured": {"minor": 100_000, "currency": "HKD"}, "condition": "good"}
    return Piece(**{"number": f"2026-{n:06}", "name": "18K金紅寶石戒指", "about": ("R-102",), **about, **given})


def note(pieces: list[Piece], **given) -> Note:
    return Note(**{"status": "issued", "facts": [("purpose", "show")], "pieces": pieces, "signed": [], "issuers": "Kit Lam", **given})


@pytest.mark.parametrize("lang", LANGS)
def test_sixty_pieces_page_well_and_every_code_is_read_from_paper(lang: str, tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(jpeg(320, 240))
    pieces = [piece(n, photo=tmp_path / "photo.jpg" if n % 3 else None) for n in range(1, 61)]
    paper = issue_note(note(pieces), imprint(lang))
    pages = printed(paper, tmp_path, PRINTER)
    assert len(pages) == pages_of(paper) <= 8
    assert codes_on(pages, tmp_path) == {one.code for one in pieces}
    assert not any(ink_outside(page, PRINTER, 12) for page in pages), "every printer leaves 12 mm"
    text = text_of(paper)
    assert all(one.number in text for one in pieces) and "HKD 60,000.00" in text
    assert all(f"{n} / {len(pages)}" in text or f"第 {n} 頁" in text or f"第 {n} 页" in text for n in range(1, len(pages) + 1))
    assert text.count(CHAIN) == len(pages), "the head of the ledger stands on every sheet"


@pytest.mark.parametrize("lang", LANGS)
def test_every_font_on_it_is_embedded_and_only_as_far_as_it_is_used(lang: str):
    paper = issue_note(note([piece(1)], note="Zoë “Ü” 鑽钻"), imprint(lang))
    fonts = fonts_of(paper)
    assert fonts and all(embedded and is_part for _, embedded, is_part in fonts), fonts
    assert len(paper) < 150_000


@pytest.mark.parametrize("lang", LANGS)
def test_long_names_and_notes_wrap_and_nothing_is_lost(lang: str, tmp_path: Path):
    name, long = "18K金" + "紅寶石鑽石祖母綠" * 12, "Please keep all of these pieces in the safe overnight. 夜間請存放於保險櫃。" * 60
    paper = issue_note(note([piece(1, name=name, about=("x" * 300,)), piece(2)], note=long), imprint(lang))
    text = "".join(text_of(paper).split())
    assert name in text and text.count("夜間請存放於保險櫃。") == 60
    pages = printed(paper, tmp_path, PRINTER)
    assert not any(ink_outside(page, PRINTER, 12) for page in pages)
    assert codes_on(pages, tmp_path) == {piece(1).code, piece(2).code}


def test_values_of_different_currencies_are_never_added_and_what_has_none_is_counted():
    pieces = [piece(1), piece(2, insured={"minor": 5_000, "currency": "USD"}), piece(3, insured=None), piece(4, insured={"minor": "?"})]
    text = text_of(issue_note(note(pieces), imprint()))
    assert "HKD 1,000.00" in text and "USD 50.00" in text and "2 without a recorded value" in text
    assert "16.840 g" in text and "4 pieces" in text


def test_a_slip_of_which_nothing_was_issued_says_so_and_asks_for_no_signature():
    paper = issue_note(note([]), imprint())
    assert "Nothing has been issued on this slip yet." in text_of(paper) and "Signature" not in text_of(paper)
    assert pages_of(paper) == 1


def test_the_signature_is_the_one_that_was_drawn(tmp_path: Path):
    (tmp_path / "drawn.png").write_bytes(signature())
    signed = issue_note(note([piece(1)], signed=[Signed("Mei Chan", tmp_path / "drawn.png")]), imprint())
    by_pin = issue_note(note([piece(1)], signed=[Signed("Mei Chan", None, by_pin=True)]), imprint())
    assert (sum(pictures_on(signed)), sum(pictures_on(by_pin))) == (1, 0)
    assert "Signature of the receiver" in text_of(signed) and "Confirmed by personal PIN" in text_of(by_pin)


def test_a_photo_that_has_not_come_or_is_no_picture_spoils_no_paper(tmp_path: Path):
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff torn")
    paper = issue_note(note([piece(1, has_photo=True), piece(2, photo=tmp_path / "torn.jpg", has_photo=True)]), imprint())
    assert "photo not yet" in text_of(paper)


@on_one_kind
def test_the_note_of_a_slip_tells_what_went_out_as_it_was_then(firm: Firm, app: Flask, tmp_path: Path):
    life = Life(firm)
    receipt, (ring, _) = life.delivery()
    life.registered(ring, receipt, photos=[life.photo(1)])
    slip = life.slip([ring], "Keep in the safe.")
    kit = life.phones["kit"]
    extra = firm.samples(kit, 1, life.tray)[0]
    life.say("kit", "scan_out", sample=extra, to=life.people["mei"], slip=slip, body={"off_slip": True})
    life.say("kit", "scan_in", sample=ring, to=life.tray, slip=slip, body={"condition": "damaged"})
    facts = {"facts": {"gross_g": "9.999"}}
    assert life.desk("sue").patch(f"/api/samples/{ring}", facts).status == 200

    got = firm.boss.talk.client.get(f"/api/slips/{slip}/note.pdf?lang=en")
    assert (got.status_code, got.mimetype) == (200, "application/pdf")
    assert got.headers["Content-Disposition"] == 'inline; filename="S-2026-0001.pdf"'
    text = text_of(got.data)
    told = ("S-2026-0001", "client viewing", "Rose Atelier Ltd", "Sample store", "Mei Chan", "Ann Ho", "Kit Lam", "Keep in the safe.",
            "18K gold ruby and diamond ring", "GIA 2141438167", "HKD 125,000.00",
            "not on the slip", "returned", "22 Nov 2026", "29 Nov 2026")  # fmt: skip
    assert [word for word in told if word not in text] == []
    assert "4.210 g" in text and "9.999" not in text and "damaged" not in text, "a paper printed later says how it left"
    assert spaced(firm.tag_of(ring))[:9] in text
    assert codes_on(printed(got.data, tmp_path, LASER), tmp_path) == {firm.tag_of(ring), firm.tag_of(extra)}
    assert list(pictures_on(got.data)) == [2], "the ring and the signature"
    assert not any(code in text for code in ("off_slip", "show", "memo_in", "issued_", "scan_")), "no code of the wire on paper"
    for lang, words in (("zh-Hant", ("出庫單", "玫瑰工坊有限公司", "陳美", "單外取貨")), ("zh-Hans", ("出库单", "陈美", "单外取货"))):
        told_in = text_of(firm.boss.talk.client.get(f"/api/slips/{slip}/note.pdf?lang={lang}").data)
        assert [word for word in words if word not in told_in] == []
