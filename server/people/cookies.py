"""The cookies: which device this is, which person is signed in on it, and who is half signed in."""

from flask import Response, request

DEVICE_COOKIE = "loupe_device"
PERSON_COOKIE = "loupe_person"
SECOND_COOKIE = "loupe_second"  # the password was right, and nothing else yet
PERSON_HOURS = 12
SECOND_MINUTES = 5
_DEVICE_DAYS = 400  # the longest a browser keeps a cookie; a phone renews by its key when it is gone


def give_device(response: Response, token: str) -> Response:
    return _give(response, DEVICE_COOKIE, token, _DEVICE_DAYS * 86_400)


def give_person(response: Response, token: str) -> Response:
    return _give(response, PERSON_COOKIE, token, PERSON_HOURS * 3_600)


def give_second(response: Response, token: str) -> Response:
    return _give(response, SECOND_COOKIE, token, SECOND_MINUTES * 60)


def take_person(response: Response) -> Response:
    """Sign the person out of this browser."""
    return _take(response, PERSON_COOKIE)


def take_second(response: Response) -> Response:
    return _take(response, SECOND_COOKIE)


def _give(response: Response, name: str, token: str, seconds: int) -> Response:
    response.set_cookie(name, token, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=request.is_secure)
    return response


def _take(response: Response, name: str) -> Response:
    response.delete_cookie(name, path="/", httponly=True, samesite="Strict", secure=request.is_secure)
    return response
