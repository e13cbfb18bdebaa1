"""The conflict desk over HTTP: cases, what was kept apart, holes and what late arrivals changed."""

from flask_smorest import Blueprint

from server.desk import cases as desk
from server.desk import changes, recounts, story
from server.desk import quarantine as apart
from server.desk.schemas import (
    CaseReply,
    CaseSearchArgs,
    CasesReply,
    ChangesReply,
    QuarantineReply,
    RecordReply,
    RecountsReply,
    ReviewArgs,
    SettleArgs,
    StoryReply,
)
from server.people.access import access, needs, needs_anyone

cases = Blueprint("cases", __name__, url_prefix="/api/cases", description="Claims that cannot all be true")
quarantine = Blueprint("quarantine", __name__, url_prefix="/api/quarantine", description="What was sent and not applied")
late = Blueprint("late", __name__, url_prefix="/api", description="Holes in what phones brought, and what came late")
blueprints = [cases, quarantine, late]


@cases.get("")
@needs_anyone
@cases.arguments(CaseSearchArgs, location="query")
@cases.response(200, CasesReply)
def get_cases(asked):
    """Those not over yet, or of the status asked for."""
    return {"cases": desk.list_cases(**asked)}


@cases.get("/<case>")
@needs_anyone
@cases.response(200, StoryReply)
def get_case(case):
    """One case, and what its row does not say: phones by name, what was scanned, the last sure sight, whose case it is."""
    return story.story(case)


@cases.post("/<case>/settle")
@needs("settle")
@cases.arguments(SettleArgs)
@cases.response(200, CaseReply)
def post_settle(asked, case):
    """A supervisor who is no party decides: an entry of history that says where the piece is, and why."""
    return {"case": desk.settle_case(case, asked, access().person.id)}


@quarantine.get("")
@needs("settle")
@quarantine.response(200, QuarantineReply)
def get_quarantine():
    """What is kept apart, with the reasons, and what was decided about it."""
    return apart.list_quarantine()


@quarantine.post("/<sha256>/review")
@needs("settle")
@quarantine.arguments(ReviewArgs)
@quarantine.response(200, RecordReply)
def post_review(asked, sha256):
    """A fact of a revoked phone becomes a flagged entry, or the record is set aside; said twice, it happens once."""
    return {"record": apart.review_record(sha256, asked["decision"], asked["reason"], access().person.id)}


@late.get("/recounts")
@needs("settle", "take_back")
@late.response(200, RecountsReply)
def get_recounts():
    """For each hole that was given up: the pieces to look for, and which of them were seen since."""
    return {"recounts": recounts.recounts()}


@late.get("/changes")
@needs_anyone
@late.response(200, ChangesReply)
def get_changes():
    """Late scans of pieces the office already knew something newer about; newest first, at most 100."""
    return {"changes": changes.changes()}
