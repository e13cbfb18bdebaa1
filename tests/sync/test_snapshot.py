"""The first sync: everything at one commit, made once, and what changed since on top."""

import gzip
import threading
from pathlib import Path

import orjson
import pytest
from flask import Flask

from server.database import db
from server.ledger.cursor import head
from server.ledger.epoch import new_epoch
from server.stock.tables import Tag
from server.sync import pull, snapshot, snapshot_pages
from tests.sync.house import client_of, commit, ids, phone_of, put_back, put_in, shown

RINGS = [f"ring-{n:02}" for n in range(20)]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "PAGE_ROWS", 6)
    monkeypatch.setattr(snapshot_pages, "STEP_ROWS", 3)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The commits at which a snapshot was made."""
    commits: list[int] = []
    real = snapshot.pages_of

    def pages_of(connection, at):
        commits.append(at.commit)
        return real(connection, at)

    monkeypatch.setattr(snapshot, "pages_of", pages_of)
    return commits


def first(client, page: str | None = None) -> dict:
    return client.get("/api/sync/pull?since=0" + (f"&page={page}" if page else "")).json


def whole(client, page: str | None = None) -> list[dict]:
    pages = [first(client, page)]
    while pages[-1]["page"]:
        pages.append(first(client, pages[-1]["page"]))
    return pages


def forget(app: Flask) -> None:
    """As a restarted process does."""
    app.extensions.pop("loupe_snapshots", None)


def test_S4_a_first_sync_brings_every_row_once_and_ends_at_the_head(app: Flask) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    pages = whole(client)
    assert sorted(id for page in pages for id in ids(page)) == RINGS
    with app.app_context():
        assert (pages[-1]["to"], pages[-1]["chain"], pages[-1]["epoch"]) == (head().commit, head().chain, head().epoch)
    assert len(pages) > 3 and {row["kind"] for page in pages for row in shown(page).get("places", [])} >= {"lost", "sold"}


def test_S4_an_empty_office_has_a_first_sync_too(app: Flask) -> None:
    assert whole(client_of(app))[-1]["to"] == 0


def test_S4_a_first_sync_equals_following_every_change(app: Flask) -> None:
    follower, newcomer = phone_of(app, 1), phone_of(app, 2)
    follower.pull()
    for n in range(4):
        put_in(app, *RINGS[n : n + 9], status="out", quantity=n + 1)
        with commit(app) as tx:
            db.session.add(Tag(code=f"{n}" * 16, target_kind="sample", target=RINGS[n], issued_ms=1, void_ms=2, commit=tx.number))
            tx.office("tag_issued", None, {}, sample=RINGS[n])
        follower.pull()
    newcomer.pull()
    assert newcomer.rows == follower.rows and newcomer.chain == follower.chain


def test_S4_only_the_last_500_entries_come_with_a_first_sync(app: Flask) -> None:
    phone = phone_of(app)
    for _n in range(3):
        with commit(app) as tx:
            for _m in range(200):
                tx.office("note", None, {})
    phone.pull()
    assert sorted(phone.rows["entries"]) == list(range(101, 601))


def test_S4_it_is_made_once_and_reused_with_the_changes_since_on_top(app: Flask, made: list[int]) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    whole(client)
    put_in(app, "late ring")
    pages = whole(client)
    assert made == [1] and ids(pages[-1]) == ["late ring"] and pages[-1]["to"] == 2


def test_S4_too_far_behind_it_is_made_anew(app: Flask, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST_BEHIND", 2)
    client = client_of(app)
    for n in range(4):
        put_in(app, f"ring {n}")
        whole(client)
    assert made == [1, 4]


def test_S4_two_requests_at_once_make_it_once(app: Flask, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(app, *RINGS)
    with_cookie = client_of(app).get_cookie("loupe_device").value
    all_asked, real_lock = threading.Barrier(6), snapshot._alone_in

    def each_alone(folder):
        all_asked.wait(20)  # none has begun to make one before each has found none
        return real_lock(folder)

    monkeypatch.setattr(snapshot, "_alone_in", each_alone)
    replies: list[dict] = []

    def ask() -> None:
        client = app.test_client()
        client.set_cookie("loupe_device", with_cookie)
        replies.append(first(client))

    threads = [threading.Thread(target=ask) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1] and len(replies) == 6 and all(reply == replies[0] for reply in replies)


def test_S4_rows_written_while_it_is_made_are_not_in_it_but_come_right_after(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(app, *RINGS)
    written: list[int] = []

    def meanwhile(_seconds: float) -> None:
        if not written:
            written.append(put_in(app, *RINGS, "new ring", status="out"))

    monkeypatch.setattr(snapshot_pages.time, "sleep", meanwhile)
    pages = whole(client_of(app))

    snapshots, on_top = pages[:-4], pages[-4:]
    assert written == [2] and all(page["to"] == 1 for page in snapshots) and on_top[-1]["to"] == 2
    assert {row["status"] for page in snapshots for row in shown(page).get("samples", [])} == {"in_store"}, "a page never mixes"
    assert sorted(id for page in on_top for id in ids(page)) == ["new ring", *RINGS]


def test_S4_a_client_in_the_middle_goes_on_after_a_new_one_was_made(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST_BEHIND", 0)
    client = client_of(app)
    put_in(app, *RINGS)
    begun = first(client)
    put_in(app, "new ring")
    whole(client)
    rest = whole(client, begun["page"])
    assert {id for page in [begun, *rest] for id in ids(page)} == {"new ring", *RINGS}


def test_S4_a_client_in_the_middle_goes_on_after_a_restart(app: Flask, made: list[int]) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    begun = first(client)
    forget(app)
    assert {id for page in [begun, *whole(client, begun["page"])] for id in ids(page)} == set(RINGS)
    whole(client)
    assert made == [1], "what lies on the disk is used"


def test_S4_one_that_is_gone_is_said_to_be_gone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST_BEHIND", 0)
    client = client_of(app)
    put_in(app, *RINGS)
    begun = first(client)
    for n in range(snapshot.KEPT):
        put_in(app, f"ring {n}")
        whole(client)
    refused = client.get(f"/api/sync/pull?since=0&page={begun['page']}")
    assert refused.status_code == 409 and refused.json["code"] == "snapshot_gone"
    assert len([path for path in (app.config["LOUPE"].home / "snapshots").iterdir() if path.is_dir()]) == snapshot.KEPT


def test_S5_after_a_restore_a_snapshot_of_the_former_epoch_serves_nobody(app: Flask, made: list[int]) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    begun = first(client)
    with app.app_context():
        new_epoch("test")
    forget(app)
    assert whole(client)[-1]["epoch"] != begun["epoch"] and made == [1, 2]
    page = begun["page"]
    while page and (told := first(client, page)).get("code") is None:
        page = told["page"]
    assert told["code"] == "epoch_changed"


def test_S4_it_travels_compressed_and_plain_for_those_who_do_not_take_gzip(app: Flask) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    zipped = client.get("/api/sync/pull?since=0", headers={"Accept-Encoding": "gzip, br"})
    plain = client.get("/api/sync/pull?since=0", headers={"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert orjson.loads(gzip.decompress(zipped.data)) == plain.json and zipped.headers["Cache-Control"] == "no-store"


def test_S4_a_full_disk_costs_the_copy_not_the_sync(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    client = client_of(app)
    put_in(app, *RINGS)
    monkeypatch.setattr(Path, "write_bytes", full)
    assert sorted(id for page in whole(client) for id in ids(page)) == RINGS


@pytest.mark.parametrize("is_restarted", [True, False])
def test_P13_a_snapshot_of_a_history_that_was_put_back_serves_nobody(app: Flask, made: list[int], is_restarted: bool) -> None:
    client = client_of(app)
    put_in(app, *RINGS)
    page = first(client)["page"]
    assert len(made) == 1 and page.startswith("s")
    put_back(app)
    if is_restarted:
        forget(app)
    assert whole(client)[-1]["to"] == made[0] and len(made) == 2, "made anew"


def test_S4_half_written_or_foreign_files_in_its_folder_harm_nobody(app: Flask) -> None:
    folder = app.config["LOUPE"].home / "snapshots"
    (folder / "draft-x").mkdir(parents=True)
    (folder / "not_a_snapshot_at_all").mkdir()
    (folder / "note.txt").write_text("mine")
    client = client_of(app)
    put_in(app, *RINGS)
    assert len(whole(client)) > 3 and (folder / "note.txt").read_text() == "mine"
