"""Places, samples and tags over HTTP."""

from flask_smorest import Blueprint

from server.ledger.retag import retag
from server.people.access import access, needs, needs_anyone
from server.stock import tags
from server.stock.amend import amend
from server.stock.facts_schemas import AmendArgs
from server.stock.places import change_place, one_place, open_place
from server.stock.samples import find_samples, one_sample
from server.stock.schemas import (
    MintArgs,
    MintReply,
    PlaceArgs,
    PlaceChangeArgs,
    PlaceReply,
    RetagArgs,
    RetagReply,
    SampleReply,
    SampleSearchArgs,
    SamplesReply,
    TimelineReply,
)
from server.stock.timeline import timeline
from server.web.errors import Refused

places = Blueprint("places", __name__, url_prefix="/api/places", description="What can hold samples")
samples = Blueprint("samples", __name__, url_prefix="/api/samples", description="The register")
tagging = Blueprint("tags", __name__, url_prefix="/api/tags", description="Codes to print ahead")
blueprints = [places, samples, tagging]


@places.post("")
@needs("places")
@places.arguments(PlaceArgs)
@places.response(201, PlaceReply)
def post_place(asked):
    """A new place, with a tag of its own."""
    return {"place": one_place(open_place(asked, access().person.id))}


@places.patch("/<place>")
@needs("places")
@places.arguments(PlaceChangeArgs)
@places.response(200, PlaceReply)
def patch_place(asked, place):
    """What is named changes; the kind of a place never does."""
    change_place(place, asked, access().person.id)
    return {"place": one_place(place)}


@samples.get("")
@needs_anyone
@samples.arguments(SampleSearchArgs, location="query")
@samples.response(200, SamplesReply)
def get_samples(asked):
    """By archive number, last four of tag or number, model, name, stones, holder; 50 a page."""
    return find_samples(**asked)


@samples.get("/<sample>")
@needs_anyone
@samples.response(200, SampleReply)
def get_sample(sample):
    """One sample as it is now."""
    return {"sample": one_sample(sample)}


@samples.patch("/<sample>")
@needs("register")
@samples.arguments(AmendArgs)
@samples.response(200, SampleReply)
def patch_sample(asked, sample):
    """What is named changes, of facts key by key; null takes away. History keeps what was there."""
    amend(sample, asked, access().person.id)
    return {"sample": one_sample(sample)}


@samples.get("/<sample>/timeline")
@needs_anyone
@samples.response(200, TimelineReply)
def get_timeline(sample):
    """What happened to it, newest first, at most 500."""
    return {"entries": timeline(sample)}


@samples.post("/<sample>/tag")
@needs("tags")
@samples.arguments(RetagArgs)
@samples.response(200, RetagReply)
def post_tag(asked, sample):
    """Re-issue: a new code, and the old one is void from now on."""
    retagged = retag(sample, asked["reason"], access().person.id)
    if retagged is None:
        raise Refused("not_found", 404)
    return {"code": retagged.code, "generation": retagged.generation}


@tagging.post("/mint")
@needs("tags")
@tagging.arguments(MintArgs)
@tagging.response(200, MintReply)
def post_mint(asked):
    """Unbound codes to print ahead."""
    return {"codes": tags.mint_ahead(asked["count"], access().person.id)}
