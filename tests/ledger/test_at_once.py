"""Many phones at the same moment: the database decides who is first, and nobody's scan is lost or counted twice."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence

import orjson
import pytest
from sqlalchemy import func, select

from server.database import db
from server.ledger import apply
from server.ledger.cursor import head
from server.ledger.rebuild import rebuild
from server.ledger.tables import Commit, Entry
from server.stock.tables import ArchiveNumber, Tag
from tests.firm import good
from tests.ledger.conftest import Story, deliver
from tests.phone import Made, Phone, Reply


def at_once(deeds: Sequence[Callable[[], Reply]]) -> list[Reply]:
    """All of them in threads of their own, let go together; an exception in one is an exception here."""
    gate, told, broken = threading.Barrier(len(deeds)), dict[int, Reply](), list[BaseException]()

    def run(n: int, deed: Callable[[], Reply]) -> None:
        try:
            gate.wait(30)
            told[n] = deed()
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if broken:
        raise broken[0]
    return [told[n] for n in range(len(deeds))]


def sender(phone: Phone, batch: list[Made]) -> Callable[[], Reply]:
    return lambda: phone.send(batch)


def test_p6_fifty_parallel_scan_outs_of_one_piece_leave_it_in_one_place(story: Story) -> None:
    phones = [story.phone(n) for n in range(50)]
    ring, lot = story.samples(phones[0])[0], phones[0].uuid()
    phones[0].record("register", sample=lot, to=story.cabinet, quantity=200, body={})
    deliver(phones[0])
    people = [story.firm.person(f"P{n}", "holder") for n in range(50)]
    for phone, person in zip(phones, people, strict=True):
        phone.record("scan_out", sample=ring, to=person)
        phone.record("scan_out", sample=lot, to=person, quantity=3)
    replies = at_once([sender(phone, phone.waiting()) for phone in phones])
    assert Counter(v["verdict"] for reply in replies for v in good(reply)["verdicts"]) == {"accepted": 100}
    row = story.row(ring)
    assert row["status"] == "disputed" and row["holder"] in people and len(story.entries(sample=ring)) == 51
    assert {claim["to"] for case in story.cases(sample=ring) for claim in case.claims} == set(people)
    assert sum(story.row(lot)["at"].values()) == 200 and story.row(lot)["at"][story.cabinet] == 50


def test_p6_no_move_is_lost_when_two_phones_step_the_same_piece(story: Story) -> None:
    """Round after round, because it takes the newest move to be written last on top of what was read before the others wrote."""
    phones = [story.phone(n) for n in range(6)]
    for ring in story.samples(phones[0], 30):
        for phone in phones:
            phone.record("scan_out", sample=ring, to=story.mei if phone.seq % 2 else story.wing)
        for phone, reply in zip(phones, at_once([sender(phone, phone.waiting()) for phone in phones]), strict=True):
            phone.hear(reply)
    with story.app.app_context():
        assert rebuild().differing == ()


def test_s2_the_same_push_twice_at_once_has_one_effect(story: Story) -> None:
    phone = story.phone(1)
    rings = story.samples(phone, 20)
    for ring in rings:
        phone.record("scan_out", sample=ring, to=story.mei)
    batch = phone.waiting()
    replies = at_once([sender(phone, batch)] * 6)
    verdicts = Counter(v["verdict"] for reply in replies for v in good(reply)["verdicts"])
    assert verdicts == {"accepted": 20, "duplicate": 100}
    assert len(story.entries(kind="scan_out")) == 20


def test_s2_one_id_from_several_phones_at_once_is_in_the_ledger_once(story: Story) -> None:
    phones = [story.phone(n) for n in range(6)]
    rings = story.samples(phones[0], 6)
    id = phones[0].uuid()
    for phone, ring in zip(phones, rings, strict=True):
        phone.keep(orjson.dumps(phone.action("scan_out", id=id, sample=ring, to=story.mei)), id)
    replies = at_once([sender(phone, phone.waiting()) for phone in phones])
    reasons = Counter(tuple(v["reasons"]) for reply in replies for v in good(reply)["verdicts"])
    assert reasons == {(): 1, ("id_reused",): 5}
    assert len(story.entries(id=id)) == 1


def test_r3_eight_phones_registering_at_once_give_every_piece_its_own_number(story: Story) -> None:
    phones = [story.phone(n) for n in range(8)]
    codes = story.firm.tags(80)
    for n, phone in enumerate(phones):
        for code in codes[n * 10 : n * 10 + 10]:
            phone.record("register", sample=phone.uuid(), to=story.cabinet, body={"tag": code})
    for reply in at_once([sender(phone, phone.waiting()) for phone in phones]):
        assert {v["verdict"] for v in good(reply)["verdicts"]} == {"accepted"}
    with story.app.app_context():
        assert sorted(db.session.scalars(select(ArchiveNumber.n))) == list(range(1, 81))
        assert db.session.scalar(select(func.count()).where(Tag.target_kind == "sample")) == 80


def test_t1_a_scan_and_the_registration_of_its_tag_at_once_always_meet(story: Story) -> None:
    phones = [story.phone(n) for n in range(8)]
    codes = story.firm.tags(12)
    owners = {code: phones[0].uuid() for code in codes}
    for n, code in enumerate(codes):
        phones[n % 4].record("register", sample=owners[code], to=story.cabinet, body={"tag": code})
    story.a_minute_later()
    for n, code in enumerate(codes):
        phones[4 + n % 4].record("scan_out", tag=code, to=story.mei)
    at_once([sender(phone, phone.waiting()) for phone in phones])
    assert {story.row(sample)["holder"] for sample in owners.values()} == {story.mei}
    assert [case.status for case in story.cases(kind="unknown_tag") if case.status != "explained"] == []


def test_t1_a_tag_registered_between_the_look_and_the_write_is_noticed(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registration commits after the scan has looked its tag up and before it has the head. SQLite lets nobody in between."""
    scanner, desk = story.phone(1), story.phone(2)
    code, sample = story.firm.tags(1)[0], desk.uuid()
    desk.record("register", sample=sample, to=story.cabinet, body={"tag": code})
    story.a_minute_later()
    seen = scanner.record("scan_out", tag=code, to=story.mei)
    registering = threading.Thread(target=deliver, args=[desk])
    find = apply.find_subjects

    def find_then_wait(actions: list) -> object:
        found = find(actions)
        if registering.ident is None and threading.current_thread() is threading.main_thread():
            registering.start()
            if db.engine.dialect.name == "postgresql":
                registering.join(30)
        return found

    monkeypatch.setattr(apply, "find_subjects", find_then_wait)
    deliver(scanner)
    registering.join(30)
    assert story.row(sample)["holder"] == story.mei and seen.verdict in ("accepted", "flagged")


def test_o1_commit_numbers_are_dense_and_entries_never_run_ahead(story: Story) -> None:
    phones = [story.phone(n) for n in range(8)]
    for phone in phones:
        for _ in range(3):
            phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
    for reply in at_once([sender(phone, phone.waiting()[n : n + 1]) for n in range(3) for phone in phones]):
        good(reply)
    with story.app.app_context():
        now = head()
        commits = list(db.session.scalars(select(Commit.commit).order_by(Commit.commit)))
        numbers = list(db.session.execute(select(Entry.entry, Entry.commit).order_by(Entry.entry)))
    assert commits == list(range(1, now.commit + 1))
    assert [entry for entry, _ in numbers] == list(range(1, now.entry + 1))
    assert [commit for _, commit in numbers] == sorted(commit for _, commit in numbers)
