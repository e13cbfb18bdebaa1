"""Repairs over HTTP, and writing a piece off by two people."""

from flask_smorest import Blueprint

from server.people.access import access, needs, needs_anyone
from server.repairs.lateness import list_repairs
from server.repairs.schemas import RepairSearchArgs, RepairsReply, WriteOffArgs
from server.repairs.write_off import write_off
from server.stock.samples import one_sample
from server.stock.schemas import SampleReply

of_repairs = Blueprint("repairs", __name__, url_prefix="/api/repairs", description="From damage to end")
of_samples = Blueprint("write_off", __name__, url_prefix="/api/samples", description="What ends a piece's life with us")
blueprints = [of_repairs, of_samples]


@of_repairs.get("")
@needs_anyone
@of_repairs.arguments(RepairSearchArgs, location="query")
@of_repairs.response(200, RepairsReply)
def get_repairs(asked):
    """Overdue ones first, then open ones, then those that are over; 50 a page."""
    return list_repairs(**asked)


@of_samples.post("/<sample>/write-off")
@needs("write_off")
@of_samples.arguments(WriteOffArgs)
@of_samples.response(200, SampleReply)
def post_write_off(asked, sample):
    """Scrapped, lost, sold, returned to its owner; never by who assessed it, and scrapped only after an assessment."""
    write_off(sample, asked, access().person.id)
    return {"sample": one_sample(sample)}
