"""The life of a ring from its delivery to its archive, told through real phones, with photos and names in three languages."""

from typing import Any

import pytest

from server.web import clock
from tests.firm import Firm, Seat, good
from tests.media.pictures import name_of, scene, written
from tests.phone import Clock, Made, Phone

DAY = 86_400_000
# What a paper shows of its rows does not depend on the database; that the rows are the same on both, other tests show.
on_one_kind = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FACTS = {
    "gross_g": "4.210",
    "metals": [{"metal": "gold", "fineness": 750, "net_g": "3.9"}],
    "stones": [
        {"kind": "ruby", "shape": "oval", "count": 1, "ct": "0.52", "colour": "pigeon blood", "clarity": "VS", "treatment": "none"},
        {"kind": "diamond", "shape": "round", "count": 12, "ct": "0.18", "colour": "F", "clarity": "VVS2"},
    ],
    "certificates": [{"lab": "GIA", "number": "2141438167", "date": "2026-05-03"}],
    "ownership": "memo_in",
    "insured": {"minor": 12_500_000, "currency": "HKD"},
    "size": "13",
    "dimensions": "21 × 18 × 6 mm",
    "notes": "Handle by the shank. 請勿觸摸寶石。",
}


def names(en: str, hant: str, hans: str | None = None) -> dict[str, str]:
    return {"en": en, "zh-Hant": hant, "zh-Hans": hans or hant}


def signature() -> bytes:
    """What a finger draws on the glass: dark on clear."""
    import math

    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (600, 220), (0, 0, 0, 0))
    points = [(30 + n * 5, 110 + 60 * math.sin(n / 5) * math.cos(n / 17)) for n in range(105)]
    ImageDraw.Draw(image).line(points, fill=(20, 24, 60, 255), width=6, joint="curve")
    return written(image, "PNG")


