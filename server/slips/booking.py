"""Which pieces are promised for which days, and what a slip asks for beside that does not fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

RESERVING = ("approved", "picking", "issued", "partly_returned")
OUT = ("issued", "partly_returned")
ALWAYS = 2**53  # a slip that names no day of return


class Reserved(NamedTuple):
    """One line of a slip and its days, both included: a piece (or ``n`` of a lot), or any ``n`` of a model."""

    slip: str
    no: str
    status: str
    line: str
    sample: str | None
    model: str | None
    n: int
    out_ms: int
    back_ms: int

    def meets(self, other: "Reserved") -> bool:
        return self.out_ms <= other.back_ms and other.out_ms <= self.back_ms


class Misfit(NamedTuple):
    """A line whose slip asks for ``wanted`` of what is there ``there`` times in all; ``others`` have reserved of it on those days."""

    line: Reserved
    wanted: int
    there: int
    others: tuple[Reserved, ...]

    @property
    def is_short(self) -> bool:
        """Whatever others do, there is not so much."""
        return self.wanted > self.there


@dataclass(frozen=True, slots=True)
class Stock:
    """How much there is: of each piece (nothing, once it is retired), of each model; and which model a piece is of."""

    pieces: Mapping[str, int]
    models: Mapping[str, int]
    model_of: Mapping[str, str | None]

    def model(self, line: Reserved) -> str | None:
        return line.model if line.sample is None else self.model_of.get(line.sample)


def lines_of(slip: str, no: str, status: str, told: Mapping[str, Any], now_ms: int) -> Iterator[Reserved]:
    """What the slip still keeps from others. What is out stays reserved until it is back, however late."""
    out_ms, back_ms = told.get("out_ms") or 0, told.get("back_ms") or ALWAYS
    for line in told.get("lines") or ():
        for sample, model, n in _still_wanted(line):
            is_out = status in OUT and sample is not None
            yield Reserved(slip, no, status, line["line"], sample, model, n, out_ms, max(back_ms, now_ms) if is_out else back_ms)


def _still_wanted(line: Mapping[str, Any]) -> Iterator[tuple[str | None, str | None, int]]:
    """(piece, model, how many). What came back is free; once anything did, what was never taken is free too."""
    issued, returned, n = line.get("issued") or (), line.get("returned") or (), line.get("n") or 1
    if line.get("sample"):
        if line["sample"] not in returned:
            yield line["sample"], None, n
        return
    yield from ((sample, None, 1) for sample in issued if sample not in returned)
    if n > len(issued) and not returned:
        yield None, line.get("model"), n - len(issued)


def misfits(wanted: Sequence[Reserved], taken: Iterable[Reserved], stock: Stock) -> list[Misfit]:
    """In the order of the lines wanted, which are of one slip and so of the same days; none: everything can be promised."""
    others = [line for line in taken if wanted and line.meets(wanted[0])]
    by_piece, by_model = _by_piece(others), _by_model(others, stock)
    own_models = _by_model(wanted, stock)
    asked_by_model = {line.model for line in (*wanted, *others) if line.sample is None}
    found = []
    for line in wanted:
        model = stock.model(line)
        if line.sample is not None and (misfit := _misfit(line, line.n, by_piece.get(line.sample, ()), stock.pieces.get(line.sample, 0))):
            found.append(misfit)
        elif model is not None and model in asked_by_model:
            n = sum(own.n for own in own_models[model])
            misfit = _misfit(line, n, by_model.get(model, ()), stock.models.get(model, 0))
            found += [misfit] if misfit else []
    return found


def _misfit(line: Reserved, n: int, others: Sequence[Reserved], there: int) -> Misfit | None:
    return Misfit(line, n, there, tuple(others)) if n + _most_at_once(line, others) > there else None


def _most_at_once(line: Reserved, others: Sequence[Reserved]) -> int:
    """How many of these are promised at the busiest moment of the line's days: it is the beginning of one of them."""
    moments = {line.out_ms, *(other.out_ms for other in others if other.out_ms > line.out_ms)}
    return max(sum(other.n for other in others if other.out_ms <= at <= other.back_ms) for at in moments)


def _by_piece(lines: Iterable[Reserved]) -> dict[str, list[Reserved]]:
    found: dict[str, list[Reserved]] = {}
    for line in lines:
        if line.sample is not None:
            found.setdefault(line.sample, []).append(line)
    return found


def _by_model(lines: Iterable[Reserved], stock: Stock) -> dict[str, list[Reserved]]:
    found: dict[str, list[Reserved]] = {}
    for line in lines:
        if (model := stock.model(line)) is not None:
            found.setdefault(model, []).append(line)
    return found
