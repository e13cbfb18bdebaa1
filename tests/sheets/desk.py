"""The import as a clerk's browser does it: a file goes up, a preview comes back."""

import io
import json
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.firm import PASSWORD, Firm


class Desk:
    """A signed-in clerk (or whoever ``login`` is)."""

    def __init__(self, app: Flask, firm: Firm, login: str = "boss"):
        self.client: FlaskClient = app.test_client()
        reply = self.client.post("/api/session", json={"login": login, "password": PASSWORD})
        assert reply.status_code == 200, reply.json
        self.firm = firm

    def send(self, content: bytes | str, name: str = "register.csv", path: str = "/api/imports", **options: Any) -> Any:
        """The raw reply."""
        raw = content.encode() if isinstance(content, str) else content
        form: dict[str, Any] = {"file": (io.BytesIO(raw), name)}
        if options:
            form["options"] = json.dumps(options)
        return self.client.post(path, data=form, content_type="multipart/form-data")

    def preview(self, content: bytes | str, name: str = "register.csv", **options: Any) -> dict[str, Any]:
        """The preview of a file that can be read."""
        reply = self.send(content, name, **options)
        assert reply.status_code == 201, reply.json
        return reply.json

    def refusal(self, content: bytes | str, name: str = "register.csv", **options: Any) -> tuple[int, str]:
        reply = self.send(content, name, **options)
        return reply.status_code, reply.json["code"]

    def change(self, id: str, **asked: Any) -> Any:
        reply = self.client.patch(f"/api/imports/{id}", json=asked)
        assert reply.status_code == 200, reply.json
        return reply.json

    def confirm(self, id: str) -> Any:
        reply = self.client.post(f"/api/imports/{id}/confirm")
        assert reply.status_code == 200, reply.json
        return reply.json


def row(preview: dict[str, Any], line: int) -> dict[str, Any]:
    """The row of a line of the file."""
    return next(one for one in preview["rows"] if one["line"] == line)


def told(preview: dict[str, Any], line: int) -> dict[str, Any]:
    """What a good line says, without what it leaves out."""
    one = row(preview, line)
    assert one["status"] in ("good", "warned"), one
    return {key: value for key, value in one["told"].items() if value is not None}


def codes(preview: dict[str, Any], line: int) -> list[tuple[str, str | None]]:
    """(code, header) of what is wrong with a line."""
    return [(one["code"], one["header"]) for one in row(preview, line)["problems"]]


def doubts(preview: dict[str, Any], line: int) -> list[str]:
    return [one["code"] for one in row(preview, line)["warnings"]]