class Life:
    """A firm of four with a store, a client, a workshop and a supplier; each has a phone, ``boss`` a desk."""

    def __init__(self, firm: Firm):
        self.firm = firm
        self.store = self.place("store", names("Sample store", "樣品倉", "样品仓"))
        self.cabinet = self.place("store", names("Cabinet 3", "三號櫃", "三号柜"), self.store)
        self.tray = self.place("store", names("Tray 1", "一號盤", "一号盘"), self.cabinet)
        self.client = self.place("client", names("Rose Atelier Ltd", "玫瑰工坊有限公司", "玫瑰工坊有限公司"))
        self.supplier = self.place("client", names("Lau & Sons Jewellers", "劉氏珠寶", "刘氏珠宝"))
        self.workshop = self.place("workshop", names("Master Wong's workshop", "黃師傅工場", "黄师傅工场"))
        people = {
            "mei": (names("Mei Chan", "陳美", "陈美"), "holder"),
            "kit": (names("Kit Lam", "林傑", "林杰"), "keeper"),
            "ann": (names("Ann Ho", "何安", "何安"), "approver"),
            "sue": (names("Sue Yip", "葉素", "叶素"), "supervisor"),
        }
        self.people = {key: firm.person(key, role, login=True, names=called) for key, (called, role) in people.items()}
        wall = Clock(true_ms=lambda: clock.now_ms())  # phones live in the office's time, also when a test moves it
        self.phones = {key: firm.phone(by=id, name=f"phone of {key}", clock=wall) for key, id in self.people.items()}
        self.desks: dict[str, Seat] = {}

    def place(self, kind: str, called: dict[str, str], parent: str | None = None) -> str:
        row = {"kind": kind, "parent": parent, "names": called, "keeper": None}
        return good(self.firm.boss.post("/api/places", row), 201)["place"]["id"]

    def desk(self, who: str) -> Seat:
        if who not in self.desks:
            self.desks[who] = self.firm.sign_in(who)
        return self.desks[who]

    def photo(self, seed: int, sent: bytes | None = None) -> str:
        """Put by some phone; its name."""
        sent = sent or written(scene(1200, 900, seed), quality=80)
        good(self.firm.seat_of(self.phones["kit"]).talk("PUT", f"/api/photos/{name_of(sent)}", sent))
        return name_of(sent)

    def say(self, who: str, kind: str, **given: Any) -> Made:
        """Recorded and delivered."""
        made = self.phones[who].record(kind, **given)
        self.deliver(who)
        return made

    def deliver(self, who: str) -> None:
        for reply in self.phones[who].drain():
            assert {verdict["verdict"] for verdict in good(reply)["verdicts"]} <= {"accepted", "flagged"}, reply.json

    def id(self) -> str:
        return self.phones["kit"].uuid()

    def delivery(self) -> tuple[str, list[str]]:
        """A note of three lines: one right, one short, one wrong; something nobody ordered; two rings arrive with temporary tags."""
        receipt, tags = self.id(), self.firm.tags(2)
        lines = [
            {"line": "1", "type": "ring", "quantity": 2, "model": "R-102", "specification": "18K, oval ruby 0.5 ct, size 13"},
            {"line": "2", "type": "earrings", "quantity": 3, "model": "E-7", "specification": "Pt950, pearl 8 mm"},
            {"line": "3", "type": "pendant", "quantity": 1, "model": "P-40", "specification": "翡翠葉形吊墜"},
        ]
        about = {"note_no": "LS-88231", "supplier": self.supplier, "ownership": "memo_in", "note": "Brought by courier, seal unbroken."}
        days = {"arrived": "2026-11-20", "return_by": "2027-02-20"}
        self.say("kit", "receipt_open", receipt=receipt, body=about | days | {"lines": lines})
        self.say("kit", "receipt_check", receipt=receipt, body={"line": "1", "counted": 2, "outcome": "right"})
        torn = {"line": "2", "counted": 2, "outcome": "short", "note": "One pair missing, bag torn.", "photos": [self.photo(30)]}
        self.say("kit", "receipt_check", receipt=receipt, body=torn)
        wrong = {"line": "3", "counted": 1, "outcome": "wrong", "note": "Came as a brooch.", "photos": [self.photo(31), self.photo(32)]}
        self.say("kit", "receipt_check", receipt=receipt, body=wrong)
        self.say("kit", "receipt_check", receipt=receipt, body={"line": None, "counted": 1, "outcome": "over", "note": "A silver chain"})
        samples = [self.id(), self.id()]
        for sample, tag in zip(samples, tags, strict=True):
            self.say("kit", "arrive", receipt=receipt, sample=sample, to=self.tray, body={"line": "1", "tag": tag})
        return receipt, samples

    def registered(self, sample: str, receipt: str | None = None, **body: Any) -> None:
        about = {"tag": self.firm.tags(1)[0], "number": "LS-1", "type": "ring", "category": "new", "model": "R-102", "name": None}
        entry = {"entry": "1"} if receipt else {}
        said = about | entry | {"facts": FACTS, "home": self.tray, "arrived": "2026-11-20", "condition": "good"} | body
        self.say("sue", "register", sample=sample, to=self.tray, receipt=receipt, body=said)

    def slip(self, samples: list[str], note: str | None = None, **body: Any) -> str:
        """Asked for by Mei, approved by Ann, issued by Kit, signed by Mei on the glass."""
        slip = self.id()
        lines = [{"line": str(n), "sample": sample} for n, sample in enumerate(samples, 1)]
        days = {"out_ms": 1_795_276_800_000, "back_ms": 1_795_276_800_000 + 7 * DAY}
        about = {"purpose": "show", "client": self.client, "to": self.people["mei"], "lines": lines, "note": note}
        request = self.say("mei", "slip_request", slip=slip, body=about | days | body).id
        self.say("mei", "slip_submit", slip=slip, body={"request": request})
        good(self.desk("ann").post(f"/api/slips/{slip}/approve", {"request": request, "reason": "For the spring show"}))
        for n, sample in enumerate(samples, 1):
            to = self.people["mei"]
            self.phones["kit"].record("scan_out", sample=sample, to=to, slip=slip, believed_from=self.tray, body={"line": str(n)})
        self.deliver("kit")
        signed = {"receiver": self.people["mei"], "samples": samples, "signature": self.photo(0, signature()), "pin": False}
        self.say("kit", "slip_sign", slip=slip, body=signed)
        return slip

    def whole(self, later: Any) -> tuple[str, str, str]:
        """(ring, receipt, slip): delivered, registered, issued, shown offline, damaged, returned too light, settled, repaired, amended."""
        receipt, (ring, _other) = self.delivery()
        self.registered(ring, receipt, photos=[self.photo(1), self.photo(2)])
        slip = self.slip([ring], "Please keep in the safe overnight.")
        mei: Phone = self.phones["mei"]
        seen = {"client_name": None, "interest": 3, "satisfaction": 5, "remark": "“Could it be had in platinum?” 客人十分喜歡。"}
        mei.record("show", sample=ring, slip=slip, to=self.client, body=seen)
        mistaken = mei.record("sighting", sample=ring, body={})
        mei.record("undo", sample=ring, body={"reverses": mistaken.id, "reason": "wrong piece in hand"})
        repair = self.id()
        broken = {"grade": "serious", "note": "A claw is bent, the ruby moves.", "photos": [self.photo(3)], "condition": "damaged"}
        mei.record("damage", sample=ring, repair=repair, slip=slip, body=broken)
        later(150)
        self.deliver("mei")
        weighed = {"gross_g": "4.110", "condition": "damaged", "complete": True, "returned_by": self.people["mei"], "outcome": "repair"}
        stamped = {"certificate": {"lab": "GIA", "number": "2141438167", "matched": True}, "photos": [self.photo(4)]}
        self.say("kit", "scan_in", sample=ring, to=self.tray, slip=slip, body={})
        self.say("kit", "inspect", sample=ring, slip=slip, repair=repair, body=weighed | stamped)
        assessed = {"fault": "Bent claw", "decision": "repair", "estimate": {"minor": 80_000, "currency": "HKD"}}
        self.say("sue", "assess", sample=ring, repair=repair, body=assessed | {"due_ms": 1_795_276_800_000 + 20 * DAY})
        self.say("kit", "scan_out", sample=ring, to=self.workshop, repair=repair, body={})
        self.say("sue", "repair_cost", sample=ring, repair=repair, body={"cost": {"minor": 92_000, "currency": "HKD"}, "work": "New claw"})
        self.say("kit", "scan_in", sample=ring, to=self.tray, repair=repair, body={})
        self.say("kit", "inspect", sample=ring, repair=repair, body={"gross_g": "4.215", "condition": "good", "outcome": "good"})
        self.settle_cases(ring)
        amended = {"facts": {"gross_g": "4.215"}, "model": "R-102A"}
        good(self.desk("sue").patch(f"/api/samples/{ring}", amended))
        return ring, receipt, slip

    def settle_cases(self, ring: str) -> None:
        for case in good(self.firm.boss.get("/api/cases"))["cases"]:
            if case["sample"] == ring:
                decided = {"decision": "place", "reason": "Weighed again with the claw.", "place": self.tray}
                good(self.desk("sue").post(f"/api/cases/{case['id']}/settle", decided))
