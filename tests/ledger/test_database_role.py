"""An office on PostgreSQL as a role that may only add to history: everything people do works, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from server import database_role
from server.app import create_app
from server.backup import archive
from server.backup.key import own_key
from server.backup.prove import prove
from server.config import Config
from server.database import db
from server.jobs import forget_sessions, open_cases
from server.ledger.rebuild import rebuild
from server.ledger.verify import verify
from tests.databases import Postgres
from tests.firm import PASSWORD, firm_in, good
from tests.slips.shop import Shop

ROLE = "loupe_office"
SERVER = Path(database_role.__file__).parent
FORBIDDEN = (
    "UPDATE ledger SET verdict = 'x'", "DELETE FROM ledger", "TRUNCATE ledger",
    "ALTER TABLE ledger DISABLE TRIGGER ALL", "DROP TABLE ledger",
    "DROP TRIGGER ledger_is_never_changed ON ledger", "DROP FUNCTION loupe_refuse() CASCADE", "DROP SCHEMA public CASCADE",
    "CREATE OR REPLACE FUNCTION loupe_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$",
    "UPDATE commits SET chain = 'x'", "DELETE FROM commits", "TRUNCATE commits",
    "UPDATE carriages SET courier = NULL", "TRUNCATE carriages",
    "UPDATE quarantine SET bytes = ''", "DELETE FROM quarantine", "TRUNCATE quarantine", "SET session_replication_role = replica",
    "DELETE FROM log_head", "DELETE FROM people", "DELETE FROM devices", "UPDATE alembic_version SET version_num = '0013'",
    "CREATE TABLE mine (n int)", f"ALTER ROLE {ROLE} SUPERUSER", f"GRANT postgres TO {ROLE}", "COPY ledger TO PROGRAM 'true'",
)  # fmt: skip


@pytest.fixture
def as_role(postgres: Postgres, tmp_path: Path) -> Iterator[Config]:
    url = postgres.fresh()
    database_role.grant(url, ROLE)
    assert database_role.grant(url, ROLE) is None, "said again it puts right what is there"
    yield Config(home=tmp_path / "office", database_url=url.replace("postgres@", f"{ROLE}@"), jobs=False)
    postgres.drop(url)


def test_SE2_everything_people_do_works_as_a_role_that_may_only_add_to_history(as_role: Config, tmp_path: Path) -> None:
    app = create_app(as_role)
    firm = firm_in(app)
    shop = Shop(firm)
    ring, other = shop.rings(2)
    shop.approved(ring)
    shop.say("mei", "scan_out", sample=ring, to=shop.ids["mei"])
    shop.say("kit", "scan_out", sample=ring, to=shop.ids["kit"])
    [case] = good(firm.boss.get("/api/cases"))["cases"]
    good(shop.seat("sue").post(f"/api/cases/{case['id']}/settle", {"decision": "place", "reason": "seen", "place": shop.tray}))
    good(firm.boss.patch(f"/api/samples/{other}", {"number": "A-7"}))
    lost = shop.phone("mei")
    good(firm.boss.post(f"/api/devices/{lost.id}/revoke"))
    lost.record("sighting", sample=ring, to=shop.tray)
    good(lost.push())
    [kept] = good(firm.boss.get("/api/quarantine"))["quarantine"]
    good(firm.boss.post(f"/api/quarantine/{kept['sha256']}/review", {"decision": "admit", "reason": "asked her"}))
    assert firm.browser().post("/api/session", {"login": "kit", "password": "wrong"}).status == 401
    good(firm.browser().post("/api/session", {"login": "kit", "password": PASSWORD}))
    assert shop.seat("kit").delete("/api/session").status == 204
    assert shop.phone("kit").pull()
    with app.app_context():
        open_cases(), forget_sessions()
        assert rebuild(write=True).good and verify().good
        db.engine.dispose()
    archive.write(as_role, tmp_path / "a.age", own_key(as_role).to_public())
    assert prove(as_role, tmp_path / "a.age", own_key(as_role)).good


def test_SE2_that_role_can_do_nothing_else(as_role: Config) -> None:
    done = []
    with psycopg.connect(as_role.database_url, autocommit=True) as connection:
        for statement in FORBIDDEN:
            try:
                connection.execute(statement)
                done.append(statement)
            except InsufficientPrivilege:
                pass  # by the right, before any trigger is asked
    assert done == []
    for mighty in ("postgres", ROLE):
        with pytest.raises(database_role.CannotGrant):
            database_role.grant(as_role.database_url if mighty == ROLE else as_role.database_url.replace(ROLE, mighty), "postgres")
    with pytest.raises(database_role.CannotGrant, match="no roles"):
        database_role.grant("sqlite:///x", ROLE)


def test_SE2_what_the_office_forgets_is_what_the_role_may_delete() -> None:
    named = {name for path in SERVER.rglob("*.py") for name in re.findall(r"\bdelete\(([A-Z]\w+)\)", path.read_text())}
    tables = {mapper.class_.__name__: mapper.local_table.name for mapper in db.Model.registry.mappers}
    assert {tables[name] for name in named} | {"import_parts", "import_rows"} == set(database_role.FORGOTTEN)
    assert {*database_role.ADDED, *database_role.DECIDED, *database_role.FORGOTTEN} <= set(tables.values())
