"""Setting up, signing in, phones and people over HTTP."""

from flask import Response, current_app, jsonify, request
from flask_smorest import Blueprint

from server.addresses import phone_url
from server.ledger.cursor import head
from server.people import devices, owing, own_secrets, persons, sessions, setup
from server.people.access import access, device_here, needs, needs_device, needs_person
from server.people.cookies import PERSON_COOKIE, give_device, give_person, give_second, take_person
from server.people.picture import qr_picture
from server.people.replies import session_reply
from server.people.schemas import (
    DeviceName,
    DeviceReply,
    DevicesReply,
    EnrolArgs,
    EnrolReply,
    InviteArgs,
    InviteReply,
    OwnPasswordArgs,
    OwnPinArgs,
    PeopleReply,
    PersonArgs,
    PersonChangeArgs,
    PersonReply,
    RenameArgs,
    RenewArgs,
    SessionReply,
    SetupArgs,
    SignInArgs,
    StatusReply,
    UnlockArgs,
)
from server.people.steps_routes import home, second
from server.version import VERSION
from server.web import clock

office = Blueprint("office", __name__, url_prefix="/api", description="Whether the office is there, and its very first person")
session = Blueprint("session", __name__, url_prefix="/api/session", description="Who is signed in here")
phones = Blueprint("phones", __name__, url_prefix="/api/devices", description="Phones of the firm")
people = Blueprint("people", __name__, url_prefix="/api/people", description="Who works here")
blueprints = [office, session, second, phones, people]


@office.get("/status")
@office.response(200, StatusReply)
def get_status():
    """Is the office there, how far has history come, has it been set up?"""
    now = head()
    told = {"epoch": now.epoch, "head": now.commit, "server_ms": clock.now_ms(), "app": VERSION}
    return told | {"setup": not setup.is_set_up(), "restored_ms": now.restored_ms}


@office.post("/setup")
@office.arguments(SetupArgs)
@office.response(200, SessionReply)
def post_setup(asked):
    """The one-time link makes the first person, who is then signed in."""
    person, token = setup.set_up(asked, device_here(), request.remote_addr)
    return give_person(session_reply(person, asked["names"], setup.FIRST_ROLES), token)


@session.get("")
@session.response(200, SessionReply)
def get_session():
    """Who is signed in on this browser, and what they may do; nobody is an answer."""
    here = access()
    return {"person": here.person, "rights": sorted(here.rights), **({"step": "add"} if here.lacks_step else {})}


@session.post("")
@session.arguments(SignInArgs)
@session.response(200, SessionReply)
def sign_in(asked):
    """By login and password, on any browser; who has a second step gets no session yet but `step` and `ways`."""
    return _opened(sessions.sign_in(asked["login"], asked["password"], device_here(), request.remote_addr, home()))


@session.delete("")
@session.response(204)
def sign_out():
    """The session ends in the office, not only on this browser."""
    if token := request.cookies.get(PERSON_COOKIE):
        sessions.end_session(token)
    return take_person(Response(status=204))


@session.post("/unlock")
@needs_device
@session.arguments(UnlockArgs)
@session.response(200, SessionReply)
def unlock(asked):
    """By PIN, on an enrolled phone."""
    return _opened(sessions.unlock(asked["person"], asked["pin"], device_here()))


@session.put("/password")
@needs_person
@session.arguments(OwnPasswordArgs)
@session.response(204)
def put_password(asked):
    """Another password of one's own, with the one there is; every other session of theirs ends."""
    own_secrets.change_password(access().person.id, asked["password"], asked["new"], request.cookies[PERSON_COOKIE], request.remote_addr)
    return Response(status=204)


@session.put("/pin")
@needs_person
@session.arguments(OwnPinArgs)
@session.response(204)
def put_pin(asked):
    """Another PIN of one's own, with the one there is; every other session of theirs ends."""
    here = device_here() or request.remote_addr
    own_secrets.change_pin(access().person.id, asked["pin"], asked["new"], request.cookies[PERSON_COOKIE], here)
    return Response(status=204)


