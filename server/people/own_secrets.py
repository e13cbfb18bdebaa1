"""One's own password and PIN: whoever knows the one there is chooses another, and all their other sessions end.

What somebody else chose, somebody else knows; and a scan carries the name of who knows the PIN.
"""

from server.people.persons import change_person
from server.people.sessions import ask_again, ask_pin


def change_password(person: str, old: str, new: str, session: str, address: str | None) -> None:
    """Raises 403 wrong_password, 409 no_password, 422 weak_password, 429 locked_out."""
    ask_again(person, old, address)
    change_person(person, {"password": new}, by=person, keeps=session)


def change_pin(person: str, old: str, new: str, session: str, here: str | None) -> None:
    """``here``: the phone, or the address of a browser that is none. Raises 403 wrong_pin, 409 no_pin, 429 locked_out."""
    ask_pin(person, old, here)
    change_person(person, {"pin": new}, by=person, keeps=session)
