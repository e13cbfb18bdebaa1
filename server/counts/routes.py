"""Counts over HTTP: read by everybody, begun and made on phones, accepted by a supervisor who did not count."""

from flask_smorest import Blueprint

from server.counts.accept import accept
from server.counts.proposals import proposals
from server.counts.schemas import AcceptArgs, CountReply, CountSearchArgs, CountsReply, ProposalsReply
from server.people.access import access, needs, needs_anyone
from server.stock.matters import list_matters, one_matter

blueprint = Blueprint("counts", __name__, url_prefix="/api/counts", description="Stocktakes of a place")


@blueprint.get("")
@needs_anyone
@blueprint.arguments(CountSearchArgs, location="query")
@blueprint.response(200, CountsReply)
def get_counts(asked):
    """Newest first, 50 a page; ``status=finished`` are those that wait for a supervisor."""
    rows, total = list_matters("count", asked["status"], asked["page"])
    return {"counts": rows, "total": total, "page": asked["page"]}


@blueprint.get("/proposals")
@needs_anyone
@blueprint.response(200, ProposalsReply)
def get_proposals():
    """Places to count today, drawn by what lies there and by how long nobody has seen it."""
    return proposals()


@blueprint.get("/<count>")
@needs_anyone
@blueprint.response(200, CountReply)
def get_count(count):
    """One count as it is now."""
    return {"count": one_matter("count", count)}


@blueprint.post("/<count>/accept")
@needs("settle")
@blueprint.arguments(AcceptArgs)
@blueprint.response(200, CountReply)
def post_accept(asked, count):
    """What becomes of each difference; one that is not named is left as it is. Never by somebody who counted."""
    accept(count, asked["adjust"], asked["reason"], access().person.id)
    return {"count": one_matter("count", count)}