@phones.post("/invites")
@needs("enrol")
@phones.arguments(InviteArgs)
@phones.response(200, InviteReply)
def post_invite(asked):
    """A code for one phone, good for ten minutes."""
    return _invite(*devices.invite(asked["name"], access().person.id))


@phones.post("/enrol")
@phones.arguments(EnrolArgs)
@phones.response(200, EnrolReply)
def post_enrol(asked):
    """An invited browser proves its key and becomes a phone of the firm."""
    return _enrolled(devices.enrol(asked, request.remote_addr))


@phones.post("/renew")
@phones.arguments(RenewArgs)
@phones.response(200, EnrolReply)
def post_renew(asked):
    """A phone that lost its cookie shows its key and gets a new one."""
    return _enrolled(devices.renew(**asked))


@phones.get("")
@needs("phones")
@phones.response(200, DevicesReply)
def get_devices():
    """Every phone, and what it still owes."""
    return owing.list_devices()


@phones.post("/<device>/revoke")
@needs("enrol")
@phones.response(200, DeviceName)
def post_revoke(device):
    """A lost phone is harmless from now on."""
    return {"id": device, "name": devices.revoke(device, access().person.id)}


@phones.post("/<device>/replace")
@needs("enrol")
@phones.response(200, InviteReply)
def post_replace(device):
    """A lost phone is shut out, and the next one takes its name."""
    _name, *told = devices.replace(device, access().person.id)
    return _invite(*told)


@phones.get("/<device>")
@needs("phones")
@phones.response(200, DeviceReply)
def get_device(device):
    """One phone, and who brought its records when it could not come itself."""
    return owing.one_device(device)


@phones.patch("/<device>")
@needs("enrol")
@phones.arguments(RenameArgs)
@phones.response(200, DeviceName)
def patch_device(asked, device):
    """Handed to another person or desk."""
    devices.rename(device, asked["name"], access().person.id)
    return {"id": device, "name": asked["name"]}


@people.get("")
@needs("people")
@people.response(200, PeopleReply)
def get_people():
    """Everybody who works or worked here."""
    return {"people": persons.list_people()}


@people.post("")
@needs("people")
@people.arguments(PersonArgs)
@people.response(201, PersonReply)
def post_person(asked):
    """A new person, their place, and on request their badge."""
    return {"person": persons.one_person(persons.add_person(asked, access().person.id))}


@people.patch("/<person>")
@needs("people")
@people.arguments(PersonChangeArgs)
@people.response(200, PersonReply)
def patch_person(asked, person):
    """What is named changes, the rest stays."""
    persons.change_person(person, asked, access().person.id)
    return {"person": persons.one_person(person)}


@people.delete("/<person>/second-steps")
@needs("people")
@people.response(200, PersonReply)
def delete_steps(person):
    """They lost what they prove themselves with: the password alone signs them in again, and their sessions end."""
    persons.take_steps(person, access().person.id)
    return {"person": persons.one_person(person)}


def _invite(code: str, expires_ms: int) -> dict:
    url = f"{phone_url(current_app.config['LOUPE'])}/#/enrol/{code}"
    return {"code": code, "url": url, "qr": qr_picture(url), "expires_ms": expires_ms}


def _opened(opened: sessions.Opened | sessions.Half) -> Response:
    if isinstance(opened, sessions.Half):
        return give_second(jsonify({"person": None, "rights": [], "step": "second", "ways": opened.ways}), opened.ticket)
    return give_person(session_reply(opened.person, opened.names, opened.roles), opened.token)


def _enrolled(enrolled: devices.Enrolled) -> Response:
    told = {"device": {"id": enrolled.id, "name": enrolled.name}, "epoch": head().epoch, "server_ms": clock.now_ms()}
    return give_device(jsonify(told), enrolled.token)
