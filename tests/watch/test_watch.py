"""What machines and supervisors are told of the office's own health."""

import json
import os
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from server import jobs
from server.app import create_app
from server.backup.kept import PROVED, Proof, folder_of, keep
from server.config import Config
from server.database import db
from server.ledger.cursor import writing
from server.ledger.epoch import confirm, new_epoch
from server.ledger.tables import Case, LogHead
from server.people.tables import Device
from server.watch import counts, ready
from server.watch.counts import Counts
from server.watch.verified import last_verified, verify_daily
from server.web import clock
from tests.firm import Firm, good
from tests.office import Office
from tests.sync.lines import firm_of, line_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def figures(client: FlaskClient) -> dict[str, float]:
    """Every sample of the text format, under its name with its labels."""
    told = client.get("/metrics")
    assert told.status_code == 200 and told.content_type == "text/plain; version=0.0.4; charset=utf-8", told.text
    lines = [line for line in told.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_OB1_live_and_ready_tell_anybody_whether_the_office_works_and_nothing_more(app: Flask, monkeypatch) -> None:
    client, home = app.test_client(), app.config["LOUPE"].home
    assert client.get("/live").json == {"live": True}
    well = client.get("/ready")
    assert (well.status_code, well.json, well.headers["Cache-Control"]) == (200, {"ready": True, "wrong": []}, "no-store")

    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'of another version'"))
        db.session.commit()
    monkeypatch.setattr(ready.tempfile, "TemporaryFile", lambda dir: FileIO("/dev/full", "w"))
    ill = client.get("/ready")
    assert (ill.status_code, ill.json) == (503, {"ready": False, "wrong": ["database_not_migrated", "home_not_writable"]})
    with app.app_context():
        db.session.execute(text("DROP TABLE alembic_version"))
        db.session.commit()
    assert client.get("/ready").json["wrong"] == ["database_not_migrated", "home_not_writable"]
    assert str(home) not in ill.text


def test_OB1_live_answers_and_ready_says_503_while_the_database_is_away(tmp_path: Path) -> None:
    for away in ("postgresql://nobody@127.0.0.1:9/none", f"sqlite:///{tmp_path}/no/such/folder.sqlite"):
        (home := tmp_path / "office").mkdir(exist_ok=True)
        client = create_app(Config(home=home, database_url=away)).test_client()
        assert client.get("/live").status_code == 200
        assert (client.get("/ready").status_code, client.get("/ready").json["wrong"]) == (503, ["database_unreachable"])
        assert client.get("/metrics").status_code == 503


def test_OB2_the_figures_say_what_phones_owe_and_how_the_office_is(firm: Firm, app: Flask, config: Config) -> None:
    phone, tray = firm.phone(name='Mei\'s "phone"'), firm.place("Tray")
    firm.samples(phone, 3, tray)
    hidden = phone.record("sighting", sample=None, tag="TAG")
    later = phone.record("sighting", sample=None, tag="TAG")
    good(phone.send([later]))
    now = clock.now_ms()
    with app.app_context():
        owing = {"owes": 7, "owes_since_ms": now - 90_000, "offset_ms": -4_000}
        db.session.execute(update(Device).where(Device.id == phone.id).values(**owing))
        case = {"kind": "custody", "claims": [], "at_ms": now, "opened_ms": now, "waiting": [], "commit": 1}
        db.session.add_all(Case(id=str(n), status=status, **case) for n, status in enumerate(["open", "open", "provisional", "settled"]))
        db.session.commit()
    never = figures(client := app.test_client())
    assert [never[f"loupe_{name}_age_seconds"] for name in ("backup", "proof", "verification")] == [float("inf")] * 3
    (folder := folder_of(config)).mkdir()
    (folder / "loupe-1.age").touch()
    keep(folder / PROVED, Proof("loupe-1.age", now, now - 60_000, True, 1, 0, "whole"))
    with app.app_context():
        assert verify_daily(config)
    told = figures(client)
    of = f'{{device="{phone.id}"}}'
    assert told[f'loupe_device_info{{device="{phone.id}",name="Mei\'s \\"phone\\""}}'] == 1
    assert (told[f"loupe_device_owes{of}"], told[f"loupe_device_clock_offset_seconds{of}"]) == (7, -4)
    assert 90 <= told[f"loupe_device_owes_oldest_seconds{of}"] < 150 and told[f"loupe_device_contact_age_seconds{of}"] < 60
    assert (told['loupe_cases{status="open"}'], told['loupe_cases{status="provisional"}']) == (2, 1)
    assert (told["loupe_held_records"], told["loupe_quarantine_records"], told["loupe_quarantine_unreviewed"]) == (1, 0, 0)
    assert told['loupe_verdicts_total{verdict="accepted"}'] == 3 and told['loupe_verdicts_total{verdict="held"}'] == 1
    pushes = told["loupe_push_seconds_count"]
    assert pushes == told['loupe_push_seconds_bucket{le="+Inf"}'] >= 2 and 0 < told["loupe_push_seconds_sum"] < 60
    assert told["loupe_backup_age_seconds"] < 60 <= told["loupe_proof_age_seconds"] < 120 > told["loupe_verification_age_seconds"]
    assert told["loupe_proof_good"] == told["loupe_verification_good"] == 1 and told["loupe_restore_waits"] == 0
    assert told["loupe_head_commit"] == good(firm.boss.get("/api/status"))["head"] and told["loupe_live_lines"] == 0
    assert hidden.seq < later.seq


@on_sqlite
def test_OB3_only_this_machine_or_who_has_the_token_reads_the_figures(app: Flask, config: Config) -> None:
    token = (config.secrets / "metrics_token").read_text()
    client = app.test_client()

    def asked(address: str = "127.0.0.1", base: str = "http://localhost", **headers: str) -> int:
        return client.get("/metrics", base_url=base, environ_base={"REMOTE_ADDR": address}, headers=headers).status_code

    assert [asked(), asked("::1"), asked("::ffff:127.0.0.1", "http://127.0.0.1:8080")] == [200] * 3
    assert [asked("192.168.1.7"), asked(""), asked(base="https://localhost"), asked(base="http://192.168.1.7")] == [401] * 4
    assert [asked(**{name: "10.0.0.1"}) for name in ("X-Forwarded-For", "Via", "Forwarded", "X-Real-IP")] == [401] * 4
    for right in (f"Bearer {token}", f"bearer  {token}"):
        assert asked("192.168.1.7", "https://localhost", Authorization=right) == 200
    for wrong in ("Bearer", "Bearer x", f"Basic {token}", "Bearer \xff\xe9", token):
        assert asked("192.168.1.7", Authorization=wrong) == 401
    refused = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.168.1.7"})
    assert refused.json["code"] == "metrics_closed" and token not in refused.text
    for settings in ({"proxies": 1}, {"public_url": "https://loupe.example.com"}):
        behind = create_app(Config(home=config.home, database_url=config.database_url, **settings)).test_client()
        assert behind.get("/metrics").status_code == 401, "through a proxy everybody seems to be this machine"


def test_OB4_what_several_processes_count_is_summed_and_outlives_them(tmp_path: Path, monkeypatch) -> None:
    one, other = Counts(tmp_path), Counts(tmp_path)
    one.push(0.02, ["accepted", "flagged"])
    one.line(1)
    other.push(7, ["accepted"])
    other.line(1)
    other.line(1)
    told = one.sums()
    assert told == other.sums() and (told["accepted"], told["flagged"], told["lines"], told["0.025"], told["10.0"]) == (2, 1, 3, 1, 1)
    del one  # as when its process ends: the kernel lets go of its file
    assert (other.sums()["accepted"], other.sums()["lines"]) == (2, 2)
    third = Counts(tmp_path)
    third.push(0.02, ["accepted"])
    assert (third.sums()["accepted"], third.sums()["0.025"], third.sums()["lines"]) == (3, 2, 2)
    assert len(list(tmp_path.iterdir())) == 2

    def full(*_given: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(counts.os, "pwrite", full)
    third.push(0.02, ["accepted"])
    monkeypatch.undo()
    third.line(0)
    assert third.sums()["accepted"] == 4, "a full disk delays a count and stops nobody"


def test_OB5_the_ledger_is_walked_once_a_day_and_the_last_good_day_is_remembered(firm: Firm, app: Flask, config: Config, later) -> None:
    firm.samples(firm.phone(), 2, firm.place("Tray"))
    with app.app_context():
        assert verify_daily(config).good and verify_daily(config) is None
        first = last_verified(config)
        assert first and first.good and first.at_ms == first.good_ms and first.entries >= first.commit > 0
        later(21 * 60)
        db.session.execute(update(LogHead).values(chain="0" * 64))
        db.session.commit()
        assert not verify_daily(config).good
        bad = last_verified(config)
        assert bad and not bad.good and bad.good_ms == first.good_ms and "NOT whole" in bad.said
        assert verify_daily(config) is None, "nobody is told every hour"
    told = figures(app.test_client())
    later(0)
    assert told["loupe_verification_good"] == 0 and 21 * 3600 <= told["loupe_verification_age_seconds"] < 22 * 3600
    shown = good(firm.boss.get("/api/watch"))
    assert shown["verified"] == {"at_ms": bad.at_ms, "good": False, "good_ms": first.good_ms, "said": bad.said}
    assert (shown["backup_ms"], shown["proof"], shown["restored"]) == (None, None, None)


@on_sqlite
def test_OB5_a_ledger_that_is_not_whole_is_an_error_in_the_log(firm: Firm, app: Flask, config: Config) -> None:
    with app.app_context():
        db.session.execute(update(LogHead).values(chain="0" * 64))
        db.session.commit()
    job = next(job for job in jobs.JOBS if job.name == "verify")
    with structlog.testing.capture_logs() as logged:
        assert not jobs.run(app, job)
    assert [(line["log_level"], line["job"]) for line in logged] == [("error", "verify")] and not last_verified(config).good


def test_OB6_a_restore_that_waits_is_told_to_phones_and_supervisors_and_stops_no_job(firm: Firm, app: Flask) -> None:
    phone, tray = firm.phone(), firm.place("Tray")
    firm.person("Keeper", "keeper", login=True)
    assert good(phone.send([]))["restored_ms"] is None
    with app.app_context():
        new_epoch("backup put back", unconfirmed=True, made_ms=1_700_000_000_000)
        db.session.add(Case(id="c", kind="custody", status="provisional", claims=[], at_ms=1, opened_ms=1, waiting=["x"], commit=1))
        db.session.commit()
    phone.record("move", sample=None, tag="TAG", to=tray)
    refused = phone.send(phone.waiting())
    assert (refused.status, refused.json["code"]) == (503, "office_restored")
    at = good(phone.send([]))["restored_ms"]
    assert at == good(firm.boss.get("/api/status"))["restored_ms"] and clock.now_ms() - at < 60_000
    assert good(firm.boss.get("/api/watch"))["restored"] == {"at_ms": at, "made_ms": 1_700_000_000_000}
    assert firm.sign_in("Keeper").get("/api/watch").status == 403
    assert figures(app.test_client())["loupe_restore_waits"] == 1

    def write() -> None:
        with writing() as tx:
            assert tx.number

    with structlog.testing.capture_logs() as logged:
        assert jobs.run(app, jobs.JOBS[0]) and not jobs.run(app, jobs.Job("writes", 1, write))
    assert not logged, "every 15 s somebody would be called for nothing"
    with app.app_context():
        assert confirm()
        db.session.remove()
    assert jobs.run(app, jobs.JOBS[0])
    with app.app_context():
        assert db.session.get(Case, "c").status == "open"
    assert good(phone.send([]))["restored_ms"] is None


@on_sqlite
def test_OB4_a_line_is_counted_while_it_is_open_and_calls_are_logged_with_their_ids(office: Office) -> None:
    firm = firm_of(office)
    phone = firm.phone()
    client: Any = firm.boss.talk

    def lines() -> str:
        told = client.session.get(f"{office.url}/metrics", timeout=10).text
        return next(line for line in told.splitlines() if line.startswith("loupe_live_lines"))

    with line_of(phone), line_of(phone):
        assert lines() == "loupe_live_lines 2.0"
    office.kill()
    office.start()
    assert lines() == "loupe_live_lines 0.0"
    refused = firm.boss.get("/api/samples/nowhere")
    calls = [json.loads(line) for line in office.log.splitlines() if '"event": "call"' in line]
    assert [call["status"] for call in calls if call["request"] == refused.json["request"]] == [404]
    assert os.stat(office.home / "secrets" / "metrics_token").st_mode & 0o777 == 0o600
