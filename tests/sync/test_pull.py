"""What a phone hears when it asks what changed: everything, once, in pages that never mix."""

import gzip

import orjson
import pytest
from flask import Flask
from sqlalchemy import delete, update

from server.database import db
from server.ledger.cursor import head, writing
from server.ledger.epoch import new_epoch
from server.ledger.gone import take_away
from server.ledger.tables import Case, Gone, Matter, Read
from server.people.tables import Device, Person
from server.stock.tables import Material, Place, Sample, Setting, Tag
from server.sync import pull
from server.sync.rows import GONE, TABLES
from tests.firm import Firm, good
from tests.sync.house import client_of, commit, ids, phone_of, put_back, put_in, shown


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "PAGE_ROWS", 3)


def epoch_of(app: Flask) -> str:
    with app.app_context():
        return head().epoch


def changes(app: Flask, client, since: int, page: str | None = None, epoch: str | None = None):
    more = f"&page={page}" if page else ""
    return client.get(f"/api/sync/pull?since={since}&epoch={epoch or epoch_of(app)}{more}")


def all_pages(app: Flask, client, since: int) -> list[dict]:
    pages = [changes(app, client, since).json]
    while pages[-1]["page"]:
        pages.append(changes(app, client, since, pages[-1]["page"]).json)
    return pages


def test_S1_a_ring_that_changed_three_times_since_is_told_once_as_it_is_now(app: Flask) -> None:
    client = client_of(app)
    first = put_in(app, "ring")
    for status in ("out", "in_store", "lost"):
        put_in(app, "ring", status=status)

    told = changes(app, client, first).json

    assert [(row["id"], row["status"]) for row in shown(told)["samples"]] == [("ring", "lost")]
    assert told["to"] == first + 3 and told["page"] is None


def test_S1_what_did_not_change_since_is_not_told(app: Flask) -> None:
    client = client_of(app)
    put_in(app, "old ring")
    since = put_in(app, "known ring")
    put_in(app, "new ring")

    assert ids(changes(app, client, since).json) == ["new ring"]


def test_S1_nothing_new_is_an_empty_reply_that_ends_where_it_began(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "ring")
    told = changes(app, client, since).json
    assert told["tables"] == {} and told["gone"] == {} and told["to"] == since and told["page"] is None


def test_S1_a_reply_ends_at_the_head_with_the_chain_hash_there(app: Flask) -> None:
    client = client_of(app)
    put_in(app, "ring")
    with commit(app) as tx:
        tx.office("place_added", None, {"place": "tray"})
    told = changes(app, client, 1).json
    with app.app_context():
        assert (told["to"], told["chain"], told["epoch"]) == (head().commit, head().chain, head().epoch)


def test_S1_every_table_is_told_with_the_columns_of_the_protocol(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "x")
    with commit(app) as tx:
        n = tx.number
        db.session.add(Sample(id="ring", status="out", facts='{"gross_g": "4.210"}', at='{"tray": 2}', commit=n))
        db.session.add(Place(id="tray", kind="store", names={"zh-Hant": "三號盤"}, commit=n))
        db.session.add(Tag(code="T" * 16, target_kind="place", target="tray", issued_ms=1, commit=n))
        db.session.add(Tag(code="V" * 16, target_kind="sample", target="ring", issued_ms=1, void_ms=5, commit=n))
        db.session.add(Person(id="mei", names={"en": "Mei"}, roles=["keeper"], active=True, pin={"salt": "s"}, commit=n))
        db.session.add(Tag(code="B" * 16, target_kind="place", target="mei", issued_ms=1, commit=n))
        case = {"kind": "return_missing", "status": "open", "sample": "ring", "claims": [{"by": "mei"}], "waiting": []}
        db.session.add(Case(id="c", at_ms=1, opened_ms=2, commit=n, **case))
        for n_th, of in enumerate(("slip", "receipt", "repair"), 1):
            db.session.add(Matter(of=of, id=of, year=2026, n=n_th, status="draft", told='{"lines": []}', commit=n))
        db.session.add(Read(id="0" * 32, person="mei", notice="waits:a", at_ms=3, commit=n))
        tx.office("place_added", "mei", {"place": "tray"}, to="tray")

    told = shown(changes(app, client, since).json)

    assert {name: len(rows) for name, rows in told.items()} == {
        "samples": 1, "places": 1, "tags": 1, "people": 1, "cases": 1, "entries": 1, "reads": 1,
    } | dict.fromkeys(("slips", "receipts", "repairs"), 1)  # fmt: skip
    assert told["samples"][0]["facts"] == {"gross_g": "4.210"} and told["samples"][0]["at"] == {"tray": 2}
    assert told["places"][0] == {
        "id": "tray", "kind": "store", "parent": None, "names": {"zh-Hant": "三號盤"}, "tag": "T" * 16,
        "keeper": None, "retired": False, "offers": None, "commit": n,
    }  # fmt: skip
    assert told["people"][0] == {
        "id": "mei", "names": {"en": "Mei"}, "roles": ["keeper"], "active": True, "pin": {"salt": "s"}, "badge": "B" * 16, "commit": n
    }  # fmt: skip
    assert [told[name][0]["no"] for name in ("slips", "receipts", "repairs")] == ["S-2026-0001", "R-2026-0002", "D-2026-0003"]
    assert told["slips"][0] == {"id": "slip", "no": "S-2026-0001", "status": "draft", "told": {"lines": []}, "commit": n}
    assert (told["samples"][0]["photos"], told["samples"][0]["slip"], told["samples"][0]["entry_no"]) == ([], None, None)
    assert [tag["code"] for tag in told["tags"]] == ["V" * 16]
    assert told["cases"][0]["claims"] == [{"by": "mei"}] and told["cases"][0]["settled"] is None
    assert told["reads"][0] == {"id": "0" * 32, "person": "mei", "notice": "waits:a", "at_ms": 3, "commit": n}
    entry = told["entries"][0]
    assert (entry["kind"], entry["device"], entry["by"], entry["to"], entry["reasons"], entry["reverses"]) == (
        "place_added", "office", "mei", "tray", [], None
    )  # fmt: skip


