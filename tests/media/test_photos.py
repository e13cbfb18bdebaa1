"""Photos by content: put once or fifty times, whole or not at all, seen only by those who belong to the firm."""

import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from server.database import db
from server.ledger.cursor import head
from server.media import folder as media_folder
from server.media.tables import Photo
from tests.firm import Firm, Seat, firm_at, good
from tests.media.pictures import SECRET, flat_png, jpeg, moving, name_of, scene, with_everything, written
from tests.phone import Reply

UNKNOWN = "f" * 64


def put(seat: Seat, sent: bytes, name: str | None = None, type: str = "image/jpeg") -> Reply:
    return seat.talk("PUT", f"/api/photos/{name or name_of(sent)}", sent, {"Content-Type": type})


def fetched(seat: Seat, name: str, size: str = "full"):
    return seat.talk.client.get(f"/api/photos/{name}?size={size}")


def files(app: Flask) -> list[Path]:
    return sorted(path for path in (app.config["LOUPE"].home / "photos").rglob("*") if path.is_file())


def test_a_phone_puts_a_photo_and_the_firm_sees_it(firm: Firm):
    sent = jpeg()
    told = good(put(firm.seat_of(firm.phone()), sent))["photo"]
    assert (told["sha256"], told["type"], told["width"], told["height"]) == (name_of(sent), "image/jpeg", 640, 480)
    firm.person("Ken", "holder", login=True)
    for seat in (firm.boss, firm.seat_of(firm.phone()), firm.sign_in("Ken")):
        got = fetched(seat, told["sha256"])
        assert (got.status_code, got.mimetype, len(got.data)) == (200, "image/jpeg", told["bytes"])
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert got.headers["Content-Disposition"].startswith("inline; filename=")
        assert len(fetched(seat, told["sha256"], "thumb").data) < len(got.data)
        again = seat.talk.client.get(f"/api/photos/{told['sha256']}", headers={"If-None-Match": got.headers["ETag"]})
        assert again.status_code == 304


def test_P19_no_byte_in_the_folder_says_where_the_safe_is(firm: Firm, app: Flask):
    sent = with_everything()
    good(put(firm.seat_of(firm.phone()), sent))
    kept = [path.read_bytes() for path in files(app)]
    assert len(kept) == 2 and SECRET in sent
    assert not any(SECRET in content or b"Exif" in content for content in kept)


def test_the_same_photo_again_has_the_same_answer_and_no_other_effect(firm: Firm, app: Flask):
    seat, sent = firm.seat_of(firm.phone()), jpeg()
    first = good(put(seat, sent))
    before = [(path, path.stat().st_mtime_ns) for path in files(app)]
    with app.app_context():
        commit = head().commit
    assert good(put(firm.boss, sent)) == first
    assert [(path, path.stat().st_mtime_ns) for path in files(app)] == before
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Photo)) == 1
        assert head().commit == commit, "a photo is no entry of history"


@pytest.mark.parametrize("seat_of", ["anonymous", "revoked"])
def test_P18_nobody_else_puts_or_sees_a_photo(firm: Firm, app: Flask, seat_of: str):
    sent = jpeg()
    phone = firm.phone()
    good(put(firm.seat_of(phone), sent))
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    seat = firm.browser() if seat_of == "anonymous" else firm.seat_of(phone)
    status, code = (401, "not_signed_in") if seat_of == "anonymous" else (403, "device_revoked")
    for reply in (put(seat, jpeg(seed=2)), seat.get(f"/api/photos/{name_of(sent)}"), seat.get(f"/api/photos/{UNKNOWN}")):
        assert (reply.status, reply.json["code"]) == (status, code)
    assert len(files(app)) == 2


@pytest.mark.parametrize("name", [UNKNOWN, "x", "..%2f..%2fsecrets", "A" * 64, name_of(jpeg()).upper(), name_of(jpeg())[:-1]])
def test_a_photo_that_is_not_what_its_name_says_is_refused(firm: Firm, app: Flask, name: str):
    told = put(firm.boss, jpeg(), name)
    assert told.status == (405 if "secrets" in name else 422)  # an address above the folder is no address of a photo
    assert told.status == 405 or told.json["code"] == "photo_name_wrong"
    assert files(app) == []


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture"),
        (jpeg()[:5000], "not_a_picture"),
        (moving("PNG"), "picture_moves"),
        (flat_png(7000, 7000), "picture_too_large"),
        (b'{"a": 1}', "not_a_picture"),
    ],
    ids=["nothing", "svg", "torn", "moving", "bomb", "json"],
)
def test_what_is_no_photo_is_refused_in_words_and_nothing_is_kept(firm: Firm, app: Flask, sent: bytes, code: str):
    told = put(firm.boss, sent)
    assert (told.status, told.json["code"]) == (422, code)
    assert code not in told.json["message"] and files(app) == []
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Photo)) == 0


