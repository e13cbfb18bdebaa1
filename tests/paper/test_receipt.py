"""The receipt to a depositor: lines, counts, every difference, and the temporary tags, readable from paper."""

from pathlib import Path

import pytest

from server.paper.receipt_page import Arrived, Receipt, Row, receipt_paper
from server.paper.sheet import Imprint
from server.paper.title import LANGS
from tests.firm import Firm, good
from tests.paper.life import Life, on_one_kind
from tests.paper.look import code_of, codes_on, fonts_of, ink_outside, pages_of, pictures_on, printed, text_of

SAYS = {
    "en": ("Receipt of goods", "Lau & Sons Jewellers", "on memo from a supplier", "short", "wrong goods", "over", "not settled yet"),
    "zh-Hant": ("收貨單", "劉氏珠寶", "供應商借貨", "短少", "貨不對版", "多出", "尚未處理", "條款"),
    "zh-Hans": ("收货单", "刘氏珠宝", "供应商借货", "短少", "货不对版", "多出", "尚未处理", "条款"),
}


@on_one_kind
def test_a_receipt_says_what_came_and_what_did_not(firm: Firm, tmp_path: Path):
    life = Life(firm)
    receipt, samples = life.delivery()
    tags = {firm.tag_of(sample) for sample in samples}
    for lang in LANGS:
        paper = firm.boss.talk.client.get(f"/api/receipts/{receipt}/receipt.pdf?lang={lang}").data
        text = text_of(paper)
        typed = ("LS-88231", "翡翠葉形吊墜", "One pair missing, bag torn.", "A silver chain")
        said = (*SAYS[lang], *typed, "R-2026-0001", "E-2026-0001-1", "E-2026-0001-2")
        assert [word for word in said if word not in text] == []
        assert sum(pictures_on(paper)) == 3, "what was torn and what was wrong is shown"
        assert codes_on(printed(paper, tmp_path, 203), tmp_path) == tags
        assert all(embedded for _, embedded, _ in fonts_of(paper))
        assert not any(code in text for code in ("memo_in", "receipt_", "unregistered"))


@on_one_kind
def test_what_was_settled_is_said_with_its_reason(firm: Firm):
    life = Life(firm)
    receipt, _ = life.delivery()
    good(life.desk("sue").post(f"/api/receipts/{receipt}/settle", {"line": "2", "decision": "claim", "reason": "Ordered again"}))
    text = text_of(firm.boss.talk.client.get(f"/api/receipts/{receipt}/receipt.pdf?lang=en").data)
    assert "settled: claimed (Ordered again)" in text


@on_one_kind
def test_a_temporary_tag_stays_on_the_receipt_after_the_piece_has_its_own(firm: Firm, tmp_path: Path):
    life = Life(firm)
    receipt, samples = life.delivery()
    temporary = {firm.tag_of(sample) for sample in samples}
    life.registered(samples[0], receipt)
    assert firm.tag_of(samples[0]) not in temporary
    paper = firm.boss.talk.client.get(f"/api/receipts/{receipt}/receipt.pdf?lang=en").data
    assert codes_on(printed(paper, tmp_path, 203), tmp_path) == temporary


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_receipts_of_no_line_and_of_very_many_page_well(lang: str, count: int, tmp_path: Path):
    what = "足金項鏈 / N-88 / " + "specification " * (12 if count > 1 else 1)
    rows = [Row(str(n), what, "3", "2", "short", False if n % 2 else None, ("note",)) for n in range(1, count + 1)]
    arrived = [Arrived(f"E-2026-0001-{n}", what, code_of(n)) for n in range(1, count + 1)]
    paper = receipt_paper(Receipt("x", [], rows, [], arrived, 0, "Kit"), Imprint(lang, "收貨單", "R-2026-0001", 1, "a" * 64, "now"))
    pages = printed(paper, tmp_path, 203)
    assert len(pages) == pages_of(paper) and not any(ink_outside(page, 203, 12) for page in pages)
    assert codes_on(pages, tmp_path) == {piece.code for piece in arrived}
    text = text_of(paper)
    assert all(piece.number in text for piece in arrived)
