"""What must hold for the history of any slip, receipt or repair whatever: order of arrival, repetition, nonsense, undoing."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.action import AUTHORITY, FACTS, Action, read
from server.core.count import fold_count
from server.core.fair import fold_fair
from server.core.fold import Fact, fold
from server.core.receipt import fold_receipt
from server.core.repair import fold_repair
from server.core.slip import fold_slip
from tests.core import matter_vectors
from tests.core.story import KINDS, action, id_of, place

EASY = settings(max_examples=300, deadline=None, derandomize=True)
OF_SLIP = [
    "slip_request", "slip_submit", "slip_cancel", "slip_approve", "slip_reject", "slip_extend", "slip_extend_ask", "slip_sign", "scan_out",
    "hand_over", "move", "scan_in", "show", "undo", "settle", "levitate",
]  # fmt: skip
OF_RECEIPT = ["receipt_open", "receipt_check", "receipt_settle", "arrive", "register", "undo"]
OF_REPAIR = ["damage", "assess", "repair_cost", "scan_out", "move", "scan_in", "inspect", "write_off", "undo"]
OF_COUNT = ["count_open", "count_seen", "count_finish", "count_accept", "undo"]
OF_FAIR = ["fair_plan", "fair_close", "scan_out", "move", "scan_in", "hand_over", "count_open", "undo"]
_AT_A_DESK = ("slip_", "receipt_", "count_open", "count_finish", "count_accept", "fair_")
PIECES = ["ring", "a", "b"]
LINE = st.sampled_from(["1", "2", "3"])
OPTIONAL = st.sampled_from([None, 1, 2])
ASKED = st.one_of(
    st.builds(lambda line, piece: {"line": line, "sample": id_of(piece)}, LINE, st.sampled_from(PIECES)),
    st.builds(lambda line, n: {"line": line, "model": "R-102", "n": n}, LINE, st.integers(1, 2)),
)
EXPECTED = st.builds(lambda line, n: {"line": line, "quantity": n}, LINE, st.integers(1, 3))
MONEY = st.none() | st.builds(lambda n: {"minor": n, "currency": "HKD"}, st.integers(0, 9))


@st.composite
def bodies(draw: st.DrawFn, kind: str) -> dict:
    """Something that is good in itself; whether it makes sense is another matter."""
    named = id_of(f"fact {draw(st.integers(0, 9))}")
    body: dict = {"note": draw(st.none() | st.just("a note")), "photos": draw(st.none() | st.just(["ab" * 32]))}
    if kind == "undo":
        body["reverses"] = named
    elif kind in ("slip_request", "receipt_open"):
        body["lines"] = draw(st.lists(ASKED if kind == "slip_request" else EXPECTED, max_size=3))
    elif kind in ("slip_submit", "slip_approve", "slip_reject"):
        body |= {"request": named, "reason": "because"}
    elif kind in ("slip_extend", "slip_extend_ask", "assess"):
        body |= {"back_ms": draw(st.integers(0, 9)), "due_ms": draw(OPTIONAL), "estimate": draw(MONEY)}
    elif kind in ("receipt_check", "receipt_settle"):
        body |= {"line": draw(LINE if kind == "receipt_settle" else LINE | st.none()), "counted": 1, "decision": "accept"}
        body["outcome"] = draw(st.sampled_from(["right", "short"]))
    elif kind in ("count_open", "count_accept"):
        some = draw(st.lists(st.sampled_from(PIECES), max_size=3))
        body |= {"expected": [id_of(one) for one in some], "lots": draw(st.none() | st.just({id_of("a"): 3}))}
        body["adjust"] = [{"sample": id_of(one), "decision": "put"} for one in some]
    elif kind == "count_finish":
        body["outcome"] = draw(st.sampled_from(["done", "dropped"]))
    elif kind == "fair_plan":
        body |= {"title": "Basel", "lines": draw(st.lists(ASKED, max_size=3))}
    elif kind in ("inspect", "write_off"):
        body |= {"outcome": draw(st.sampled_from(["good", "repair"])), "replacement": draw(st.none() | st.just(named))}
    else:
        body |= {"line": draw(LINE | st.none()), "off_slip": draw(st.booleans()), "entry": draw(st.none() | LINE)}
    return {key: value for key, value in body.items() if value is not None}


@st.composite
def facts(draw: st.DrawFn, number: int, kinds: list[str]) -> Fact:
    kind = draw(st.sampled_from(kinds))
    device = "office" if kind in AUTHORITY else id_of(draw(st.sampled_from(["phone 1", "phone 2"])))
    is_of_piece = not kind.startswith(_AT_A_DESK)
    time = draw(st.integers(0, 12)) * 1_000
    made = action(
        kind, f"fact {number}", device=device, seq=number + 1, by=id_of(draw(st.sampled_from(["Mei", "Tom"]))),
        sample=id_of(draw(st.sampled_from(PIECES))) if is_of_piece else None, slip=id_of("S"), receipt=id_of("R"), repair=id_of("D"),
        count=id_of("C"), fair=id_of("F"), quantity=draw(st.sampled_from([1, 1, 2])),
        to=place(draw(st.sampled_from(["Mei", "Tom", "Tray", "Workshop", "scrapped"]))), body=draw(bodies(kind)),
    )  # fmt: skip
    return Fact(time, device, number + 1, time + draw(st.sampled_from([0, 5_000])), made)


def histories(kinds: list[str]) -> st.SearchStrategy[list[Fact]]:
    return st.integers(0, 10).flatmap(lambda count: st.tuples(*(facts(number, kinds) for number in range(count)))).map(list)


def slip_of(told: list[Fact]):
    carried = {id_of(piece): fold([one for one in told if one.action.sample == id_of(piece)], KINDS).slip for piece in PIECES}
    return fold_slip(told, carried, KINDS, id_of("S"))


FOLDS = {"slip": (OF_SLIP, slip_of), "receipt": (OF_RECEIPT, fold_receipt), "repair": (OF_REPAIR, lambda told: fold_repair(told, KINDS)),
         "count": (OF_COUNT, fold_count), "fair": (OF_FAIR, lambda told: fold_fair(told, KINDS))}  # fmt: skip
MATTER = st.sampled_from(sorted(FOLDS)).flatmap(lambda of: st.tuples(st.just(of), histories(FOLDS[of][0])))


def text(state) -> str:
    return json.dumps([state.status, state.told()])


def test_C28_the_vectors_the_phones_overlays_are_held_to_are_as_the_folds_say():
    assert matter_vectors.FILE.read_text() == matter_vectors.text()


@EASY
@given(MATTER, st.randoms(use_true_random=False))
def test_C27_the_order_in_which_phones_reconnect_does_not_change_a_matter(matter, random):
    of, told = matter
    again = told + random.choices(told, k=len(told)) if told else []
    random.shuffle(again)
    assert text(FOLDS[of][1](again)) == text(FOLDS[of][1](told))


@EASY
@given(MATTER)
def test_C27_what_a_matter_is_made_of_can_be_read_and_every_status_is_known(matter):
    of, told = matter
    for fact in told:
        assert isinstance(read(json.loads(json.dumps(fact.action._asdict() | {"anchor": None}))), Action)
    known = {
        "slip": "draft submitted approved rejected picking issued partly_returned closed cancelled",
        "receipt": "expected checking differences closed",
        "repair": "reported assessed at_workshop back repaired scrapped replaced closed",
        "count": "open finished accepted dropped",
        "fair": "planned out back closed",
    }
    assert FOLDS[of][1](told).status in known[of].split()


@EASY
@given(MATTER, st.data())
def test_C27_undone_is_as_if_it_had_never_been(matter, data):
    of, told = matter
    done = data.draw(facts(50, [kind for kind in FOLDS[of][0] if kind in FACTS - {"undo"}]))
    undo = Fact(done.order_ms, done.device, 52, done.known_ms, action("undo", "fact 51", device=done.device, seq=52, by=done.action.by,
                sample=done.action.sample, body={"reverses": done.action.id}))  # fmt: skip
    if any(fact.action.kind in ("settle", "write_off") for fact in told):
        return
    assert text(FOLDS[of][1]([*told, done, undo])) == text(FOLDS[of][1]([*told, undo]))


@EASY
@given(histories(OF_SLIP))
def test_C27_a_piece_stands_once_on_a_slip_and_is_returned_only_if_it_was_issued(told):
    slip = slip_of(told)
    issued = [piece for line in slip.lines for piece in line.issued]
    assert len(issued) == len(set(issued))
    assert all(set(line.returned) <= set(line.issued) and len(line.issued) <= line.n for line in slip.lines)
    assert slip.status != "closed" or not slip.out
