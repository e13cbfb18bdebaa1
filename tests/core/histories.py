"""Any history at all, for Hypothesis: few phones, people, places and times, so that they meet; and every kind of nonsense among them."""

from hypothesis import strategies as st

from server.core.action import AUTHORITY
from server.core.action import KINDS as KINDS_OF_ACTION
from server.core.fold import Fact
from tests.core.story import action, id_of, place

PHONES = ["phone 1", "phone 2", "phone 3"]
PEOPLE = ["Mei", "Tom", "Wai"]
PLACES = ["Tray", "Cabinet", "Mei", "Tom", "Chow", "Booth", "lost", "sold", "a place nobody has heard of"]
WORDS = st.sampled_from([*sorted(KINDS_OF_ACTION), "levitate"])
MATTER = st.sampled_from([None, None, 1, 2])
SAYS = st.fixed_dictionaries(
    {},
    optional={
        "facts": st.fixed_dictionaries({"gross_g": st.sampled_from(["4.2", "4.5", None, "heavy", 4])}), "complete": st.booleans(),
        "gross_g": st.sampled_from(["4.2", "4.21", "9"]), "outcome": st.sampled_from(["good", "repair"]),
        "certificate": st.fixed_dictionaries({"matched": st.booleans()}), "reason": st.just("because"),
    },
)  # fmt: skip
PLACE = st.sampled_from([None, *PLACES])


@st.composite
def drafts(draw: st.DrawFn) -> dict:
    kind = draw(WORDS)
    return {
        "kind": kind, "phone": "office" if kind in AUTHORITY else draw(st.sampled_from(PHONES)), "by": draw(st.sampled_from(PEOPLE)),
        "to": draw(PLACE), "seen": draw(PLACE), "believes": draw(PLACE), "time": draw(st.integers(0, 40)) * 10_000,
        "wait": draw(st.sampled_from([0, 0, 0, 15_000, 200_000])), "quantity": draw(st.sampled_from([1, 1, 1, 2, 5])),
        "of": draw(st.integers(0, 14)), "version": draw(st.sampled_from([1] * 9 + [2])), "unsure": draw(st.booleans()),
        "slip": draw(MATTER), "repair": draw(MATTER), "pair": draw(MATTER), "says": draw(SAYS),
    }  # fmt: skip


def fact_of(number: int, draft: dict) -> Fact:
    """The numbered draft as a fact; ids and sequence numbers are given, so that a smaller example stays the same history."""

    def at(name: str | None) -> str | None:
        return place(name) if name else None

    device = "office" if draft["phone"] == "office" else id_of(draft["phone"])

    def named(what: str) -> str | None:
        return id_of(f"{what} {draft[what]}") if draft[what] else None

    body = {"reverses": id_of(f"fact {draft['of']}"), "home": id_of("Tray"), "condition": f"worn {number}"} | draft["says"]
    made = action(
        draft["kind"], f"fact {number}", v=draft["version"], device=device, seq=number + 1, by=id_of(draft["by"]), to=at(draft["to"]),
        observed_from=at(draft["seen"]), believed_from=at(draft["believes"]), quantity=draft["quantity"], body=body,
        slip=named("slip"), repair=named("repair"), group=named("pair"),
    )  # fmt: skip
    return Fact(draft["time"], device, number + 1, draft["time"] + draft["wait"], made, draft["unsure"])


HISTORIES = st.lists(drafts(), max_size=14).map(lambda told: [fact_of(number, draft) for number, draft in enumerate(told)])
