"""Photos over HTTP: put under their hash, seen only by those who belong to the firm."""

from flask import Response, request, send_file
from flask_smorest import Blueprint

from server.media.photos import file_of, photo, take_in
from server.media.schemas import PhotoReply, PhotoSizeArgs
from server.people.access import access, needs_anyone
from server.web.errors import Refused

blueprint = Blueprint("photos", __name__, url_prefix="/api/photos", description="Photos by content")
HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",  # a name is its content; private: it belongs to whoever is signed in
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


@blueprint.put("/<sha256>")
@needs_anyone
@blueprint.response(200, PhotoReply)
def put_photo(sha256):
    """The body is a JPEG, PNG or WebP of at most 4 MB whose sha256 is the name. The same again: the same answer."""
    here = access()
    device = here.device.id if here.device else None
    person = here.person.id if here.person else None
    return {"photo": take_in(sha256, request.get_data(cache=False), device, person)}


@blueprint.get("/<sha256>")
@needs_anyone
@blueprint.arguments(PhotoSizeArgs, location="query")
@blueprint.response(200, content_type="image/jpeg")
def get_photo(asked, sha256):
    """The picture, whole or as a thumbnail."""
    row = photo(sha256)
    path = file_of(row, asked["size"]) if row else None
    if path is None or not path.is_file():
        raise Refused("not_found", 404)
    return _picture(path, "image/jpeg" if asked["size"] == "thumb" else row["type"], sha256)


def _picture(path, type: str, sha256: str) -> Response:
    response = send_file(path, mimetype=type, conditional=True, download_name=f"{sha256[:12]}{path.suffix}", etag=path.stem)
    response.headers.update(HEADERS)
    return response