ALONE = {
    "samples": lambda n: Sample(id="ring", status="out", commit=n),
    "places": lambda n: Place(id="tray", kind="store", names={}, commit=n),
    "people": lambda n: Person(id="mei", names={}, roles=[], active=True, pin=None, commit=n),
    "tags": lambda n: Tag(code="V" * 16, target_kind="sample", target="ring", issued_ms=1, void_ms=5, commit=n),
    "cases": lambda n: Case(id="c", kind="short", status="open", claims=[], waiting=[], at_ms=1, opened_ms=2, commit=n),
    "materials": lambda n: Material(id="jet", names={}, needs={}, commit=n),
    "settings": lambda n: Setting(key="mark", value=1, commit=n),
    "reads": lambda n: Read(id="0" * 32, person="mei", notice="waits:a", at_ms=3, commit=n),
    "gone": lambda n: Gone(of="samples", id="pin", commit=n),
} | {
    f"{of}s": lambda n, of=of: Matter(of=of, id=of, year=2026, n=1, status="draft", told="{}", commit=n)
    for of in ("slip", "receipt", "repair", "count", "fair")
}  # fmt: skip


def test_S1_what_changed_in_one_table_alone_is_told_whichever_that_is(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "x")
    for name, row in ALONE.items():
        with commit(app) as tx:
            db.session.add(row(tx.number))
        told = changes(app, client, since).json
        assert (set(told["tables"]), told["gone"]) == (({name}, {}) if name != "gone" else (set(), {"samples": ["pin"]})), name
        since = told["to"]
    with commit(app) as tx:
        tx.office("note", None, {})
    assert set(changes(app, client, since).json["tables"]) == {"entries"}
    assert {*ALONE, "entries"} == {table.name for table in (GONE, *TABLES)}


def test_S1_of_many_new_entries_those_come_that_a_phone_keeps_the_last_500_and_what_was_flagged(app: Flask, firm: Firm) -> None:
    phone, board = firm.phone(), firm.phone()
    board.pull()
    board.rows["entries"].clear()
    phone.record("scan_in", tag=firm.tags(1)[0], to=firm.place("Tray"))
    assert good(phone.push())["verdicts"][0]["verdict"] == "flagged"
    with commit(app) as tx:
        for _n in range(600):
            tx.office("note", None, {})
        last = tx.entry
    board.pull()
    flagged, *others = sorted(board.rows["entries"])
    assert others == list(range(last - 499, last + 1)) and board.rows["entries"][flagged]["device"] == phone.id


def test_S1_a_person_without_a_pin_has_none(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "x")
    with commit(app) as tx:
        db.session.add(Person(id="lok", names={"en": "Lok"}, roles=[], active=True, pin=None, commit=tx.number))
    assert shown(changes(app, client, since).json)["people"][0]["pin"] is None