def test_more_than_four_megabytes_are_refused(firm: Firm, app: Flask):
    told = put(firm.boss, jpeg() + b"\0" * (4 * 1024 * 1024))
    assert (told.status, told.json["code"]) == (413, "too_large")
    assert files(app) == []


@pytest.mark.parametrize(("kind", "type"), [("PNG", "image/png"), ("WEBP", "image/jpeg"), ("JPEG", "image/jpeg")])
def test_the_type_is_read_from_the_bytes_and_never_from_what_is_said(firm: Firm, kind: str, type: str):
    sent = written(scene(), kind)
    assert good(put(firm.boss, sent, type="text/html"))["photo"]["type"] == type
    assert fetched(firm.boss, name_of(sent)).mimetype == type


@pytest.mark.parametrize(("path", "status"), [(UNKNOWN, 404), ("x", 404), (f"{UNKNOWN}?size=huge", 422), (f"{UNKNOWN}?size=", 422)])
def test_a_photo_nobody_has_sent_yet_is_not_found(firm: Firm, path: str, status: int):
    assert firm.boss.get(f"/api/photos/{path}").status == status


def test_a_photo_whose_files_are_gone_is_taken_in_again(firm: Firm, app: Flask):
    """As after a database was put back and its folder was not."""
    sent = jpeg()
    first = good(put(firm.boss, sent))
    for path in files(app):
        path.unlink()
    assert firm.boss.get(f"/api/photos/{name_of(sent)}").status == 404
    assert good(put(firm.boss, sent)) == first
    assert fetched(firm.boss, name_of(sent)).status_code == 200


def test_P14_a_full_disk_is_said_photos_are_refused_and_reads_go_on(firm: Firm, app: Flask, monkeypatch: pytest.MonkeyPatch):
    kept = jpeg()
    good(put(firm.boss, kept))
    monkeypatch.setattr(media_folder, "RESERVE", 1 << 60)
    told = put(firm.boss, jpeg(seed=2))
    assert (told.status, told.json["code"], told.headers["Retry-After"]) == (503, "disk_full", "5")
    assert good(put(firm.boss, kept)) and fetched(firm.boss, name_of(kept)).status_code == 200
    phone = firm.phone()
    firm.samples(phone, 1, firm.place("Tray 1"))  # scans go on
    monkeypatch.undo()
    assert put(firm.boss, jpeg(seed=2)).status == 200


def test_P14_a_disk_that_fills_in_the_middle_of_a_file_leaves_nothing_half_written(firm: Firm, app: Flask):
    """The kernel itself refuses the write here: no file may grow past 8 kB (the thumbnail fits, the picture does not)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    sent = jpeg(1600, 1200)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, before[1]))
    try:
        told = put(firm.boss, sent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (told.status, told.json["code"]) == (503, "disk_full")
    assert [path.name for path in files(app)] == [f"{name_of(sent)}.thumb.jpg"], "no draft is left"
    assert firm.boss.get(f"/api/photos/{name_of(sent)}").status == 404
    assert put(firm.boss, sent).status == 200


def test_fifty_puts_of_the_same_photo_at_once_make_one(office):
    firm, sent, start = firm_at(office), jpeg(1600, 1200), Barrier(50)
    seats = [firm.boss] + [firm.seat_of(firm.phone()) for _ in range(3)]

    def one(n: int) -> Reply:
        start.wait(60)
        return put(seats[n % 4], sent)

    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(one, range(50)))
    assert {reply.status for reply in replies} == {200}
    assert len({str(reply.json) for reply in replies}) == 1
    kept = sorted(path.name for path in (office.home / "photos").rglob("*") if path.is_file())
    assert kept == [f"{name_of(sent)}.jpg", f"{name_of(sent)}.thumb.jpg"]
