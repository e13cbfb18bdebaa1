"""P9: history cannot be changed quietly, not even by who owns the database."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from server.database import db
from server.ledger.cursor import head
from server.ledger.rebuild import rebuild
from server.ledger.tables import Case, Commit, Entry, LogHead
from server.ledger.verify import Report, verify
from server.people.tables import Device
from server.stock.tables import ArchiveNumber, Sample
from tests.ledger.conftest import Story, deliver
from tests.tamper import unguard


@pytest.fixture
def week(story: Story) -> Story:
    """Some history: two phones, a batch and single scans, a dispute."""
    first, second = story.phone(1), story.phone(2)
    rings = story.samples(first, 5)
    for n, ring in enumerate(rings):
        story.a_minute_later()
        first.record("scan_out", sample=ring, to=story.mei)
        second.record("scan_out" if n % 2 else "sighting", sample=ring, to=story.wing)
        deliver(first)
    deliver(second)
    with story.app.app_context():
        assert verify().good and rebuild().good
        unguard()
    story.is_tampered = True
    return story


def after(story: Story, *statements: Any, published: tuple[int, str] | None = None) -> Report:
    """The report once the owner of the database has run these."""
    with story.app.app_context():
        for statement in statements:
            db.session.execute(statement)
        db.session.commit()
        return verify(published)


def an_entry(story: Story, device_of: str = "scan_out") -> Any:
    return story.entries(kind=device_of)[2]


COLUMNS = ["bytes", "order_ms", "received_ms", "verdict", "reasons", "sig", "commit", "id", "to", "by", "kind", "seq", "sample"]


@pytest.mark.parametrize("column", COLUMNS)
def test_p9_a_changed_entry_is_named(week: Story, column: str) -> None:
    entry = an_entry(week)
    was = getattr(entry, column)
    wrong = was.replace(b"scan_out", b"scan_in!") if column == "bytes" else was + 100 if isinstance(was, int) else f"x{was or ''}"[:12]
    report = after(week, update(Entry).where(Entry.entry == entry.entry).values(**{column: wrong}))
    assert not report.good and report.entry == entry.entry and str(entry.entry) in str(report)


def test_p9_a_deleted_entry_is_named(week: Story) -> None:
    entry = an_entry(week)
    assert after(week, delete(Entry).where(Entry.entry == entry.entry)).entry == entry.entry


def test_p9_entries_that_change_places_are_named(week: Story) -> None:
    one, other = week.entries(kind="scan_out")[:2]
    report = after(
        week,
        update(Entry).where(Entry.entry == one.entry).values(entry=-1),
        update(Entry).where(Entry.entry == other.entry).values(entry=one.entry),
        update(Entry).where(Entry.entry == -1).values(entry=other.entry),
    )
    assert report.entry == min(one.entry, other.entry)


def test_p9_an_entry_put_into_the_past_is_named(week: Story) -> None:
    entry = an_entry(week)
    forged = entry._asdict() | {"id": "01a204c7-0000-7000-8000-00000000dead", "seq": 999}
    later = [e.entry for e in week.entries() if e.entry >= entry.entry]
    moves = [update(Entry).where(Entry.entry == n).values(entry=n + 1) for n in reversed(later)]
    assert after(week, *moves, insert(Entry).values(**forged)).entry == entry.entry


def test_p9_a_cut_tail_does_not_meet_the_head(week: Story) -> None:
    last = week.entries()[-1]
    report = after(week, delete(Entry).where(Entry.entry == last.entry))
    assert not report.good and report.entries == last.entry - 1


def test_p9_a_tail_cut_with_everything_that_shows_it_is_caught_by_a_published_head(week: Story) -> None:
    with week.app.app_context():
        published = head()
        before = db.session.execute(select(Commit.chain).where(Commit.commit == published.commit - 1)).scalar_one()
    last = week.entries()[-1]
    entries = [e for e in week.entries() if e.commit == last.commit]
    report = after(
        week,
        delete(Entry).where(Entry.commit == last.commit),
        delete(Commit).where(Commit.commit >= last.commit),
        update(LogHead).values(commit=last.commit - 1, entry=entries[0].entry - 1, chain=before),
        published=(published.commit, published.chain),
    )
    assert published.commit == last.commit and "was published" in str(report)
    assert after(week).good, "nothing inside the database can show this cut; only what was published does"


def test_p9_another_history_under_a_published_number_is_caught(week: Story) -> None:
    with week.app.app_context():
        now = head()
    assert "replaced" in str(after(week, published=(now.commit, "0" * 64)))
    assert after(week, published=(now.commit, now.chain)).good


def test_p9_a_changed_commit_or_head_is_found(week: Story) -> None:
    assert not after(week, update(Commit).where(Commit.commit == 3).values(chain="0" * 64)).good


def test_p9_a_resealed_chain_does_not_make_a_forged_action_good(week: Story) -> None:
    """Whoever can compute the chain anew still lacks the phone's key."""
    from server.ledger.entries import link

    entry = an_entry(week)
    with week.app.app_context():
        rows = list(db.session.execute(select(Entry).order_by(Entry.entry)).scalars())
        chain, chains = bytes(32), {}
        for row in rows:
            if row.entry == entry.entry:
                row.bytes = row.bytes.replace(week.mei.encode(), week.wing.encode())
                row.to = week.wing
            row.chain = chain = link(chain, row)
            chains[row.commit] = chain.hex()
        kept = ""
        for commit in db.session.execute(select(Commit).order_by(Commit.commit)).scalars():
            kept = commit.chain = chains.get(commit.commit, kept or commit.chain)
        db.session.execute(update(LogHead).values(chain=chain.hex()))
        db.session.commit()
        report = verify()
    assert report.entry == entry.entry and not report.good


