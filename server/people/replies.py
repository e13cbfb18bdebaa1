"""What signing in tells, whichever way it was done."""

from collections.abc import Iterable

from flask import Response, jsonify

from server.people.roles import rights_of
from server.people.steps import is_missing


def session_reply(person: str, names: dict, roles: Iterable[str]) -> Response:
    """Who is signed in now and what they may do: nothing before they have added the second step the firm requires."""
    told = {"id": person, "names": names, "roles": list(roles)}
    if is_missing(person, told["roles"]):
        return jsonify({"person": told, "rights": [], "step": "add"})
    return jsonify({"person": told, "rights": sorted(rights_of(told["roles"]))})
