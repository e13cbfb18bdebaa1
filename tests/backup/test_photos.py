"""A backup holds the photos its database speaks of, and putting it back shows them again."""

from pathlib import Path

from click.testing import CliRunner

from server.app import create_app
from server.backup.photos import add_photos
from server.cli import loupe
from server.config import Config, to_environment
from tests.databases import Sqlite
from tests.firm import PASSWORD, InProcess, Seat, firm_in, good
from tests.media.pictures import jpeg, name_of


def test_a_second_backup_copies_only_what_is_new_and_no_draft(tmp_path: Path):
    photos, to = tmp_path / "photos", tmp_path / "backup" / "photos"
    (photos / "ab").mkdir(parents=True)
    (photos / "ab" / "ab1.jpg").write_bytes(b"one")
    (photos / "ab" / "ab2.jpg.1234").write_bytes(b"a draft")
    assert (add_photos(photos, to), add_photos(photos, to)) == (1, 0)
    (photos / "ab" / "ab3.png").write_bytes(b"two")
    assert add_photos(photos, to) == 1
    assert sorted(path.name for path in to.glob("*/*")) == ["ab1.jpg", "ab3.png"]


def test_a_backup_that_is_put_back_shows_its_photos(sqlite: Sqlite, tmp_path: Path):
    office, file = Config(home=tmp_path / "office", database_url=sqlite.fresh(), jobs=False), tmp_path / "kept" / "loupe.age"
    sent = jpeg()
    good(firm_in(create_app(office)).boss.talk("PUT", f"/api/photos/{name_of(sent)}", sent))
    done = CliRunner().invoke(loupe, ["backup", str(file)], env=to_environment(office))
    assert done.exit_code == 0 and "2 photos" in done.output, done.output

    elsewhere = Config(home=tmp_path / "elsewhere", database_url=f"sqlite:///{tmp_path / 'elsewhere' / 'loupe.sqlite'}", jobs=False)
    key = office.home / "secrets" / "backup_key"
    done = CliRunner().invoke(loupe, ["restore", str(file), "--key", str(key)], env=to_environment(elsewhere))
    assert done.exit_code == 0, done.output
    boss = Seat(InProcess(create_app(elsewhere).test_client()))
    good(boss.post("/api/session", {"login": "boss", "password": PASSWORD}))
    assert boss.get(f"/api/photos/{name_of(sent)}").status == 200
