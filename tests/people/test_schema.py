"""No call that the OpenAPI document describes, nor one it forbids, makes a 5xx, by somebody who may do everything and about what is there.

``EXAMPLES=200`` looks longer, by hand.
"""

import os
import re

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode

from server.people.cookies import DEVICE_COOKIE, PERSON_COOKIE
from server.people.roles import RIGHTS
from tests.firm import PASSWORD, Firm, good
from tests.people.test_rights import objects

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
LIKE_THIS = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def emperor(firm: Firm) -> dict[str, str]:
    """The cookies of a phone on which somebody of every role is signed in."""
    firm.person("Emperor", *RIGHTS, login=True)
    seat = firm.seat_of(firm.phone())
    good(seat.post("/api/session", {"login": "emperor", "password": PASSWORD}))
    return {name: seat.cookie(name) for name in (DEVICE_COOKIE, PERSON_COOKIE)}


def named(operation: APIOperation, of: dict[str, str]) -> dict[str, str] | None:
    """Things that are there for the parts of this address."""
    parts = re.findall(r"{(\w+)}", operation.path)
    there = {"sha256": of["photo" if "photos" in operation.path else "kept"], "wanted": "samples"} | of
    return {part: there[part] for part in parts} or None


def tried(operation: APIOperation, mode: GenerationMode, cookies: dict[str, str], path: dict[str, str] | None) -> list[str]:
    """What went wrong."""
    wrong = []

    @LIKE_THIS
    @given(case=operation.as_strategy(mode, path_parameters=path))
    def run(case: Case) -> None:
        reply = case.call(cookies=cookies)
        if reply.status_code >= 500:
            wrong.append(f"{operation.label}: {reply.status_code} for {case.as_curl_command()[:300]}")

    run()
    return wrong


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_SE4_what_the_document_describes_and_what_it_forbids_makes_no_5xx(app: Flask, firm: Firm) -> None:
    of, cookies = objects(app, firm), emperor(firm)
    calls = [told.ok() for told in schemathesis.openapi.from_wsgi("/api/openapi.json", app).get_all_operations()]
    assert len(calls) > 80
    wrong = []
    for operation in sorted(calls, key=lambda call: call.label == "DELETE /api/session"):
        wrong += tried(operation, GenerationMode.POSITIVE, cookies, named(operation, of))
        if operation.body:  # wrong addresses are tried by tests/house/test_fuzz.py
            wrong += tried(operation, GenerationMode.NEGATIVE, cookies, None)
    assert not wrong, "\n".join(wrong)
