"""The two cookies: which device this is, and which person is signed in on it."""

from flask import Response, request

DEVICE_COOKIE = "loupe_device"
PERSON_COOKIE = "loupe_person"
PERSON_HOURS = 12
_DEVICE_DAYS = 400  # the longest a browser keeps a cookie; a phone renews by its key when it is gone


def give_device(response: Response, token: str) -> Response:
    return _give(response, DEVICE_COOKIE, token, _DEVICE_DAYS * 86_400)


def give_person(response: Response, token: str) -> Response:
    return _give(response, PERSON_COOKIE, token, PERSON_HOURS * 3_600)


def take_person(response: Response) -> Response:
    """Sign the person out of this browser."""
    response.delete_cookie(PERSON_COOKIE, path="/", httponly=True, samesite="Strict", secure=request.is_secure)
    return response


def _give(response: Response, name: str, token: str, seconds: int) -> Response:
    response.set_cookie(name, token, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=request.is_secure)
    return response
