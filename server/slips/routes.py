"""Slips over HTTP: read by everybody, decided by an approver who has no hand in them."""

from flask_smorest import Blueprint

from server.people.access import access, needs, needs_anyone
from server.slips import calendar, decide
from server.slips.schemas import (
    ApproveArgs,
    CalendarArgs,
    CalendarReply,
    ConflictsReply,
    ExtendArgs,
    RejectArgs,
    SlipReply,
    SlipSearchArgs,
    SlipsReply,
)
from server.stock.matters import list_matters, one_matter

blueprint = Blueprint("slips", __name__, url_prefix="/api/slips", description="Who asks for what, from when to when")


@blueprint.get("")
@needs_anyone
@blueprint.arguments(SlipSearchArgs, location="query")
@blueprint.response(200, SlipsReply)
def get_slips(asked):
    """Newest first, 50 a page."""
    rows, total = list_matters("slip", asked["status"], asked["page"])
    return {"slips": rows, "total": total, "page": asked["page"]}


@blueprint.get("/calendar")
@needs_anyone
@blueprint.arguments(CalendarArgs, location="query")
@blueprint.response(200, CalendarReply)
def get_calendar(asked):
    """Which days of a piece, or of a model, are asked for or promised to whom."""
    return calendar.calendar(**asked)


@blueprint.get("/<slip>")
@needs_anyone
@blueprint.response(200, SlipReply)
def get_slip(slip):
    """One slip as it is now."""
    return {"slip": one_matter("slip", slip)}


@blueprint.get("/<slip>/conflicts")
@needs_anyone
@blueprint.response(200, ConflictsReply)
def get_conflicts(slip):
    """The lines that could not be promised now, and which slips keep the pieces."""
    return {"conflicts": calendar.conflicts(slip)}


@blueprint.post("/<slip>/approve")
@needs("approve")
@blueprint.arguments(ApproveArgs)
@blueprint.response(200, SlipReply)
def post_approve(asked, slip):
    """By somebody who neither asked for it nor submitted it nor will hold the pieces."""
    decide.approve(slip, asked["request"], asked["reason"], access().person.id)
    return {"slip": one_matter("slip", slip)}


@blueprint.post("/<slip>/reject")
@needs("approve")
@blueprint.arguments(RejectArgs)
@blueprint.response(200, SlipReply)
def post_reject(asked, slip):
    """With a reason."""
    decide.reject(slip, asked["request"], asked["reason"], access().person.id)
    return {"slip": one_matter("slip", slip)}


@blueprint.post("/<slip>/extend")
@needs("approve")
@blueprint.arguments(ExtendArgs)
@blueprint.response(200, SlipReply)
def post_extend(asked, slip):
    """A later day of return, if nobody else has reserved the pieces by then."""
    decide.extend(slip, asked["back_ms"], asked["reason"], access().person.id)
    return {"slip": one_matter("slip", slip)}
