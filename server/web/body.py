"""Reads a JSON body safely: size, depth, NaN, NUL, too large numbers and gzip bombs are refused before any part sees it."""

import zlib

import orjson
from flask import g, request

from server.web.errors import Refused

LARGEST = 4 * 1024 * 1024
DEEPEST = 32
WHOLE = 2**53  # beyond it orjson's and JavaScript's numbers are no longer exact


def read_json() -> object:
    """The decoded body of this request, read and checked once.

    Raises Refused: 415 not JSON, 413 too large, 400 bad_json | too_deep | bad_text | number_too_large."""
    if "body" not in g:
        if not request.is_json:
            raise Refused("not_json", 415)
        g.body = decode(_plain(request.get_data(cache=True)))
    return g.body


def decode(raw: bytes) -> object:
    """JSON text to values. orjson refuses NaN, lone surrogates and bad UTF-8, and stops at 1,024 levels instead of overflowing."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Refused("bad_json", 400) from error
    _check(value, look_for_nul=b"\\u0000" in raw)
    return value


def _check(value: object, look_for_nul: bool) -> None:
    """Walks level by level, so that a deep value cannot overflow the stack of the one who checks it."""
    level = [value]
    for _depth in range(DEEPEST):
        level = _inside(level, look_for_nul)
        if not level:
            return
    raise Refused("too_deep", 400)


def _inside(level: list, look_for_nul: bool) -> list:
    """Everything one level deeper. One plain loop, because a phone's push has 2,500 values here."""
    deeper: list = []
    for one in level:
        kind = type(one)
        if kind is dict:
            deeper.extend(one.values())
            if look_for_nul:
                deeper.extend(one)
        elif kind is list:
            deeper.extend(one)
        elif kind is str:
            if look_for_nul and "\0" in one:
                raise Refused("bad_text", 400)
        elif (kind is int or kind is float) and abs(one) > WHOLE:
            raise Refused("number_too_large", 400)
    return deeper


def _plain(raw: bytes) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if encoding == "identity":
        return raw
    if encoding != "gzip":
        raise Refused("not_json", 415)
    try:
        return _unzip(raw)
    except zlib.error as error:
        raise Refused("bad_input", 400) from error


def _unzip(raw: bytes) -> bytes:
    """Stops at the limit: a bomb costs 4 MB of memory, not what it claims to hold."""
    opened = zlib.decompressobj(zlib.MAX_WBITS | 16)
    plain = opened.decompress(raw, LARGEST + 1)
    if len(plain) > LARGEST:
        raise Refused("too_large", 413)
    if not opened.eof:
        raise Refused("bad_input", 400)
    return plain