def test_S1_an_undo_says_what_it_reverses(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "x")
    with commit(app) as tx:
        tx.office("undo", None, {"reverses": "an-earlier-one"})
    with commit(app) as tx:
        tx.office("undo", None, {"reverses": ["no", "id"]})
    assert [row["reverses"] for row in shown(changes(app, client, since).json)["entries"]] == ["an-earlier-one", None]


def test_S2_a_row_taken_away_is_told_until_it_is_written_again(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "ring", "pin")
    with commit(app) as tx:
        db.session.execute(delete(Sample).where(Sample.id == "ring"))
        take_away("samples", "ring", tx.number)
    told = changes(app, client, since).json
    assert told["gone"] == {"samples": ["ring"]} and ids(told) == []

    put_in(app, "ring")
    again = changes(app, client, since).json
    assert again["gone"] == {"samples": ["ring"]} and ids(again) == ["ring"], "removals are applied before rows"


def test_S3_pages_bring_every_row_once_in_the_order_of_commits(app: Flask, small_pages: None) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    for batch in (["a", "b"], ["c", "d", "e", "f", "g"], ["h"]):
        put_in(app, *batch)

    pages = all_pages(app, client, since)

    assert [ids(page) for page in pages] == [["a", "b", "c"], ["d", "e", "f"], ["g", "h"]]
    assert [page["page"] is None for page in pages] == [False, False, True]


def test_S3_a_page_that_ends_between_two_tables_of_one_commit_goes_on_there(app: Flask, small_pages: None) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    with commit(app) as tx:
        db.session.add_all(Place(id=f"tray-{n}", kind="store", names={"en": "Tray"}, commit=tx.number) for n in range(3))
        db.session.add_all(Sample(id=f"ring-{n}", status="in_store", commit=tx.number) for n in range(2))
        for _n in range(3):
            tx.office("place_added", None, {})
    told = [
        (name, row.get("entry", row["id"])) for page in all_pages(app, client, since) for name, rows in shown(page).items() for row in rows
    ]
    trays, rings = [("places", f"tray-{n}") for n in range(3)], [("samples", f"ring-{n}") for n in range(2)]
    assert told == [*trays, *rings, ("entries", 1), ("entries", 2), ("entries", 3)]


def test_S3_a_page_may_be_asked_for_again_and_is_the_same(app: Flask, small_pages: None) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    put_in(app, *"abcdefgh")
    page = changes(app, client, since).json["page"]
    assert changes(app, client, since, page).json == changes(app, client, since, page).json


def test_S3_a_row_that_changes_between_two_pages_arrives_as_it_is_at_the_end(app: Flask, small_pages: None) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    put_in(app, *"abcdefgh")
    first = changes(app, client, since).json
    put_in(app, "a", "h", status="out")

    held = {row["id"]: row["status"] for row in shown(first)["samples"]}
    page = first["page"]
    while page:
        told = changes(app, client, since, page).json
        held |= {row["id"]: row["status"] for row in shown(told)["samples"]}
        page = told["page"]

    assert held == dict.fromkeys("bcdefg", "in_store") | {"a": "out", "h": "out"} and told["to"] == since + 2


def test_S5_another_epoch_is_told_and_which_one_it_is_now(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "ring")
    before = epoch_of(app)
    with app.app_context():
        new_epoch("test")
    refused = changes(app, client, since, epoch=before)
    assert refused.status_code == 409 and refused.json["code"] == "epoch_changed"
    assert refused.json["epoch"] == epoch_of(app) != before and refused.json["head"] == since + 1


def test_S5_a_phone_ahead_of_the_office_is_told_to_begin_again(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "ring")
    assert changes(app, client, since + 1).json["code"] == "epoch_changed"
    assert changes(app, client, 10**30).json["code"] == "epoch_changed"


def test_S5_a_page_of_the_former_epoch_is_not_gone_on_with(app: Flask, small_pages: None) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    put_in(app, *"abcdefgh")
    page = changes(app, client, since).json["page"]
    with app.app_context():
        new_epoch("test")
    assert changes(app, client, since, page).json["code"] == "epoch_changed"


def test_P13_rows_of_a_history_that_was_put_back_without_a_word_are_not_built_on(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "ring")
    known = changes(app, client, since).json["chain"]
    put_in(app, "another")
    asked = f"/api/sync/pull?since={since}&epoch={epoch_of(app)}&chain={known}"
    assert client.get(asked).json["to"] == since + 1
    put_back(app)
    refused = client.get(asked)
    assert refused.status_code == 409 and refused.json["code"] == "epoch_changed" and refused.json["epoch"] == epoch_of(app)


