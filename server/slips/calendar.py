"""What is promised when: read from the slips that run and from the register, in a few queries whatever is asked."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from server.database import db
from server.ledger import bulk
from server.slips.booking import RESERVING, Misfit, Reserved, Stock, lines_of, misfits
from server.stock.matters import all_matters, one_matter
from server.stock.tables import Sample
from server.web import clock

RETIRED = ("lost", "scrapped", "sold", "returned_to_owner")
WAITING = "submitted"


def calendar(sample: str | None, model: str | None, from_ms: int, to_ms: int) -> dict[str, Any]:
    """Of one piece, with whoever asks for any of its model; or of a model, with whoever asks for a piece of it."""
    lines = [line for line in reserved((WAITING, *RESERVING)) if line.out_ms <= to_ms and from_ms <= line.back_ms]
    stock = stock_of(lines, {sample} if sample else set(), {model} if model else set())
    wanted = model if sample is None else stock.model_of.get(sample)
    shown = [line for line in lines if _concerns(line, sample, wanted, stock)]
    there = stock.pieces.get(sample, 0) if sample else stock.models.get(model or "", 0)
    return {"reserved": [line._asdict() for line in sorted(shown, key=lambda line: (line.out_ms, line.no, line.line))], "there": there}


def _concerns(line: Reserved, sample: str | None, model: str | None, stock: Stock) -> bool:
    if sample is not None and line.sample is not None:
        return line.sample == sample
    return model is not None and stock.model(line) == model


def conflicts(slip: str) -> list[dict[str, Any]]:
    """What approving it now would be refused for. Raises 404."""
    return [told_of(misfit) for misfit in unfit(one_matter("slip", slip))]


def unfit(slip: dict[str, Any], back_ms: int | None = None) -> list[Misfit]:
    """The lines of a slip that cannot be promised beside the others; ``back_ms``: if it were due then."""
    told = slip["told"] if back_ms is None else slip["told"] | {"back_ms": back_ms}
    wanted = list(lines_of(slip["id"], slip["no"], slip["status"], told, clock.now_ms()))
    others = [line for line in reserved(RESERVING) if line.slip != slip["id"]]
    models = {line.model for line in wanted if line.model}
    return misfits(wanted, others, stock_of([*wanted, *others], {line.sample for line in wanted if line.sample}, models))


def reserved(statuses: tuple[str, ...]) -> list[Reserved]:
    """Every line of the slips in these states."""
    now_ms = clock.now_ms()
    return [
        line for slip in all_matters("slip", statuses) for line in lines_of(slip["id"], slip["no"], slip["status"], slip["told"], now_ms)
    ]


def stock_of(lines: Iterable[Reserved], samples: set[str], models: set[str]) -> Stock:
    """How much there is of what these lines, pieces and models name."""
    named = samples | {line.sample for line in lines if line.sample is not None}
    rows = bulk.rows_by(Sample, ("id", "quantity", "status", "model"), "id", named)
    pieces = {row.id: 0 if row.status in RETIRED else row.quantity for row in rows}
    model_of = {row.id: row.model for row in rows}
    asked = models | {model_of[sample] for sample in samples if model_of.get(sample)}
    return Stock(pieces, _count_models(asked), model_of)


def _count_models(models: set[str]) -> dict[str, int]:
    if not models:
        return {}
    held = select(Sample.model, func.sum(Sample.quantity)).where(Sample.model.in_(sorted(models)), Sample.status.not_in(RETIRED))
    return {model: int(count) for model, count in db.session.execute(held.group_by(Sample.model))}


def told_of(misfit: Misfit) -> dict[str, Any]:
    line = misfit.line
    told = {"line": line.line, "sample": line.sample, "model": line.model, "wanted": misfit.wanted, "there": misfit.there}
    return told | {"others": [other._asdict() for other in misfit.others]}
