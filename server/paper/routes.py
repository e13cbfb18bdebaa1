"""Paper over HTTP: labels as PDF."""

from flask import Response
from flask_smorest import Blueprint

from server.paper.chosen import chosen_labels
from server.paper.labels import label_sheet
from server.paper.schemas import LabelArgs
from server.people.access import needs

blueprint = Blueprint("labels", __name__, url_prefix="/api/labels", description="Tags on paper")


@blueprint.post("")
@needs("tags")
@blueprint.arguments(LabelArgs)
@blueprint.response(200, content_type="application/pdf")
def post_labels(asked):
    """A PDF of the chosen tags: an A4 sheet of 65, or one dumbbell tag a page."""
    labels = chosen_labels(asked["samples"], asked["places"], asked["codes"], asked["lang"])
    paper = label_sheet(labels, asked["layout"], asked["symbol"], asked["lang"])
    return Response(paper, mimetype="application/pdf", headers={"Content-Disposition": "inline; filename=loupe-labels.pdf"})
