"""The real office in its own process: both ports, websockets on both, trust page, one-time link, a clean end."""

import socket
import ssl
import warnings

import pytest
import requests
import socketio

from tests.firm import Firm, firm_at
from tests.office import Office
from tests.phone import Phone, over_url


@pytest.fixture
def ca(office: Office) -> str:
    return str(office.home / "ca.crt")


def test_both_addresses_answer_and_say_who_they_are(office: Office, ca: str) -> None:
    assert requests.get(f"{office.url}/api/status", timeout=10).json()["setup"] is True
    assert requests.get(f"{office.https_url}/api/status", verify=ca, timeout=10).json()["setup"] is True
    assert office.url.split(":")[2] in office.log and "/#/setup/" in office.log and "█" in office.log


def test_the_https_port_speaks_no_plain_http_and_a_stranger_holds_up_nobody(office: Office, ca: str) -> None:
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(f"http://127.0.0.1:{office.https_port}/api/status", timeout=10)
    silent = [socket.create_connection(("127.0.0.1", office.https_port)) for _n in range(20)]
    assert requests.get(f"{office.https_url}/api/status", verify=ca, timeout=5).ok
    for one in silent:
        one.close()


def test_old_tls_is_refused(office: Office) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", office.https_port)) as plain, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(plain)


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_a_websocket_opens_on_either_port_and_is_a_websocket(office: Office, ca: str, secure: bool) -> None:
    firm = firm_at(office)
    url = office.https_url if secure else office.url
    phone = Phone(over_url(url, verify=ca), name="board")
    enrolled = phone.enrol(firm.invite())
    assert enrolled.status == 200
    cookie = enrolled.headers["Set-Cookie"].split(";")[0]
    assert ("Secure" in enrolled.headers["Set-Cookie"]) == secure
    with requests.Session() as session:
        session.verify = ca
        line = socketio.SimpleClient(http_session=session)
        line.connect(url, headers={"Cookie": cookie}, transports=["websocket"])
        assert line.transport == "websocket"
        said, head = line.receive(timeout=10)
        line.disconnect()
    assert (said, set(head)) == ("head", {"epoch", "commit"})


def test_the_setup_link_opens_the_office_once(office: Office) -> None:
    token = office.setup_token()
    firm_at(office)
    again = {"names": {"en": "Eve"}, "login": "eve", "password": "correct horse battery", "pin": "280614", "demo": False, "lang": "en"}
    assert requests.post(f"{office.url}/api/setup", json=again | {"token": token}, timeout=10).status_code == 409
    assert office.command("setup-link").returncode == 1
    office.restart()
    assert office.log.count("/#/setup/") == 1  # the second start shows no link


def test_ctrl_c_ends_it_cleanly_and_it_starts_again(office: Office) -> None:
    office.stop()
    office.nursery = None  # from here on as anybody starts it: Python loads all of it
    office.start().stop()
    assert office.process is not None and office.process.returncode == 0
    assert requests.get(f"{office.start().url}/api/status", timeout=10).ok


def test_what_was_answered_survives_a_kill(office: Office) -> None:
    firm: Firm = firm_at(office)
    place = firm.place("Safe")
    office.restart()
    assert [row for row in firm.boss.get("/api/people").json["people"] if row["id"] == firm.boss_id]
    assert firm.place("Tray", parent=place)


def test_a_bad_setting_is_told_in_one_sentence(office: Office) -> None:
    office.settings["LOUPE_HTTP_PORT"] = "eighty"
    told = office.command("serve")
    assert told.returncode == 1
    assert told.stderr.strip() == "Error: LOUPE_HTTP_PORT is 'eighty'; it must be a whole number from 1 to 65535."


def test_a_new_address_of_this_machine_gets_into_the_certificate_at_the_next_start(office: Office, ca: str) -> None:
    office.settings["LOUPE_HOSTS"] = "loupe.test"
    office.stop()
    office.start()
    context = ssl.create_default_context(cafile=ca)
    with socket.create_connection(("127.0.0.1", office.https_port)) as plain:
        assert context.wrap_socket(plain, server_hostname="loupe.test").version() == "TLSv1.3"
