"""A backup holds the photos its database speaks of, and putting it back shows them again."""

from pathlib import Path

from click.testing import CliRunner

from server.app import create_app
from server.backup import back_up_photos
from server.cli import loupe
from server.config import Config
from tests.databases import Sqlite
from tests.firm import PASSWORD, InProcess, Seat, firm_in, good
from tests.media.pictures import jpeg, name_of


def test_a_second_backup_copies_only_what_is_new_and_no_draft(tmp_path: Path):
    photos, to = tmp_path / "photos", tmp_path / "backup" / "photos"
    (photos / "ab").mkdir(parents=True)
    (photos / "ab" / "ab1.jpg").write_bytes(b"one")
    (photos / "ab" / "ab2.jpg.1234").write_bytes(b"a draft")
    assert (back_up_photos(photos, to), back_up_photos(photos, to)) == (1, 0)
    (photos / "ab" / "ab3.png").write_bytes(b"two")
    assert back_up_photos(photos, to) == 1
    assert sorted(path.name for path in to.glob("*/*")) == ["ab1.jpg", "ab3.png"]


def test_a_backup_that_is_put_back_shows_its_photos(sqlite: Sqlite, tmp_path: Path):
    office, copy = Config(home=tmp_path / "office", database_url=sqlite.fresh(), jobs=False), tmp_path / "copy" / "loupe.sqlite"
    sent = jpeg()
    good(firm_in(create_app(office)).boss.talk("PUT", f"/api/photos/{name_of(sent)}", sent))
    copy.parent.mkdir()
    environment = {"LOUPE_HOME": str(office.home), "LOUPE_DATABASE_URL": office.database_url}
    done = CliRunner().invoke(loupe, ["backup", str(copy)], env=environment)
    assert done.exit_code == 0 and "2 new photo files" in done.output, done.output

    restored = Config(home=tmp_path / "restored", database_url=f"sqlite:///{copy}", jobs=False)
    restored.home.mkdir()
    (copy.parent / "photos").rename(restored.home / "photos")
    boss = Seat(InProcess(create_app(restored).test_client()))
    good(boss.post("/api/session", {"login": "boss", "password": PASSWORD}))
    assert boss.get(f"/api/photos/{name_of(sent)}").status == 200