def test_p9_another_key_for_a_phone_does_not_fit_its_signatures(week: Story) -> None:
    devices = {entry.device for entry in week.entries(kind="scan_out")}
    one, other = sorted(devices)
    with week.app.app_context():
        key = db.session.scalar(select(Device.public_key).where(Device.id == other))
    report = after(week, update(Device).where(Device.id == one).values(public_key=key))
    assert report.entry == min(entry.entry for entry in week.entries(device=one))


@pytest.mark.parametrize("column", ["holder", "status", "fold", "number", "archive_no", "tag", "claims", "quantity", "facts"])
def test_r1_a_changed_row_of_current_state_is_found_and_replaced(week: Story, column: str) -> None:
    sample = week.entries(kind="register")[0].sample
    wrong = 7 if column in ("claims", "quantity") else "x"
    with week.app.app_context():
        before = db.session.execute(select(*Sample.__table__.columns).where(Sample.id == sample)).one()
        db.session.execute(update(Sample).where(Sample.id == sample).values(**{column: wrong}))
        db.session.commit()
        report = rebuild()
        assert report.differing == (f"sample {sample}: {column}",) and not report.good
        assert rebuild(write=True).good and rebuild().differing == ()
        now = db.session.execute(select(*Sample.__table__.columns).where(Sample.id == sample)).one()
    assert now[:-1] == before[:-1] and now.commit > before.commit


def test_r1_cases_that_were_taken_away_come_back(week: Story) -> None:
    cases = [(case.id, case.claims) for case in week.cases()]
    with week.app.app_context():
        db.session.execute(delete(Case))
        db.session.commit()
        assert not rebuild().good and rebuild(write=True).written and rebuild().good
    assert cases and [(case.id, case.claims) for case in week.cases()] == cases


def test_r2_archive_numbers_are_checked_against_the_ledger(week: Story) -> None:
    with week.app.app_context():
        db.session.execute(update(ArchiveNumber).where(ArchiveNumber.n == 3).values(n=9))
        db.session.commit()
        assert any("archive number" in one for one in rebuild().differing)
