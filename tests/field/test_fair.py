"""Eight phones, three days, forgotten scans, wrong tags, wrong clocks, one phone lost, one wiped, one relayed: all come home."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.field.checks import MOST_FALSE, check_all, check_every_order
from tests.field.fair import Fair, Size, fair_office
from tests.field.phones import NodePhones
from tests.field.report import lines_of

# Seeds that once failed stay here, with what they showed.
FAILED: tuple[int, ...] = ()
SEEDS = [*FAILED, *range(1, 1 + int(os.environ.get("LOUPE_SEEDS", "2")))]
ACTIONS = int(os.environ.get("LOUPE_FAIR_ACTIONS", "700"))


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodePhones]:
    running = NodePhones(tmp_path_factory.mktemp("phones") / "log")
    yield running
    running.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_P8_after_three_days_at_a_fair_all_hold_the_same_and_the_desk_shows_what_went_wrong(
    request: pytest.FixtureRequest, phones: NodePhones, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = request.getfixturevalue("sqlite" if seed % 2 else "postgres")
    office = fair_office(tmp_path, url := kind.fresh())
    try:
        fair = Fair(office, phones, tmp_path, seed, Size(actions=ACTIONS))
        fair.run()
        others = check_every_order(fair, monkeypatch) if seed % 2 else []
        fair.come_home()
        figures, told = check_all(fair, others)
        assert not told.missed, lines_of(fair, told)
        assert figures.false_per_1000 <= MOST_FALSE, lines_of(fair, told)
        assert figures.infeasible and figures.forgotten and fair.failed and fair.relayed, figures
    finally:
        office.kill()
        kind.drop(url)
