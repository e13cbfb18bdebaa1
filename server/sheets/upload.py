"""The file of a multipart request, held on disk while it is read, never in memory."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from server.sheets.kind import LARGEST
from server.web.body import decode
from server.web.errors import Refused

_ENVELOPE = 1024 * 1024  # boundaries, names and options beside the file
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@contextmanager
def uploaded() -> Iterator[tuple[BinaryIO, str]]:
    """(the file, its name). Raises 413 sheet_too_large, 422 no_file."""
    request.max_content_length = LARGEST + _ENVELOPE
    try:
        sent = request.files.get("file")
    except RequestEntityTooLarge as error:
        raise Refused("sheet_too_large", 413, field="file") from error
    if sent is None or not sent.filename:
        raise Refused("no_file", 422, field="file")
    with tempfile.TemporaryFile() as file:
        came = 0
        for part in iter(lambda: sent.stream.read(1 << 20), b""):
            came += len(part)
            if came > LARGEST:
                raise Refused("sheet_too_large", 413, field="file")
            file.write(part)
        yield file, _name(sent.filename)


def _name(given: str) -> str:
    return _UNWANTED.sub("", given.replace("\\", "/").rpartition("/")[2])[:200] or "file"


def told_options() -> Any:
    """The form field ``options``: JSON text, or nothing."""
    text = request.form.get("options", "")
    return decode(text.encode("utf-8", "replace")) if text else {}
