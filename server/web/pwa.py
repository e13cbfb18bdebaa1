"""Serves the built app: the page itself always fresh, hashed assets for ever, packed forms where the build left them."""

from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

from server.web.errors import Refused

FOR_EVER = "public, max-age=31536000, immutable"
PACKED = {"br": ".br", "gzip": ".gz"}
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def serve_pwa(app: Flask, built: Path) -> None:
    @app.get("/")
    def page() -> Response:
        if not (built / "index.html").is_file():
            raise Refused("no_app", 503)
        return _file(built, "index.html")

    @app.get("/<path:name>")
    def asset(name: str) -> Response:
        if name.startswith("api/"):
            raise NotFound
        return _file(built, name)


def _file(built: Path, name: str) -> Response:
    coding = _coding(built, name)
    response = send_from_directory(built, name + PACKED.get(coding, ""), conditional=True)
    response.headers["Content-Type"] = TYPES.get(Path(name).suffix, response.headers["Content-Type"])
    response.headers.pop("Content-Disposition", None)  # it would name the packed twin
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_EVER if name.startswith("assets/") else "no-cache"
    return response


def _coding(built: Path, name: str) -> str:
    """The smallest packed form the client takes and the build left beside the file."""
    for coding, suffix in PACKED.items():
        if request.accept_encodings[coding] > 0 and (built / name).with_name(Path(name).name + suffix).is_file():
            return coding
    return ""
