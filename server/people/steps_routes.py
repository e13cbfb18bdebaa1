"""The second step of signing in over HTTP: proving it, and looking after one's own."""

from flask import current_app, request
from flask_smorest import Blueprint

from server.people import passkeys, sessions, steps, totp
from server.people.access import access, device_here, needs_person
from server.people.cookies import PERSON_COOKIE, SECOND_COOKIE, give_person, take_second
from server.people.picture import qr_picture
from server.people.replies import session_reply
from server.people.schemas import SessionReply
from server.people.steps_schemas import AddPasskeyArgs, BrowserAsk, CodeArgs, PasswordArgs, ProveArgs, SecretReply, StepsReply
from server.web.origin import Home, home_of

second = Blueprint("second", __name__, url_prefix="/api/session", description="The second step of signing in")


@second.post("/second")
@second.arguments(ProveArgs)
@second.response(200, SessionReply)
def prove_second(asked):
    """After the password: six digits of the code app, or a passkey."""
    opened = sessions.prove(_ticket(), asked, device_here(), request.remote_addr, home())
    return take_second(give_person(session_reply(opened.person, opened.names, opened.roles), opened.token))


@second.post("/second/passkey")
@second.response(200, BrowserAsk)
def ask_passkey():
    """What the browser must be asked, good for one answer."""
    return {"options": sessions.ask_passkey(_ticket(), device_here(), home())}


@second.get("/steps")
@needs_person
@second.response(200, StepsReply)
def get_steps():
    """One's own passkeys, and whether there is a code app; nothing secret of either."""
    return _steps()


@second.post("/steps/passkey/begin")
@needs_person
@second.arguments(PasswordArgs)
@second.response(200, BrowserAsk)
def begin_passkey(asked):
    """With the password: what the browser must be asked to make one."""
    here = sessions.needs_home(home())
    login = sessions.ask_again(_me(), asked["password"], request.remote_addr)
    return {"options": passkeys.begin_adding(_me(), login, _session(), here)}


@second.post("/steps/passkey")
@needs_person
@second.arguments(AddPasskeyArgs)
@second.response(200, StepsReply)
def add_passkey(asked):
    """What the browser has made."""
    passkeys.add(_me(), asked["name"], asked["passkey"], _session(), sessions.needs_home(home()))
    return _steps()


@second.post("/steps/totp/begin")
@needs_person
@second.arguments(PasswordArgs)
@second.response(200, SecretReply)
def begin_totp(asked):
    """With the password: a secret for a code app, told this once."""
    login = sessions.ask_again(_me(), asked["password"], request.remote_addr)
    secret = totp.begin(_me())
    uri = totp.address_of(secret, login)
    return {"secret": secret, "uri": uri, "qr": qr_picture(uri)}


@second.post("/steps/totp")
@needs_person
@second.arguments(CodeArgs)
@second.response(200, StepsReply)
def confirm_totp(asked):
    """The app makes the right codes: from now on it counts."""
    totp.confirm(_me(), asked["code"])
    return _steps()


@second.post("/steps/<step>/remove")
@needs_person
@second.arguments(PasswordArgs)
@second.response(200, StepsReply)
def remove_step(asked, step):
    """With the password: one's own passkey by its id, or `totp`."""
    sessions.ask_again(_me(), asked["password"], request.remote_addr)
    steps.remove_own(_me(), step)
    return _steps()


def home() -> Home | None:
    """Where this browser speaks from, as far as passkeys go."""
    return home_of(request, current_app.config["LOUPE"].public_url)


def _steps() -> dict:
    me, here = access().person, home()
    told = {"host": here.host if here else None, "missing": steps.is_missing(me.id, me.roles), "has_password": sessions.has_password(me.id)}
    return steps.steps_of(me.id) | told


def _me() -> str:
    return access().person.id


def _session() -> str:
    return request.cookies[PERSON_COOKIE]


def _ticket() -> str:
    return request.cookies.get(SECOND_COOKIE, "")
