"""One line of a sheet as a registration, with everything that is wrong or doubtful about it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.sheets.cells import Cell, Line, Wrong, is_nothing, shown
from server.sheets.choices import types_in
from server.sheets.codes import read_certificates
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.draft import Draft, Reading, Told
from server.sheets.fields import OF_FACTS, SUMS
from server.sheets.metals import fineness_in, name_in
from server.sheets.places import Places
from server.sheets.stones import kinds_in

NO_LAB = "—"  # a certificate names its laboratory; a dash is none
_KARATS = frozenset((333, 375, 417, 585, 750, 916))


def read_line(line: Line, readings: Sequence[Reading], places: Places, default_place: str | None) -> Told:
    """Never raises: what is wrong stands in the answer."""
    told = Told(line.n)
    if line.fault:
        told.problems.append([line.fault, None, None, shown(line.cells[0]) if line.cells else "", {}])
        return told
    draft = Draft(told)
    for reading in readings:
        cell = line.cells[reading.at] if reading.at < len(line.cells) else None
        if cell is not None:
            _read_cell(draft, reading, cell, reading.at in line.merged)
    if not told.problems:
        _complete(draft, places, default_place)
    return told


def _read_cell(draft: Draft, reading: Reading, cell: Cell, is_merged: bool) -> None:
    if isinstance(cell, Wrong):
        draft.told.problems.append([cell.code, reading.field, reading.at, cell.text, {}])
        return
    if isinstance(cell, str) and is_nothing(cell):
        return
    doubts = Doubts()
    try:
        value = reading.read(cell, reading.how, doubts)
    except Bad as bad:
        draft.told.problems.append([bad.code, reading.field, reading.at, shown(cell), bad.words])
        return
    if is_merged and reading.field.rpartition(".")[2] in SUMS:
        doubts.add("merged_value")
    draft.told.warnings += [[code, reading.field, reading.at, shown(cell), words] for code, words in doubts.found]
    if value is not None:
        draft.put(reading, value)
    elif reading.field in ("type", "category"):
        draft.custom[reading.field] = shown(cell)[:200]  # a word we have no key for is not thrown away


def _complete(draft: Draft, places: Places, default_place: str | None) -> None:
    """What follows from several columns together."""
    plain = draft.plain
    name = plain.get("name") or ""
    if "type" not in plain and len(types := types_in(name)) == 1:
        plain["type"] = types.pop()
    facts = {key: plain[key] for key in OF_FACTS if key in plain}
    if "currency" in plain and "insured" in facts:
        _with_currency(draft, facts, plain["currency"])
    for group, complete in (("metals", _metals), ("stones", _stones), ("certificates", _certificates)):
        found = [*draft.lists.get(group, ()), *complete(draft, name)]
        if found:
            facts[group] = found[:20]
    if any("lab" not in one for one in facts.get("certificates", ())):
        draft.warn("lab_missing", "certificates")
        facts["certificates"] = [{"lab": one.get("lab", NO_LAB)} | one for one in facts["certificates"]]
    if draft.custom:
        facts["custom"] = draft.custom
    _weigh(draft, facts)
    if not any(plain.get(key) for key in ("number", "model", "name", "type", "tag")):
        draft.told.problems.append(["nothing_to_name", None, None, "", {}])
    home, to = _places(draft, places, default_place)
    keys = ("number", "type", "category", "model", "name", "tag", "arrived")
    draft.told.body = {key: plain.get(key) for key in keys} | {
        "facts": facts, "home": home, "to": to, "quantity": plain.get("quantity", 1), "archive_no": plain.get("archive_no")
    }  # fmt: skip


def _with_currency(draft: Draft, facts: dict[str, Any], currency: str) -> None:
    """The column beside the amount says the currency; the amount itself may have said so before, but not another one."""
    insured = dict(facts["insured"])
    if insured["currency"] != currency:
        assumed = [warning for warning in draft.told.warnings if warning[0] == "currency_assumed"]
        if not assumed:
            draft.told.problems.append(["currencies_differ", "currency", draft.at["currency"].at, currency, {}])
        whole = ("JPY", "KRW")
        if currency in whole:
            insured["minor"] //= 100
        insured["currency"] = currency
    draft.told.warnings = [warning for warning in draft.told.warnings if warning[0] != "currency_assumed"]
    facts["insured"] = insured


def _in_order(draft: Draft, group: str) -> list[dict[str, Any]]:
    return [dict(parts) for _, parts in sorted(draft.parts[group].items()) if parts]


def _metals(draft: Draft, name: str) -> list[dict[str, Any]]:
    """Each with its metal; where no column names it, the name of the piece may, or a karat: only gold has one."""
    found, listed = _in_order(draft, "metals"), draft.lists.get("metals", [])
    if listed and len(found) == 1 and "metal" not in found[0]:  # 成色 beside 金屬: the same metal
        listed[0].update({key: value for key, value in found[0].items() if key not in listed[0]})
        return []
    for metal in found:
        if "metal" not in metal:
            known = name_in(name.casefold(), Doubts()) if name else None
            if "fineness" not in metal and name and (fineness := _fineness_of(name)) is not None:
                metal["fineness"] = fineness
            if known is None and metal.get("fineness") in _KARATS:
                known = "gold"
            if known is None:
                draft.warn("metal_missing", "metals")
            metal["metal"] = known or "unknown"
    return [{key: metal[key] for key in ("metal", "fineness", "net_g") if key in metal} for metal in found]


def _fineness_of(name: str) -> int | None:
    try:
        return fineness_in(name.casefold(), Doubts())
    except Bad:
        return None


def _stones(draft: Draft, name: str) -> list[dict[str, Any]]:
    found, listed = _in_order(draft, "stones"), draft.lists.get("stones", [])
    if listed and len(found) == 1 and "kind" not in found[0]:  # 石重 beside 寶石: the same stone
        listed[0].update({key: value for key, value in found[0].items() if key not in listed[0]})
        return []
    for stone in found:
        if "kind" not in stone:
            kinds = kinds_in(name)
            if len(kinds) != 1:
                draft.warn("stone_missing", "stones")
            stone["kind"] = kinds[0] if len(kinds) == 1 else "unknown"
    order = ("kind", "shape", "count", "ct", "colour", "clarity", "cut", "treatment", "origin", "setting")
    return [{key: stone[key] for key in order if key in stone} for stone in found]


def _certificates(draft: Draft, _name: str) -> list[dict[str, Any]]:
    """``GIA 2141438171`` in a column of numbers is taken apart; a column headed GIA says the laboratory."""
    found = []
    for n, parts in sorted(draft.parts["certificates"].items()):
        certificate = dict(parts)
        if "number" not in certificate:
            draft.warn("certificate_missing", f"certificates.{n}.number")
            continue
        said = {key: value for key, value in certificate.items() if key != "number"}
        if "lab" not in said and "gia" in draft.at[f"certificates.{n}.number"].header.casefold():
            said["lab"] = "GIA"
        found += [said | one | said for one in _numbers(certificate["number"], said.get("lab"))]
    return [{key: one[key] for key in ("lab", "number", "date") if key in one} for one in found]


def _numbers(text: str, lab: str | None) -> list[dict[str, Any]]:
    """Where a column of its own says the laboratory, the number is what stands there, without that name before it."""
    if lab is not None:
        bare = re.sub(rf"^{re.escape(lab)}[\s:：]+", "", text, flags=re.IGNORECASE)
        return [{"number": bare}]
    try:
        return read_certificates(text, How(), Doubts())
    except Bad:
        return [{"number": text}]


def _weigh(draft: Draft, facts: Mapping[str, Any]) -> None:
    net = sum((Decimal(metal["net_g"]) for metal in facts.get("metals", ()) if "net_g" in metal), Decimal(0))
    if "gross_g" in facts and net > Decimal(facts["gross_g"]):
        draft.warn("net_over_gross", "gross_g")


def _places(draft: Draft, places: Places, default_place: str | None) -> tuple[str | None, str | None]:
    """(home, where it lies now). An unknown place is a doubt: the piece is registered without."""
    found: dict[str, str | None] = {}
    for key in ("home", "place"):
        text = draft.plain.get(key)
        if text:
            found[key], why = places.find(text)
            if why:
                draft.told.warnings.append([why, key, draft.at[key].at, text[:200], {}])
    home = found.get("home") if "home" in found else None
    if home is not None and places.kinds[home] != "store":
        draft.told.warnings.append(["not_a_store", "home", draft.at["home"].at, draft.plain["home"][:200], {}])
        home = None
    here = found.get("place")
    if home is None and "home" not in found and here is not None and places.kinds[here] == "store":
        home = here
    return home or (default_place if not draft.plain.get("home") else None), here or home or default_place
