"""An office that is updated knows of its old cases what a new one knows."""

from typing import Any

from flask_migrate import downgrade, upgrade

from server.database import db
from tests.ledger.conftest import DAY, Story, deliver


def told(story: Story) -> list[tuple[Any, ...]]:
    return [(case.id, case.status, case.claims, case.order_unknown, case.short) for case in story.cases()]


def test_L_cases_of_an_older_office_are_told_as_the_folds_have_them(story: Story) -> None:
    first, second = story.phone(1, by=story.mei), story.phone(2)
    ring, lot = story.samples(first)[0], first.uuid()
    first.record("register", sample=lot, to=story.cabinet, quantity=3, body={})
    story.a_minute_later()
    first.record("scan_out", sample=ring, to=story.mei)
    second.clock.off_ms = 40 * DAY  # set between two contacts: doubted
    second.record("scan_out", sample=ring, to=story.wing)
    second.clock.off_ms = 0
    first.record("scan_out", sample=lot, to=story.mei, quantity=5)
    first.record("sighting", tag=story.firm.tags(1)[0], to=story.drawer)
    story.a_minute_later()
    deliver(first, second)
    before = told(story)
    assert sorted((case[3], case[4]) for case in before) == [(False, 0), (False, 2), (True, 0)]
    assert any(claim["unsure"] for case in before for claim in case[2])
    with story.app.app_context():
        downgrade(revision="0007")
        upgrade()
        db.session.remove()
    assert told(story) == before
    second.pull()
    assert {row["id"]: row["short"] for row in second.rows["cases"].values()} == {case[0]: case[4] for case in before}
