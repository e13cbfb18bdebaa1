"""The same in the server people really run: hashing beside the event loop, cookies over the network, its own log."""

from tests.firm import PASSWORD, PIN, firm_at, good
from tests.office import Office


def test_A10_setup_sign_in_enrolment_and_unlock_in_a_running_office_leave_no_secret_in_its_log(office: Office) -> None:
    token = office.setup_token()
    firm = firm_at(office)
    firm.person("Keeper", "keeper", login=True, pin="902718")
    firm.sign_in("Keeper")
    code = firm.invite()
    phone = firm.phone()
    seat = firm.seat_of(phone)
    assert seat.post("/api/session/unlock", {"person": firm.people["Keeper"]["id"], "pin": PIN}).status == 401
    good(seat.post("/api/session/unlock", {"person": firm.people["Keeper"]["id"], "pin": "902718"}))
    office.restart()
    assert good(seat.get("/api/session"))["person"]["names"] == {"en": "Keeper"}
    calls = [line for line in office.log.splitlines() if '"event": "call"' in line]
    assert any("/api/session/unlock" in line for line in calls)
    for secret in (PASSWORD, f'"{PIN}"', '"902718"', code):
        assert secret not in office.log
    assert not any(token in line for line in calls), "the terminal shows the link once; no call is logged with it"
