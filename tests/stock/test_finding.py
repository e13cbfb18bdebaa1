"""What a piece is found by: told from its registration alone, indexed on both databases, left alone by scans, made anew by rebuild."""

import random

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update

from server.core.tag import mint
from server.database import db
from server.ledger import finding
from server.ledger.rebuild import rebuild
from server.stock import samples
from server.stock.finding import in_index
from server.stock.samples import find_samples
from server.stock.tables import Finding, Place, Sample
from server.stock.wanted import read_search
from tests.firm import Firm, good

BLANK = dict.fromkeys(finding.DETAILS) | {"facts": "{}", "archive_no": "2026-000001"}
ROW = {"quantity": 1, "status": "in_store", "claims": 0, "fold": "x", "commit": 1}


def lay(rows: list[dict]) -> None:
    """Samples as an office has them, with what they are found by."""
    full = [BLANK | ROW | row for row in rows]
    db.session.execute(insert(Sample), full)
    finding.keep(full)


def ids(q: str, page: int = 1, **asked: str | None) -> list[str]:
    told = find_samples(q, asked.get("status"), asked.get("place"), page)
    return [row["id"] for row in told["samples"]]


def in_index_now(q: str) -> set[str]:
    return set(db.session.scalars(select(Finding.sample).where(in_index(read_search(q).parts))))


def test_B14_anything_that_is_said_of_a_piece_finds_it(app: Flask) -> None:
    facts = '{"client":"周大福","supplier":"Ip & Sons","custom":{"lot":"批次甲","n":77120},"stones":[{"kind":"坦桑石"}],'
    facts += '"certificates":[{"lab":"GIA","number":"2141438171"}]}'
    with app.app_context():
        a = {"id": "a", "facts": facts, "name": "Ａｕｒｏｒａ 花好月圓", "entry_no": "E-2026-0007-2"}
        lay([a, {"id": "b", "archive_no": "2026-000002"}])
        typed = ["周大福", "大福", "ip & sons", "批次", "77120", "坦桑石", "桑", "8171", "AURORA", "aurora 月圓", "好月"]
        typed += ["e-2026-0007-2", "2026-000001"]
        assert {q: ids(q) for q in typed} == {q: ["a"] for q in typed}
        assert {q: ids(q) for q in ("171", "福大", "月花", "sons ip's")} == {q: [] for q in ("171", "福大", "月花", "sons ip's")}
        db.session.rollback()


def test_B14_the_index_misses_nothing_that_the_findings_hold(app: Flask) -> None:
    """Seeded: every piece of every text, of any length, in signs and scripts of all kinds."""
    chance = random.Random(7)
    signs = "ab12-_%'\"\\& |:*().陳李月光𠮷é"
    with app.app_context():
        rows = []
        for n in range(60):
            name = "".join(chance.choice(signs) for _sign in range(chance.randrange(1, 12))).strip() or "x"
            rows.append({"id": f"s{n:02}", "archive_no": f"2026-{n + 1:06}", "name": name, "tag": mint(chance.randbytes(9))})
        lay(rows)
        for row in rows:
            name = finding.folded(row["name"])
            at, width = chance.randrange(len(name)), chance.randrange(1, 6)
            for part in name[at : at + width].split():
                wanted = {other["id"] for other in rows if part in finding.folded(other["name"])}
                assert wanted <= in_index_now(part) and wanted <= set(ids(part) + ids(part, 2)), part
        assert all(ids(row["tag"][5:12]) == [row["id"]] for row in rows)
        db.session.rollback()


def test_B14_whatever_is_typed_is_an_answer(app: Flask) -> None:
    with app.app_context():
        lay([{"id": "a", "name": "ring"}])
        for q in ("'", '"', "\\", "%", "_", "NOT", "AND ring", "*", "()", "a:b", "\x00", "::", "!", "= ring", "𠮷", "🙂", "-" * 120):
            assert isinstance(find_samples(q, None, None, 1)["total"], int)
        db.session.rollback()


def test_B14_a_scan_writes_nothing_here(firm: Firm, app: Flask) -> None:
    phone, tray, mei = firm.phone(), firm.place("Tray"), firm.person("Mei", "holder")
    [ring] = firm.samples(phone, 1, tray)
    with app.app_context():
        where = "xmin::text" if db.engine.dialect.name == "postgresql" else "rowid"
        before = db.session.execute(text(f"select {where}, * from findings")).all()
        changes = _changes()
    phone.record("scan_out", sample=ring, to=mei)
    phone.drain()
    with app.app_context():
        assert db.session.scalar(select(Sample.place).where(Sample.id == ring)) == mei
        assert db.session.execute(text(f"select {where}, * from findings")).all() == before and _changes() == changes


def _changes() -> int | None:
    """SQLite's index notes each change in a segment of its own."""
    if db.engine.dialect.name == "postgresql":
        return None
    return db.session.scalar(text("select count(*) from findings_index_idx"))


