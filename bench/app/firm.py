"""The firms the app is measured on: a small one, and one with as many registered samples as asked for, all through the real API."""

from tests.firm import PIN, Firm, firm_at, good
from tests.office import Office

AT_ONCE = 1000


def small_firm(office: Office, samples: int) -> tuple[Firm, list[str]]:
    """A firm with one tray, one holder and so many tagged samples; the tags, in order."""
    firm = firm_at(office)
    firm.person("Mei Chan", "holder", pin=PIN)
    phone = firm.phone(name="desk")
    made = firm.samples(phone, samples, firm.place("Tray 7"))
    return firm, [firm.tag_of(sample) for sample in made]


def fill(office: Office, samples: int) -> Firm:
    """Samples with the facts of the demo firm's pieces, registered by a phone in batches."""
    from server.demo.pieces import pieces

    firm = firm_at(office)
    phone, tray, models = firm.phone(name="desk"), firm.place("Tray 7"), pieces()
    for start in range(0, samples, AT_ONCE):
        for n, code in enumerate(firm.tags(min(AT_ONCE, samples - start)), start):
            like = models[n % len(models)]
            about = {"tag": code, "number": f"S-{n:05}", "type": like.type, "category": like.category, "model": like.model, "name": None}
            body = about | {"facts": like.facts, "home": tray, "arrived": None}
            phone.record("register", sample=phone.uuid(), to=tray, body=body)
        for reply in phone.drain():
            good(reply)
        phone.outbox.clear()
    return firm
