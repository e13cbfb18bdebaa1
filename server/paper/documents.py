"""Papers over HTTP: the issue note of a slip, the receipt to a depositor, the dossier of a sample."""

from collections.abc import Iterable

from flask import Response
from flask_smorest import Blueprint

from server.paper.archive import archive_of
from server.paper.dossier_page import dossier
from server.paper.file import file_of
from server.paper.imprint import imprint
from server.paper.note import note_of
from server.paper.pieces import number_of
from server.paper.receipt import receipt_of
from server.paper.schemas import LangArgs
from server.people.access import needs_anyone

blueprint = Blueprint("papers", __name__, url_prefix="/api", description="Papers to hand out")


@blueprint.get("/slips/<slip>/note.pdf")
@needs_anyone
@blueprint.arguments(LangArgs, location="query")
@blueprint.response(200, content_type="application/pdf")
def get_note(asked, slip):
    """The issue note: what went out, with pictures, codes, value and the receiver's signature."""
    paper, number = note_of(slip, asked["lang"])
    return _paper(paper, number, "application/pdf", "pdf")


@blueprint.get("/receipts/<receipt>/receipt.pdf")
@needs_anyone
@blueprint.arguments(LangArgs, location="query")
@blueprint.response(200, content_type="application/pdf")
def get_receipt(asked, receipt):
    """The receipt to a depositor: lines, counts, differences, entry numbers."""
    paper, number = receipt_of(receipt, asked["lang"])
    return _paper(paper, number, "application/pdf", "pdf")


@blueprint.get("/samples/<sample>/dossier.pdf")
@needs_anyone
@blueprint.arguments(LangArgs, location="query")
@blueprint.response(200, content_type="application/pdf")
def get_dossier(asked, sample):
    """Everything about one piece, to read and to print."""
    file = file_of(sample, asked["lang"])
    number = number_of(file.row)
    return _paper(dossier(file, imprint("dossier", number, asked["lang"], file.tz)), number, "application/pdf", "pdf")


@blueprint.get("/samples/<sample>/dossier.zip")
@needs_anyone
@blueprint.arguments(LangArgs, location="query")
@blueprint.response(200, content_type="application/zip")
def get_dossier_zip(asked, sample):
    """The same with the photos and the entries of the ledger, verbatim, sent as it is packed."""
    file = file_of(sample, asked["lang"])
    number = number_of(file.row)
    foot = imprint("dossier", number, asked["lang"], file.tz)
    archive = archive_of(file, dossier(file, foot), foot)
    return _paper(archive.stream(), number, "application/zip", "zip")


def _paper(content: bytes | Iterable[bytes], number: str, type: str, ending: str) -> Response:
    """Papers are made anew each time and kept nowhere on the way; the name is plain ASCII whatever the number is."""
    name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in number)
    how = "inline" if ending == "pdf" else "attachment"
    return Response(content, mimetype=type, headers={"Content-Disposition": f'{how}; filename="{name}.{ending}"'})