def test_B15_registering_amending_and_a_new_tag_change_what_finds_it(firm: Firm) -> None:
    phone, tray = firm.phone(), firm.place("Tray")
    [ring] = firm.samples(phone, 1, tray, number="A-7701", name="月光")
    found = lambda q: [row["id"] for row in good(firm.boss.get(f"/api/samples?q={q}"))["samples"]]  # noqa: E731
    old = firm.tag_of(ring)
    assert found("月光") == found("7701") == found(old[3:9]) == [ring]
    good(firm.boss.patch(f"/api/samples/{ring}", {"name": "春曉", "number": "B-12"}))
    assert found("春曉") == found("b-12") == [ring] and found("月光") == found("7701") == []
    new = good(firm.boss.post(f"/api/samples/{ring}/tag", {"reason": "torn"}))["code"]
    assert found(new[3:9]) == [ring] and found(old[3:9]) == []


def test_B15_a_client_is_found_by_name(firm: Firm) -> None:
    phone, tray, client = firm.phone(), firm.place("Tray"), firm.place("周大福", "client")
    ring, other = firm.samples(phone, 2, tray)
    good(firm.boss.patch(f"/api/samples/{ring}", {"facts": {"client": client}}))
    assert [row["id"] for row in good(firm.boss.get("/api/samples?q=大福"))["samples"]] == [ring] and other != ring


@pytest.mark.parametrize("column", ["text", "codes", "words", "grams", "client", None])
def test_B15_rebuild_notices_a_wrong_finding_and_replaces_it(firm: Firm, app: Flask, column: str | None) -> None:
    ring, *_ = firm.samples(firm.phone(), 2, firm.place("Tray"), name="月光")
    with app.app_context():
        assert rebuild().good
        before = finding.kept([ring])
        is_it = Finding.sample == ring
        db.session.execute(update(Finding).where(is_it).values({column: "wrong"}) if column else Finding.__table__.delete().where(is_it))
        db.session.commit()
        assert rebuild().differing == (f"sample {ring}: what it is found by",)
        assert rebuild(write=True).good and rebuild().differing == () and finding.kept([ring]) == before
        assert ids("月光")[-1] == ring and ring in in_index_now("月光")


def test_B16_every_way_to_look_gives_the_same_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few or many, by the index or in order: who is on which page depends on the register alone."""
    chance = random.Random(3)
    with app.app_context():
        for n, names in enumerate((["Cabinet"], ["Tray ring", "陳美"], ["Tray 2"])):
            db.session.add(Place(id=f"p{n}", kind="store", parent="p0" if n else None, names=dict(enumerate(names)), commit=1))
        rows = []
        for n in range(400):
            row = {"id": f"s{n:03}", "archive_no": f"2026-{n + 1:06}" if n % 9 else None, "entry_no": f"E-2026-0001-{n + 1}"}
            row |= {"place": f"p{n % 4}", "status": "lost" if n % 7 == 0 else "in_store"}
            rows.append(row | {"type": chance.choice(("ring", "brooch"))})
        lay([BLANK | row for row in rows])
        for q in ("", "ring", "brooch", "陳美", "tray", "tray ring", "e-2026", "陳美 brooch", "nothing"):
            for asked in ({}, {"status": "lost"}, {"place": "p0"}, {"place": "p1", "status": "in_store"}):
                few = [id for page in range(1, 10) for id in ids(q, page, **asked)]
                total = find_samples(q, asked.get("status"), asked.get("place"), 1)["total"]
                monkeypatch.setattr(samples, "COUNTED", 60)
                monkeypatch.setattr(samples, "FEW", 5)
                many = [id for page in range(1, 10) for id in ids(q, page, **asked)]
                monkeypatch.undo()
                assert sorted(many) == sorted(few) and len(many) == len(set(many)) == total, (q, asked)
                assert [id for id in many if int(id[1:]) % 9] == [id for id in few if int(id[1:]) % 9]
        db.session.rollback()


def test_B16_a_search_is_counted_to_a_thousand_and_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where hits are few enough to look at each, all are counted."""
    with app.app_context():
        lay([{"id": f"s{n:04}", "archive_no": f"2026-{n + 1:06}", "type": "ring"} for n in range(1_100)])
        assert (find_samples("ring", None, None, 1)["total"], find_samples("ring", None, None, 1)["more"]) == (1_100, False)
        monkeypatch.setattr(samples, "FEW", 100)
        told = [find_samples("ring", None, None, page) for page in (1, 20, 21, 22, 23, 40)]
        assert [(one["total"], one["more"], len(one["samples"])) for one in told] == [
            (1_000, True, 50), (1_000, True, 50), (1_050, True, 50), (1_100, False, 50), (1_000, True, 0), (1_000, True, 0)
        ]  # fmt: skip
        assert find_samples("", None, None, 1)["total"] == 1_100
        assert db.session.scalar(select(func.count()).select_from(Finding)) == 1_100
        db.session.rollback()
