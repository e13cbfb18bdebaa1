"""The audit of dependencies: red for a published flaw, loud and not red where nobody could be asked, by what the tools really print."""

import json

import pytest

from tests import audit

CLEAN = {"name": "flask", "version": "3.1.3", "vulns": []}
FLAWED = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-2022-10", "fix_versions": ["9.0.1"]}]}
UNKNOWN = {"name": "flask", "skip_reason": "Dependency not found on PyPI and could not be audited: flask (3.1.3)"}
NPM_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 9}}}
NPM_FLAWED = {"vulnerabilities": {"vite": {"severity": "high"}}, "metadata": {"dependencies": {"total": 9}}}
NPM_REFUSED = {"message": "405 Method Not Allowed", "method": "POST", "statusCode": 405}


@pytest.mark.parametrize(
    ("python", "npm", "ends_with", "said"),
    [
        ({"dependencies": [CLEAN]}, NPM_CLEAN, 0, ["Python: 1 packages, 0", "npm: 9 packages, 0"]),
        ({"dependencies": [CLEAN, FLAWED]}, NPM_CLEAN, 1, ["pillow 9.0.0: PYSEC-2022-10"]),
        ({"dependencies": [CLEAN]}, NPM_FLAWED, 1, ["vite: high"]),
        ({"dependencies": [UNKNOWN]}, NPM_REFUSED, 0, ["NOT AUDITED: Python", "not found on PyPI", "NOT AUDITED: npm", "405"]),
        ({}, {}, 0, ["NOT AUDITED: Python", "NOT AUDITED: npm"]),
        ({"dependencies": [UNKNOWN, FLAWED]}, NPM_REFUSED, 1, ["pillow 9.0.0", "NOT AUDITED: npm"]),
    ],
)
def test_the_audit_is_red_for_a_flaw_and_says_what_it_could_not_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, python: dict, npm: dict, ends_with: int, said: list[str]
) -> None:
    monkeypatch.setattr(audit, "ask", lambda *command, folder: json.dumps(python if "pip_audit" in command else npm))
    assert audit.main(["npm"]) == ends_with
    told = capsys.readouterr().out
    assert all(one in told for one in said), told
