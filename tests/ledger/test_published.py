"""A head that was kept elsewhere shows what nothing inside the database can: another history, whole in itself."""

import re
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import delete, select, update

from server.cli import loupe
from server.config import to_environment
from server.database import db
from server.ledger import published
from server.ledger.entries import link
from server.ledger.epoch import new_epoch
from server.ledger.tables import Commit, Entry, LogHead
from server.ledger.verify import verify
from tests.ledger.conftest import DAY, Story, deliver
from tests.tamper import unguard


def days(story: Story, home: Path, count: int = 3) -> list[published.Published]:
    """Some history on each of these days, and the heads that were kept."""
    phone = story.phone(1)
    [ring] = story.samples(phone)
    for day in range(count):
        for place in (story.drawer, story.cabinet):
            phone.record("move", sample=ring, to=place)
        deliver(phone)
        with story.app.app_context():
            assert published.keep_daily(home) and not published.keep_daily(home), f"once on day {day}"
        story.hours.go_by(DAY)
    return published.read((home / published.FILE).read_text())


def replaced(from_entry: int) -> None:
    """What an owner can do who knows all of this: an order time of the past is another one, and all is sealed anew behind it."""
    unguard()
    chain, chains = bytes(32), {}
    for row in db.session.scalars(select(Entry).order_by(Entry.entry)):
        row.order_ms += 1 if row.entry == from_entry else 0
        row.chain = chain = link(chain, row)
        chains[row.commit] = chain.hex()
    kept = ""
    for commit in db.session.scalars(select(Commit).order_by(Commit.commit)):
        kept = commit.chain = chains.get(commit.commit, kept or commit.chain)
    db.session.execute(update(LogHead).values(chain=chain.hex()))
    db.session.commit()


def test_SE3_the_head_kept_each_day_names_where_a_history_sealed_anew_departs(story: Story, tmp_path: Path) -> None:
    kept = days(story, tmp_path)
    assert [re.sub("T.*", "", one.at) for one in kept] == sorted({re.sub("T.*", "", one.at) for one in kept})
    story.is_tampered = True
    with story.app.app_context():
        assert published.against(kept).good and str(published.now()).endswith(kept[-1].chain)
        replaced(kept[1].entry)
        assert verify().good, "nothing inside shows it"
        told = published.against(kept)
    assert (told.apart, told.vouched) == (kept[1], kept[0].entry) and not told.good
    assert f"between entry {kept[0].entry + 1} and entry {kept[1].entry}" in str(told)


def test_SE3_a_tail_cut_with_all_that_shows_it_is_named_and_one_a_backup_took_is_told_apart(story: Story, tmp_path: Path) -> None:
    first, second, last = days(story, tmp_path)
    story.is_tampered = True
    with story.app.app_context():
        unguard()
        db.session.execute(delete(Entry).where(Entry.commit > second.commit))
        db.session.execute(delete(Commit).where(Commit.commit > second.commit))
        db.session.execute(update(LogHead).values(commit=second.commit, entry=second.entry, chain=second.chain))
        db.session.commit()
        assert verify().good and published.against([last, first, second]).apart == last
        new_epoch("a backup was put back")
        told = published.against([first, second, last])
        assert told.good and told.undone == 1 and "was that you?" in str(told)
        assert not published.against([first, strange(last), last]).good, "of an epoch nobody knows"


def strange(head: published.Published) -> published.Published:
    return published.Published(head.at, "0" * 36, head.commit, head.entry, head.chain)


def test_SE3_the_command_line_prints_a_head_and_holds_kept_ones_against_the_ledger(story: Story, tmp_path: Path) -> None:
    days(story, tmp_path, 1)
    config, file = story.app.config["LOUPE"], tmp_path / published.FILE

    def said(*command: str) -> Result:
        return CliRunner().invoke(loupe, command, env=to_environment(config))

    line = said("head").output
    assert published.read(f"> {line}") == [published.read(line)[0]]
    file.write_text(f"# from the mail of Monday\n\n{file.read_text()}> {line}")
    done = said("verify", "--against", str(file))
    assert done.exit_code == 0 and "All 2 kept heads fit." in done.output, done.output
    file.write_text(re.sub("chain ....", "chain 0000", line))
    done = said("verify", "--against", str(file))
    assert done.exit_code == 1 and "The ledger is whole" in done.output and "no longer fits" in done.output
    file.write_text(f"{line}a line that was torn")
    assert "Line 2 holds no head" in said("verify", "--against", str(file)).output
