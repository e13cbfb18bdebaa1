"""What a person needs to judge a case beside its row: whose phones spoke, what they scanned, the last sure sight, who is waited for."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import select

from server.core.fold import Fact, in_order
from server.core.slip import TAKES
from server.database import db
from server.desk.cases import one_case
from server.ledger import bulk, facts
from server.ledger.settle import parties_of
from server.ledger.tables import Entry
from server.people.tables import Device

# What tells where a piece was, or that it was there at all.
_SIGHTS = frozenset({*TAKES, "register", "arrive", "scan_in", "found", "sighting", "inspect", "settle"})
_TOLD = ("observed_from", "tag", "slip", "quantity")
_ENTRY = ("id", "sample", "device", "reasons", "bytes")


def story(case: str) -> dict[str, Any]:
    """As ``StoryReply``. Raises 404."""
    row = one_case(case)
    actions = [claim["action"] for claim in row["claims"]]
    entries = {entry.id: entry for entry in bulk.rows_by(Entry, _ENTRY, "id", actions)}
    known = _facts(row["sample"])
    undone = {fact.action.reverses for fact in known if fact.action.kind == "undo"}
    sure = last_sure_sight(known, row["claims"], undone)
    phones = _phones({claim["device"] for claim in row["claims"]} | set(row["waiting"]) | ({sure.device} if sure else set()))
    return {
        "case": row,
        "claims": [_claim(entries[action], undone) for action in actions if action in entries],
        "sure": _sight(sure) if sure else None,
        "phones": phones,
        "parties": sorted(parties_of(row["claims"], row["sample"])),
    }


def last_sure_sight(known: Sequence[Fact], claims: Sequence[dict[str, Any]], undone: set[str | None]) -> Fact | None:
    """The last one before all that is claimed, which nobody contradicts and nobody took back."""
    claimed = {claim["action"] for claim in claims}
    ordered = in_order(known)
    first = next((fact.key for fact in ordered if fact.action.id in claimed), None)
    sights = [fact for fact in ordered if first is None or fact.key < first]
    return next((fact for fact in reversed(sights) if fact.action.kind in _SIGHTS and fact.action.id not in undone), None)


def _facts(sample: str | None) -> list[Fact]:
    return facts.of_samples([sample])[sample] if sample else []


def _claim(entry: Any, undone: set[str | None]) -> dict[str, Any]:
    action = orjson.loads(entry.bytes)
    body = action.get("body") or {}
    said = {name: body.get(name) for name in ("note", "gross_g", "missing", "certificate", "condition", "photos")}
    told = {name: action.get(name) for name in _TOLD}
    return {"action": entry.id, "undone": entry.id in undone, "reasons": orjson.loads(entry.reasons), **told, **said}


def _sight(fact: Fact) -> dict[str, Any]:
    action = fact.action
    told = {"action": action.id, "by": action.by, "device": fact.device, "kind": action.kind, "to": action.to}
    return told | {"observed_from": action.observed_from, "happened_ms": fact.order_ms, "known_ms": fact.known_ms, "unsure": fact.unsure}


def _phones(ids: set[str]) -> list[dict[str, Any]]:
    columns = (Device.id, Device.name, Device.state, Device.contact_ms, Device.owes)
    return [dict(row) for row in db.session.execute(select(*columns).where(Device.id.in_(ids)).order_by(Device.id)).mappings()]
