"""Counts as both sides tell them: the phone's overlay is held to the same vectors (pwa/tests/core/overlay_count.test.ts)."""

import json
from pathlib import Path

from server.core.action import Action, read
from server.core.count import fold_count
from server.core.fold import Fact

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "counts.json").read_text())


def facts(actions: list[dict]) -> list[Fact]:
    found = []
    for raw in actions:
        action = read(raw)
        assert isinstance(action, Action), action
        found.append(Fact(action.wall_ms, action.device, action.seq, action.wall_ms, action))
    return found


def test_U1_the_office_tells_what_the_vectors_tell() -> None:
    assert len(VECTORS) >= 20
    for told in VECTORS:
        state = fold_count(facts(told["actions"]))
        assert (state.status, state.told()) == (told["status"], told["told"])