@pytest.mark.parametrize("is_first", [True, False])
def test_P13_nor_are_its_pages_gone_on_with(app: Flask, small_pages: None, is_first: bool) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    put_in(app, *"abcdefgh")
    page = changes(app, client, 0 if is_first else since).json["page"]
    while is_first and page.startswith("s"):
        page = changes(app, client, 0, page).json["page"]
    put_back(app)
    assert changes(app, client, 0 if is_first else since, page).json["code"] == "epoch_changed"


def test_S6_the_chain_hash_at_every_commit_can_be_asked_for(app: Flask) -> None:
    client = client_of(app)
    put_in(app, "ring")
    with commit(app) as tx:
        tx.office("place_added", None, {})
        at = tx.number
    known = changes(app, client, at).json["chain"]
    put_in(app, "ring")
    assert client.get(f"/api/sync/chain?at={at}").json == {"at": at, "chain": known}
    assert client.get("/api/sync/chain?at=0").json["chain"] == "0" * 64
    assert client.get(f"/api/sync/chain?at={at + 2}").json["code"] == "epoch_changed"


def test_S7_without_a_device_of_the_firm_nothing_is_told(app: Flask) -> None:
    put_in(app, "ring")
    stranger = app.test_client()
    for path in ("/api/sync/pull?since=0", "/api/sync/chain?at=0"):
        assert stranger.get(path).status_code == 401 and stranger.get(path).json["code"] == "unknown_device"


def test_P10_a_revoked_phone_is_told_nothing_from_the_next_call_on(app: Flask) -> None:
    phone = phone_of(app)
    assert phone.pull()[-1].status == 200
    with app.app_context(), writing():
        db.session.execute(update(Device).values(state="revoked"))
    refused = phone.pull()[-1]
    assert refused.status == 403 and refused.json["code"] == "device_revoked"


BAD = (
    "", "since=", "since=abc", "since=-1", "since=1.5", "since=NaN", "since=1", "since=1&epoch=", "since=0&page=xyz", "since=0&page=%00",
    "since=0&page=c~00000000~1~{chain}~samples~a", "since=0&page=c~{epoch}~1~{chain}~nothing~a",
    "since=0&page=c~{epoch}~1~{chain}~entries~a", "since=0&page=c~{epoch}~1~{chain}~entries~99999999999999999999",
    "since=0&page=c~{epoch}~1~ffffffff~samples~a", "since=0&page=c~{epoch}~1~samples~a", "since=0&page=s~{epoch}~1~{chain}~~0",
    "since=0&page=s~{epoch}~999999999999999999~{chain}~~9", "since=0&page=s~{epoch}~0~00000000~~7", "since=0&page=s~{epoch}~0~00000000~~x",
    "since=0&page=c~{epoch}~999999999999999999~{chain}~~", "since=1&epoch=%F0", "since=1&epoch={epoch}&chain=xyz",
    "since=1&epoch=%F0%9F%92%8D", "since=0&page=" + "a" * 5_000, "since=1&epoch=" + "e" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_S7_bad_input_is_answered_with_a_code_and_a_sentence(app: Flask, query: str) -> None:
    client = client_of(app)
    put_in(app, "ring")
    with app.app_context():
        query = query.replace("{epoch}", head().epoch[:8]).replace("{chain}", head().chain[:8])
    refused = client.get("/api/sync/pull?" + query)
    assert 400 <= refused.status_code < 500 and refused.json["code"] and not refused.json["message"].startswith("Refused:")


@pytest.mark.parametrize("query", ["", "at=abc", "at=-1", "at=%F0%9F%92%8D", f"at={10**30}"])
def test_S7_bad_input_for_the_chain_too(app: Flask, query: str) -> None:
    refused = client_of(app).get("/api/sync/chain?" + query)
    assert 400 <= refused.status_code < 500 and refused.json["code"]


def test_S1_a_long_reply_is_compressed_for_those_who_take_it(app: Flask) -> None:
    client = client_of(app)
    since = put_in(app, "known")
    put_in(app, *(f"ring {n}" for n in range(50)))
    plain = changes(app, client, since)
    zipped = client.get(f"/api/sync/pull?since={since}&epoch={epoch_of(app)}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers and zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.data) < len(plain.data) / 4 and orjson.loads(gzip.decompress(zipped.data)) == plain.json
