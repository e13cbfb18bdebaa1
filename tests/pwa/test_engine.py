"""The engine of the phones, in Node, against the real office: enrol, record, push, pull."""

import os
import shutil
import subprocess

from tests.office import ROOT


def test_p2_what_a_phone_records_is_in_the_real_office_once_and_comes_back_as_its_rows(office):
    environment = {**os.environ, "OFFICE_URL": office.url, "OFFICE_TOKEN": office.setup_token()}
    command = [shutil.which("node") or "node", "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.office.config.ts"]
    run = subprocess.run(command, cwd=ROOT / "pwa", env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
