"""A backup is made while people work, proved, and put back while their phones have moved on: nothing they kept is lost."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from pyrage.x25519 import Identity
from sqlalchemy import make_url

from server.app import create_app
from server.backup import archive, nightly
from server.backup.cannot import CannotBackUp, CannotRestore
from server.backup.database import address, kind_of, put_in_place
from server.backup.kept import last_proof
from server.backup.key import own_key
from server.backup.prove import prove
from server.backup.restore import restore
from server.config import Config
from server.database import db
from server.ledger.cursor import Unconfirmed, head, writing
from server.ledger.epoch import confirm
from server.ledger.verify import verify
from server.office_lock import held_open
from server.people import totp
from server.sealed import KEYS, add_keys
from server.web import clock
from tests.firm import Firm, firm_at, firm_in, good
from tests.office import Office
from tests.people.test_second_step import code_app, code_of
from tests.phone import over_url
from tests.sync.careful_phone import CarefulPhone


def test_P5_an_older_backup_is_put_back_while_phones_have_moved_on(office: Office, tmp_path: Path) -> None:
    firm = firm_at(office)
    mei, tray = firm.person("Mei", "keeper"), firm.place("Tray")
    phone = CarefulPhone(over_url(office.url), seed=1, name="Mei's phone")
    assert phone.enrol(firm.invite("Mei's phone")).status == 200
    phone.by = mei
    [ring] = firm.samples(phone, 1, tray, push=False)
    assert phone.deliver() and phone.follow()
    file = tmp_path / "kept" / "loupe.age"
    made = office.command("backup", str(file))
    assert made.returncode == 0 and "whole" in made.stdout, made.stdout + made.stderr

    phone.record("scan_out", sample=ring, to=mei)
    assert phone.deliver() and phone.follow() and not phone.waiting()
    refused = office.command("restore", str(file))
    assert refused.returncode == 1 and "The office is open" in refused.stderr, refused.stderr
    office.stop()
    done = office.command("restore", str(file))
    assert done.returncode == 0 and "Mei's phone: last heard" in done.stdout, done.stdout + done.stderr
    office.start()

    # it may be looked at, and takes nothing before somebody says that it is the right one
    phone.record("scan_in", sample=ring, to=tray)
    assert not phone.deliver() and phone.follow()
    told = phone.send(phone.waiting())
    assert (told.status, told.json["code"], told.headers["Retry-After"]) == (503, "office_restored", "30")
    assert phone.rows["samples"][ring]["place"] == tray
    assert office.command("confirm-restore").returncode == 0
    assert office.command("confirm-restore").returncode == 1, "once"
    while phone.waiting():
        assert phone.deliver()
    assert phone.follow()
    kinds = [one["kind"] for one in good(firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]]
    assert sorted(kinds) == ["register", "scan_in", "scan_out"]
    assert office.command("verify").returncode == office.command("rebuild").returncode == 0


def test_a_backup_taken_while_a_phone_delivers_is_of_one_moment(config: Config, firm: Firm, tmp_path: Path) -> None:
    phone, tray = firm.phone(), firm.place("Tray")
    firm.samples(phone, 20, tray)
    told = archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    firm.samples(phone, 20, tray)
    proof = prove(config, tmp_path / "a.age", own_key(config))
    assert proof.good and proof.entries == told.entries and told.commit is not None


def test_an_office_that_is_still_hanging_up_is_waited_for_and_one_that_stays_is_not(
    config: Config, app: Flask, firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert firm.place("Tray")
    file = tmp_path / "a.age"
    archive.write(config, file, own_key(config).to_public())
    with app.app_context():
        db.engine.dispose()
    with still_open(config) as hang_up:
        monkeypatch.setattr("server.backup.restore.HANGS_UP_WITHIN_S", 0.3)
        with pytest.raises(CannotRestore, match="The office is open"):
            restore(config, file, own_key(config))
        monkeypatch.undo()
        later = threading.Timer(0.5, hang_up)
        later.start()
        assert restore(config, file, own_key(config)).aside
        later.join()


@contextmanager
def still_open(config: Config) -> Iterator[Callable[[], None]]:
    """As an office holds it: SQLite's by the lock in its home, PostgreSQL's by a connection."""
    with ExitStack() as held:
        if kind_of(config.database) == "sqlite":
            held.enter_context(held_open(config))
        else:
            held.enter_context(psycopg.connect(address(make_url(config.database))))
        yield held.close


def test_a_changed_byte_or_another_key_is_found_before_anything_is_touched(config: Config, firm: Firm, tmp_path: Path) -> None:
    file, broken = tmp_path / "a.age", tmp_path / "broken.age"
    archive.write(config, file, own_key(config).to_public())
    sealed = bytearray(file.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    broken.write_bytes(sealed)
    before = sorted(path.name for path in config.home.iterdir())
    for backup, key in ((broken, own_key(config)), (file, Identity.generate())):
        with pytest.raises(CannotRestore, match="cannot be read"):
            prove(config, backup, key)
    assert sorted(path.name for path in config.home.iterdir()) == before, "nothing is left lying about"
    assert b"SQLite" not in sealed and b"ledger" not in sealed
    with pytest.raises(CannotBackUp, match="never replaces"):
        archive.write(config, file, own_key(config).to_public())


def test_BU6_on_another_machine_code_apps_go_on_to_work(config: Config, firm: Firm, app: Flask, tmp_path: Path) -> None:
    firm.person("Sue", "supervisor", login=True)
    secret = code_app(firm.sign_in("Sue"))
    archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    machine = replace(config, home=tmp_path / "another machine")
    add_keys(machine, "made-there-before")
    restore(machine, tmp_path / "a.age", own_key(config))
    there = create_app(machine)
    with there.app_context():
        assert totp.use_up(firm.people["Sue"]["id"], code_of(secret), clock.now_ms())
        db.session.rollback()
    assert (machine.secrets / KEYS).read_text().split() == ["made-there-before", *(config.secrets / KEYS).read_text().split()]
    assert (machine.secrets / KEYS).stat().st_mode & 0o777 == 0o600


def test_P20_a_backup_of_a_ledger_that_was_tampered_with_is_not_good(sqlite, tmp_path: Path) -> None:
    config = Config(home=tmp_path / "office", database_url=sqlite.fresh(), jobs=False)
    firm = firm_in(create_app(config))
    firm.samples(firm.phone(), 3, firm.place("Tray"))
    with sqlite3.connect(config.database.removeprefix("sqlite:///")) as database:
        database.execute("DROP TRIGGER IF EXISTS ledger_is_never_changed")
        database.execute("UPDATE ledger SET order_ms = order_ms + 1 WHERE entry = 3")
    archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    proof = prove(config, tmp_path / "a.age", own_key(config))
    assert not proof.good and "3" in proof.said
    with pytest.raises(CannotRestore, match="not good"):
        restore(config, tmp_path / "a.age", own_key(config))


def test_P20_the_office_backs_itself_up_once_a_day_and_keeps_the_last_good_ones(
    config: Config, firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "KEPT", 2)
    folder = nightly.folder_of(config)
    days = 1_790_000_000_000
    for day in range(4):
        monkeypatch.setattr(nightly, "YOUNG_MS", -(10**15) if day else nightly.YOUNG_MS)
        monkeypatch.setattr("server.web.clock.now_ms", lambda day=day: days + day * 86_400_000)
        proof = nightly.nightly(config)
        assert proof is not None and proof.good and last_proof(folder) == proof
    assert len(list(folder.glob("loupe-*.age"))) == 2
    monkeypatch.undo()
    assert nightly.nightly(config) is None, "young enough"


def test_a_backup_of_the_other_kind_of_database_is_refused_untouched(sqlite, postgres, tmp_path: Path) -> None:
    ours = Config(home=tmp_path / "a", database_url=sqlite.fresh(), jobs=False)
    firm_in(create_app(ours))
    archive.write(ours, tmp_path / "a.age", own_key(ours).to_public())
    other = Config(home=tmp_path / "b", database_url=(url := postgres.fresh()), jobs=False)
    with pytest.raises(CannotRestore, match="on sqlite; this one is on postgresql"):
        restore(other, tmp_path / "a.age", own_key(ours))
    assert not list(other.home.glob("before-restore-*"))
    postgres.drop(url)


def test_what_was_there_before_is_kept(config: Config, firm: Firm, app, tmp_path: Path) -> None:
    archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    firm.place("Made after the backup")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    done = restore(config, tmp_path / "a.age", own_key(config))
    assert done.aside is not None and done.aside.stat().st_size > 10_000
    with app.app_context():
        assert confirm() and not confirm()


def test_BU4_a_restore_killed_right_after_the_swap_leaves_an_office_that_waits(
    config: Config, firm: Firm, app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    with app.app_context():
        before = head()
        db.session.remove()
        db.engine.dispose()

    def swap_and_die(*given: Any) -> None:
        put_in_place(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr("server.backup.restore.put_in_place", swap_and_die)
    with pytest.raises(KeyboardInterrupt):
        restore(config, tmp_path / "a.age", own_key(config))
    with app.app_context():
        assert head().epoch != before.epoch and head().commit == before.commit + 1, "it has begun its new epoch"
        with pytest.raises(Unconfirmed), writing() as tx:
            assert tx.number
        assert verify().good and confirm()
    assert firm.place("A tray"), "and goes on when it is confirmed"


def test_BU5_a_damaged_database_is_kept_as_it_lies_and_the_backup_put_in_its_place(sqlite, tmp_path: Path) -> None:
    config = Config(home=tmp_path / "office", database_url=sqlite.fresh(), jobs=False)
    firm_in(app := create_app(config))
    archive.write(config, tmp_path / "a.age", own_key(config).to_public())
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    place = Path(config.database.removeprefix("sqlite:///"))
    place.write_bytes(damaged := b"\0" * 4096 + place.read_bytes()[4096:])
    Path(f"{place}-wal").write_bytes(b"of the old one")
    done = restore(config, tmp_path / "a.age", own_key(config))
    assert done.aside is not None and done.aside.read_bytes() == damaged
    assert not Path(f"{place}-wal").exists()
    with app.app_context():
        assert verify().good and confirm()
