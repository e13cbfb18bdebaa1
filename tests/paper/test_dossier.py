"""The dossier of a sample: everything that happened, in words, with both times where they differ; and the ZIP anybody can check."""

import csv
import json
import zipfile
from base64 import urlsafe_b64decode
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from struct import pack

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from PIL import Image

from server.paper.title import LANGS
from tests.firm import Firm, good
from tests.media.pictures import SECRET, with_everything
from tests.paper.life import Life
from tests.paper.look import codes_on, fonts_of, ink_outside, pages_of, pictures_on, printed, text_of

SAYS = {
    "en": (
        "Dossier", "18K gold ruby and diamond ring", "18K gold, net 3.900 g", "12 × diamond, round, 0.18 ct", "GIA 2141438167, 3 May 2026",
        "Sample store › Cabinet 3 › Tray 1", "on memo from a supplier", "HKD 125,000.00", "21 × 18 × 6 mm",
        "Kit Lam received the piece; it lies in Tray 1.", "Sue Yip registered the piece; it lies in Tray 1.",
        "Mei Chan asked for pieces on slip S-2026-0001.",
        "Ann Ho approved slip S-2026-0001.", "Kit Lam scanned the piece out to Mei Chan.", "Mei Chan showed the piece to Rose Atelier Ltd.",
        "Mei Chan took back: Mei Chan saw the piece.", "taken back", "Mei Chan reported damage.", "Kit Lam inspected the piece.",
        "inscription matches", "HKD 920.00", "weight differs from record", "D-2026-0001", "repaired", "very interested", "5 / 5",
        "was 4.210 g, now 4.215 g", "was R-102, now R-102A", "known to the office",
    ),
    "zh-Hant": ("樣品檔案", "18K金紅寶石鑽石戒指", "淨重 3.900 克", "樣品倉 › 三號櫃 › 一號盤", "葉素登記樣品，存放於一號盤。",
                "陳美向玫瑰工坊有限公司展示樣品。",
                "由 4.210 克 改為 4.215 克", "重量與記錄不符", "總部得知時間", "維修", "黃師傅工場"),
    "zh-Hans": ("样品档案", "18K金红宝石钻石戒指", "净重 3.900 克", "样品仓 › 三号柜 › 一号盘", "叶素登记样品，存放于一号盘。",
                "陈美向玫瑰工坊有限公司展示样品。",
                "由 4.210 克 改为 4.215 克", "重量与记录不符", "总部得知时间", "维修", "黄师傅工场"),
}  # fmt: skip
CODES = ("scan_", "hand_over", "memo_in", "receipt_", "slip_", "report_lost", "in_store", "weight_off", "repair_cost", "undo", "None", "{")


def plain(text: str) -> str:
    """However it was broken into lines."""
    return "".join(text.split())


def get(firm: Firm, path: str):
    return firm.boss.talk.client.get(path)


def test_the_dossier_tells_the_whole_life_in_three_languages(firm: Firm, later, tmp_path: Path):
    ring, _, _ = Life(firm).whole(later)
    for lang in LANGS:
        paper = get(firm, f"/api/samples/{ring}/dossier.pdf?lang={lang}").data
        text = plain(text_of(paper))
        assert [said for said in SAYS[lang] if plain(said) not in text] == []
        assert [code for code in CODES if code in text_of(paper)] == [], "no code of the wire stands on paper"
        assert next(pictures_on(paper)) == 4, "every photo of the ring, one of them large as well"
        pages = printed(paper, tmp_path, 203)
        assert codes_on(pages, tmp_path) == {firm.tag_of(ring)}
        assert not any(ink_outside(page, 203, 12) for page in pages)
        assert all(embedded and is_part for _, embedded, is_part in fonts_of(paper))


