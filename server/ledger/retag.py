"""A piece or a place gets a new tag: the old code is void from now on, and the new one points at the same."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from server.core.tag import RANDOM_BYTES, mint
from server.database import db
from server.ledger import claims, finding, samples
from server.ledger.cursor import Tx, writing
from server.ledger.facts import unbound
from server.ledger.firm import firm_now
from server.ledger.refold import fold_anew
from server.ledger.watermark import promote
from server.stock.tables import Sample, Tag


@dataclass(frozen=True, slots=True)
class Retagged:
    """The code that is valid from now on."""

    code: str
    generation: int
    commit: int


class CodeTaken(Exception):
    """The code points at something else already, or is void."""


def retag(sample: str, reason: str, by: str, code: str | None = None) -> Retagged | None:
    """Re-issue the tag of a sample, with a new code or one that was minted ahead; None: no such sample. Raises CodeTaken."""
    with writing() as tx:
        if db.session.scalar(select(Sample.id).where(Sample.id == sample)) is None:
            return None
        samples.lock_rows([sample])
        commit = tx.number
        new = code or mint(secrets.token_bytes(RANDOM_BYTES))
        known = db.session.execute(select(Tag.target, Tag.void_ms).where(Tag.code == new)).first()
        if known is not None and (known.target is not None or known.void_ms is not None):
            raise CodeTaken(new)
        generation = _replace(tx, sample, new, known is not None)
        tx.office("retag", by, {"code": new, "generation": generation, "reason": reason}, sample=sample)
        fold_anew(tx, [sample], firm_now().kinds)  # scans of the code from before it was tied belong to the sample now
        claims.keep_of_tags(tx, (), (), [new] if unbound([new]) else [])
        promote(tx)
    return Retagged(new, generation, commit)


def _replace(tx: Tx, sample: str, new: str, is_minted: bool) -> int:
    """Void what points at the sample, tie the new code, say so in its row. The generation of the new code."""
    of_sample = (Tag.target == sample, Tag.target_kind == "sample")
    generation = max(db.session.scalars(select(Tag.generation).where(*of_sample)), default=0) + 1
    db.session.execute(update(Tag).where(*of_sample, Tag.void_ms.is_(None)).values(void_ms=tx.now_ms, commit=tx.number))
    row: dict[str, Any] = {"target_kind": "sample", "target": sample, "generation": generation, "commit": tx.number}
    if is_minted:
        db.session.execute(update(Tag).where(Tag.code == new).values(**row))
    else:
        db.session.execute(insert(Tag).values(code=new, issued_ms=tx.now_ms, **row))
    db.session.execute(update(Sample).where(Sample.id == sample).values(tag=new, commit=tx.number))
    finding.keep_of([sample])
    return generation
