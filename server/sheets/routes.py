"""Importing a register over HTTP: a file, its preview, a person's changes, the yes."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import ValidationError
from sqlalchemy import delete, select

from server.database import db
from server.ledger.cursor import writing
from server.people.access import access, needs
from server.sheets import confirm, delivery, shown, stage
from server.sheets.export_routes import exports
from server.sheets.schemas import ImportArgs, ImportPageArgs, ImportReply, ImportsReply, NoteReply
from server.sheets.tables import Import, ImportPart, ImportRow
from server.sheets.upload import told_options, uploaded
from server.stock.tables import Place
from server.web.errors import Refused

imports = Blueprint("imports", __name__, url_prefix="/api/imports", description="A whole register from a CSV or XLSX file")
notes = Blueprint("delivery_notes", __name__, url_prefix="/api/receipts", description="Delivery notes from a file")
blueprints = [imports, exports, notes]
_options = ImportArgs()


@imports.get("")
@needs("register")
@imports.response(200, ImportsReply)
def get_imports() -> Any:
    """The newest fifty, confirmed or not."""
    return {"imports": shown.list_imports()}


@imports.post("")
@needs("register")
@imports.response(201, ImportReply)
def post_import() -> Any:
    """Multipart: ``file``, and ``options`` as JSON text. The preview; the register is not touched."""
    with uploaded() as (file, name):
        chosen = _checked(told_options())
        id = stage.keep_new(file, name, access().person.id, chosen)
    return shown.one_import(id)


@imports.get("/<id>")
@needs("register")
@imports.arguments(ImportPageArgs, location="query")
@imports.response(200, ImportReply)
def get_import(asked: dict[str, Any], id: str) -> Any:
    """A page of a hundred lines, all or those of one status."""
    return shown.one_import(id, **asked)


@imports.patch("/<id>")
@needs("register")
@imports.arguments(ImportArgs)
@imports.response(200, ImportReply)
def patch_import(asked: dict[str, Any], id: str) -> Any:
    """Read the same file again with what was chosen; null takes a choice back."""
    _check_place(asked)
    kept = db.session.execute(select(Import.chosen, Import.status).where(Import.id == id)).first()
    if kept is None:
        raise Refused("not_found", 404)
    if kept.status == "confirmed":
        raise Refused("import_confirmed", 409)
    stage.read_again(id, _merged(kept.chosen, asked))
    return shown.one_import(id)


@imports.post("/<id>/confirm")
@needs("register")
@imports.response(200, ImportReply)
def post_confirm(id: str) -> Any:
    """Every good line is registered, in one transaction. Asked again, it answers the same and does nothing."""
    confirm.confirm(id, access().person.id)
    return shown.one_import(id)


@imports.delete("/<id>")
@needs("register")
@imports.response(204)
def delete_import(id: str) -> None:
    """Forget a preview. What was confirmed stays."""
    with writing():
        stage.locked(id)
        for table in (ImportRow, ImportPart):
            db.session.execute(delete(table).where(table.of == id))
        db.session.execute(delete(Import).where(Import.id == id))


@notes.post("/import")
@needs("receive")
@notes.response(200, NoteReply)
def post_note() -> Any:
    """Multipart ``file``: the lines of a delivery note, with what is wrong. Nothing is kept."""
    with uploaded() as (file, _name):
        return delivery.read_note(file, _checked(told_options()))


def _checked(told: Any) -> dict[str, Any]:
    try:
        chosen = _options.load(told)
    except ValidationError as error:
        field = next(iter(error.messages), None) if isinstance(error.messages, dict) else None
        raise Refused("invalid", 422, field="options" if field in (None, "_schema") else f"options.{field}") from error
    _check_place(chosen)
    return {key: value for key, value in chosen.items() if value is not None}


def _check_place(chosen: dict[str, Any]) -> None:
    """A store place in use: what is imported lies in the house unless its line says otherwise."""
    place = chosen.get("place")
    wanted = select(Place.id).where(Place.id == place, Place.kind == "store", Place.retired.is_(False))
    if place is not None and db.session.scalar(wanted) is None:
        raise Refused("place_wrong", 422, field="place")


def _merged(chosen: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A change of the columns is laid over the earlier ones; where the table itself changes, they no longer mean anything."""
    merged = {**chosen, **asked}
    if asked.get("mapping") is not None:
        merged["mapping"] = {**(chosen.get("mapping") or {}), **asked["mapping"]}
    elif any(key in asked and asked[key] != chosen.get(key) for key in ("sheet", "delimiter", "header_line")):
        merged["mapping"] = None
    return {key: value for key, value in merged.items() if value is not None}