def zip_of(firm: Firm, ring: str, lang: str = "en") -> dict[str, bytes]:
    got = get(firm, f"/api/samples/{ring}/dossier.zip?lang={lang}")
    assert (got.status_code, got.mimetype) == (200, "application/zip")
    assert got.headers["Content-Disposition"] == 'attachment; filename="2026-000001.zip"' and "Content-Length" not in got.headers
    archive = zipfile.ZipFile(BytesIO(got.data))
    assert archive.testzip() is None
    return {name.removeprefix("2026-000001/"): archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_paper_pictures_history_and_a_readme(firm: Firm, later):
    life = Life(firm)
    ring, _, _ = life.whole(later)
    photos = [life.photo(9, with_everything()), "f" * 64]  # the second has not come yet
    life.phones["kit"].by = firm.person('=HYPERLINK("http://evil")', "keeper")  # sentences begin with who did it
    life.say("kit", "sighting", sample=ring, body={"photos": photos})
    for lang, word in (("en", "ECDSA"), ("zh-Hant", "簽名"), ("zh-Hans", "签名")):
        held = zip_of(firm, ring, lang)
        assert {"README.txt", "dossier.pdf", "history.csv", "actions.jsonl", "phones.json"} <= set(held)
        assert word in held["README.txt"].decode() and "2026-000001" in held["README.txt"].decode()
        assert pages_of(held["dossier.pdf"]) >= 2
        photos = [content for name, content in held.items() if name.startswith("photos/")]
        assert len(photos) == 5 and not any(SECRET in content or b"Exif" in content for content in photos)
        assert all(Image.open(BytesIO(content)).size[0] > 600 for content in photos), "as large as they are kept"
        rows = list(csv.reader(StringIO(held["history.csv"].decode("utf-8-sig"))))
        assert len(rows) == len(held["actions.jsonl"].splitlines()) + 1 and len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_whoever_has_the_zip_can_check_that_nothing_in_it_was_changed(firm: Firm, later):
    """By what the README says and nothing else."""
    ring, _, _ = Life(firm).whole(later)
    held = zip_of(firm, ring)
    phones = json.loads(held["phones.json"])
    lines = [json.loads(line) for line in held["actions.jsonl"].splitlines()]
    assert {"receipt_open", "register", "slip_approve", "inspect", "amend"} <= {json.loads(line["bytes"])["kind"] for line in lines}
    for line in lines:
        assert chained(line) == line["chain"]
        if line["device"] != "office":
            signed(phones[line["device"]]["public_key"], line)
    broken = lines[3] | {"bytes": lines[3]["bytes"].replace("4.2", "9.2").replace("ring", "rung")}
    assert chained(broken | {"order_ms": 0}) != broken["chain"]
    with pytest.raises(InvalidSignature):
        signed(phones[broken["device"]]["public_key"], broken | {"bytes": broken["bytes"] + " "})


def chained(line: dict) -> str:
    said = line["bytes"].encode()
    numbers = pack(">qqqqq", line["entry"], line["commit"], line["order_ms"], line["received_ms"], len(said))
    tail = "\0".join((line["verdict"], line["reasons"], str(line["sig"]))).encode()
    return sha256(bytes.fromhex(line["before"]) + numbers + said + tail).hexdigest()


def signed(key: str, line: dict) -> None:
    raw = urlsafe_b64decode(line["sig"] + "==")
    signature = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    load_der_public_key(urlsafe_b64decode(key + "==")).verify(signature, line["bytes"].encode(), ec.ECDSA(SHA256()))


def test_a_piece_that_has_only_arrived_has_a_dossier_too(firm: Firm):
    life = Life(firm)
    _, (_, bare) = life.delivery()
    text = text_of(get(firm, f"/api/samples/{bare}/dossier.pdf?lang=en").data)
    assert "E-2026-0001-2" in text and "No photograph has been taken." in text and "received, not yet registered" in text


def test_a_settled_case_says_who_decided_and_why(firm: Firm, later):
    life = Life(firm)
    ring = life.id()
    life.registered(ring)
    life.say("kit", "scan_out", sample=ring, to=life.people["mei"], body={})
    life.say("kit", "scan_out", sample=ring, to=life.people["ann"], body={})
    later(1)
    case = next(case for case in good(firm.boss.get("/api/cases"))["cases"] if case["sample"] == ring)
    decided = {"decision": "place", "reason": "Both had hold of it.", "place": life.tray}
    good(life.desk("sue").post(f"/api/cases/{case['id']}/settle", decided))
    text = plain(text_of(get(firm, f"/api/samples/{ring}/dossier.pdf?lang=en").data))
    for said in ("return missing", "settled", "Both had hold of it.", "Sue Yip settled a case: the piece is at Tray 1."):
        assert plain(said) in text, said


@pytest.mark.parametrize("path", ["samples/{}/dossier.pdf", "samples/{}/dossier.zip", "slips/{}/note.pdf", "receipts/{}/receipt.pdf"])
def test_who_may_not_see_it_and_what_does_not_exist_is_said_in_json(firm: Firm, path: str):
    address = "/api/" + path.format("00000000-0000-7000-8000-000000000000")
    for seat, query, status, code in (
        (firm.boss, "", 404, "not_found"), (firm.browser(), "", 401, "not_signed_in"), (firm.boss, "?lang=fr", 422, "invalid"),
        (firm.boss, "?lang=%ED%A0%80", 422, "invalid"),
    ):  # fmt: skip
        told = seat.get(address + query)
        assert (told.status, told.json["code"]) == (status, code)
