"""What is in the register already, and what stands in the file twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from server.ledger import bulk
from server.sheets.draft import Told
from server.stock.tables import Sample, Tag


@dataclass(slots=True)
class Seen:
    """Numbers and tags of the lines so far, by the line they first stood in."""

    numbers: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)


def judge(batch: Sequence[Told], seen: Seen, skip_known: bool) -> None:
    """Adds to each line what the register and the lines before it say against it."""
    told = [one for one in batch if one.body]
    archived = _known("archive_no", (one.body["archive_no"] for one in told))
    numbers = _known("number", (one.body["number"] for one in told))
    tags = tags_in_use(one.body["tag"] for one in told)
    for one in told:
        body = one.body
        if body["archive_no"] in archived:
            one.skipped = "already_registered"
        elif skip_known and body["number"] in numbers:
            one.skipped = "known_number"
        if one.skipped:
            continue
        _judge_number(one, numbers, seen)
        _judge_tag(one, tags, seen)


def _judge_number(one: Told, numbers: set[str], seen: Seen) -> None:
    number = one.body["number"]
    if number is None:
        return
    if number in numbers:
        one.warnings.append(["known_number", "number", None, number, {}])
    first = seen.numbers.setdefault(number, one.line)
    if first != one.line:
        one.warnings.append(["double_number", "number", None, number, {"line": first}])


def _judge_tag(one: Told, tags: set[str], seen: Seen) -> None:
    tag = one.body["tag"]
    if tag is None:
        return
    first = seen.tags.setdefault(tag, one.line)
    if first != one.line:
        one.problems.append(["double_tag", "tag", None, tag, {"line": first}])
    elif tag in tags:
        one.problems.append(["tag_in_use", "tag", None, tag, {}])


def _known(column: str, values: Iterable[str | None]) -> set[str]:
    wanted = {value for value in values if value}
    return {row[0] for row in bulk.rows_by(Sample, (column,), column, wanted)}


def tags_in_use(codes: Iterable[str | None]) -> set[str]:
    """Those that point at something, or are void."""
    wanted = {code for code in codes if code}
    return {row.code for row in bulk.rows_by(Tag, ("code", "target", "void_ms"), "code", wanted) if row.target or row.void_ms is not None}


def registered_numbers(archive_nos: Iterable[str | None]) -> set[str]:
    """Of these archive numbers, those this register has given."""
    return _known("archive_no", archive_nos)
