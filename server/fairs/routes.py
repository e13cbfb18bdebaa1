"""Fairs over HTTP: the rows, the customs list as PDF, XLSX and CSV, and the manifest with photos."""

import io

from flask import Response
from flask_smorest import Blueprint

from server.fairs.customs import customs_of
from server.fairs.manifest import manifest_of
from server.fairs.pages import customs_paper
from server.fairs.schemas import CustomsArgs, FairReply, FairSearchArgs, FairsReply
from server.fairs.sheet import customs_sheet
from server.paper.schemas import LangArgs
from server.people.access import needs_anyone
from server.sheets.writing import MIMES, write_csv, write_xlsx
from server.stock.matters import list_matters, one_matter

blueprint = Blueprint("fairs", __name__, url_prefix="/api/fairs", description="What goes to a fair, and what comes back")


@blueprint.get("")
@needs_anyone
@blueprint.arguments(FairSearchArgs, location="query")
@blueprint.response(200, FairsReply)
def get_fairs(asked):
    """Newest first, 50 a page."""
    rows, total = list_matters("fair", asked["status"], asked["page"])
    return {"fairs": rows, "total": total, "page": asked["page"]}


@blueprint.get("/<fair>")
@needs_anyone
@blueprint.response(200, FairReply)
def get_fair(fair):
    """One fair as it is now."""
    return {"fair": one_matter("fair", fair)}


@blueprint.get("/<fair>/customs.pdf")
@needs_anyone
@blueprint.arguments(CustomsArgs, location="query")
@blueprint.response(200, content_type="application/pdf")
def get_customs_pdf(asked, fair):
    """The list as it is shown at the border, with room for stamps."""
    listed = customs_of(fair, asked["of"], asked["lang"])
    return _file(customs_paper(listed, asked["lang"]), "application/pdf", f"{listed.no}-{asked['of']}.pdf", "inline")


@blueprint.get("/<fair>/customs.xlsx")
@needs_anyone
@blueprint.arguments(CustomsArgs, location="query")
@blueprint.response(200, content_type=MIMES["xlsx"])
def get_customs_xlsx(asked, fair):
    """The same as a workbook, numbers as numbers and nothing as a formula."""
    return _sheet(fair, asked, "xlsx")


@blueprint.get("/<fair>/customs.csv")
@needs_anyone
@blueprint.arguments(CustomsArgs, location="query")
@blueprint.response(200, content_type=MIMES["csv"])
def get_customs_csv(asked, fair):
    """The same as CSV."""
    return _sheet(fair, asked, "csv")


@blueprint.get("/<fair>/manifest.pdf")
@needs_anyone
@blueprint.arguments(LangArgs, location="query")
@blueprint.response(200, content_type="application/pdf")
def get_manifest(asked, fair):
    """Every piece of the fair with number, tag, photo, weight, value, and where it is: for the police and the insurer."""
    paper, no = manifest_of(fair, asked["lang"])
    return _file(paper, "application/pdf", f"{no}-manifest.pdf", "inline")


def _sheet(fair: str, asked: dict, ending: str) -> Response:
    """At most 500 lines, so it is written in memory."""
    listed, file = customs_of(fair, asked["of"], asked["lang"]), io.BytesIO()
    (write_csv if ending == "csv" else write_xlsx)(customs_sheet(listed, asked["lang"]), file)
    return _file(file.getvalue(), MIMES[ending], f"{listed.no}-{asked['of']}.{ending}", "attachment")


def _file(content: bytes, type: str, name: str, how: str) -> Response:
    return Response(content, content_type=type, headers={"Content-Disposition": f'{how}; filename="{name}"'})
