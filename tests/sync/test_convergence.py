"""Whatever the network, the phones and the office go through, all end with the same history and the same stock."""

import os
from pathlib import Path

import pytest

from tests.office import Office
from tests.sync.invariants import check_all
from tests.sync.simulator import Weather, world

# Seeds that once failed stay here, with what they showed.
FAILED = (3,)  # a backup put back without a word, while a phone was reading on
KINDS = ("postgresql", "sqlite")
STEPS = int(os.environ.get("LOUPE_STEPS", "150"))  # by hand enough for 10,000 actions: docs/figures.md
SEEDS = sorted({*FAILED, *range(1, 1 + int(os.environ.get("LOUPE_SEEDS", "3")))})


@pytest.mark.parametrize(("database_url", "seed"), [(KINDS[seed % 2], seed) for seed in SEEDS], indirect=["database_url"])
def test_P8_after_any_weather_all_hold_the_same(office: Office, tmp_path: Path, seed: int) -> None:
    told = world(office, tmp_path, seed, Weather(says_so=seed % 3 != 0))
    try:
        told.run()
        told.heal()
        check_all(told, tmp_path)
    finally:
        told.vault.drop()
    assert told.happened["offered again"] and told.happened["killed"] and told.happened["reply did not count"], told.happened


def test_P2_ten_phones_on_a_very_bad_network_deliver_everything_once(office: Office, tmp_path: Path) -> None:
    told = world(office, tmp_path, 99, Weather(phones=10, steps=STEPS, loss=0.8, kills=0, restarts=0, restores=0, wipes=0))
    told.run()
    told.heal()
    check_all(told, tmp_path)
    print(f"{sum(phone.seq for phone in told.phones)} actions, {dict(told.happened)}")
