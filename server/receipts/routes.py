"""Receipts over HTTP: what came against a delivery note, and what becomes of the differences."""

from flask_smorest import Blueprint

from server.people.access import access, needs, needs_anyone
from server.receipts.schemas import ReceiptReply, ReceiptSearchArgs, ReceiptsReply, SettleLineArgs
from server.receipts.settle import settle_line
from server.stock.matters import list_matters, one_matter

blueprint = Blueprint("receipts", __name__, url_prefix="/api/receipts", description="Goods arriving against a delivery note")


@blueprint.get("")
@needs_anyone
@blueprint.arguments(ReceiptSearchArgs, location="query")
@blueprint.response(200, ReceiptsReply)
def get_receipts(asked):
    """Newest first, 50 a page; ``status=differences`` are those with something to settle."""
    rows, total = list_matters("receipt", asked["status"], asked["page"])
    return {"receipts": rows, "total": total, "page": asked["page"]}


@blueprint.get("/<receipt>")
@needs_anyone
@blueprint.response(200, ReceiptReply)
def get_receipt(receipt):
    """One receipt as it is now."""
    return {"receipt": one_matter("receipt", receipt)}


@blueprint.post("/<receipt>/settle")
@needs("settle")
@blueprint.arguments(SettleLineArgs)
@blueprint.response(200, ReceiptReply)
def post_settle_line(asked, receipt):
    """A difference is accepted, sent back or claimed, with a reason."""
    settle_line(receipt, asked["line"], asked["decision"], asked["reason"], access().person.id)
    return {"receipt": one_matter("receipt", receipt)}
