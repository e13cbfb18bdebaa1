"""The seeded scenes of the bench: 1, 5 and 20 tags; clean, blurred, tilted, dim and small."""

import random
from dataclasses import dataclass

from tests.camera import ALPHABET, Scene, Tag, draw_ahead, film_scene, spread

COUNTS = (1, 5, 20)
FIRST = 100  # the scenes below were used to choose the treatments; those from here on never were
SHOTS = 5  # frames a steady hand gives within a sixth of a second; only the noise differs


def level(dice: random.Random) -> dict:
    return {"tilt": (dice.uniform(-10, 10), dice.uniform(-10, 10))}


def clean(dice):
    return {"module": dice.uniform(3, 4.2), **level(dice)}, {"blur": 0.7}


def blurred(dice):
    lens = {"blur": dice.uniform(1, 2.2), "shake": (dice.uniform(0, 7), dice.uniform(0, 180))}
    return {"module": dice.uniform(3, 4), **level(dice)}, lens


def tilted(dice):
    return {"module": dice.uniform(3, 4), "tilt": (dice.choice((-1, 1)) * dice.uniform(35, 62), dice.uniform(-30, 30))}, {"blur": 0.8}


def dim(dice):
    return {"module": dice.uniform(3, 4), **level(dice)}, {"blur": 0.9, "light": dice.uniform(0.05, 0.16), "noise": dice.uniform(3, 5)}


def small(dice):
    return {"module": dice.uniform(1.3, 2.2), **level(dice)}, {"blur": 0.6}


CLASSES = {"clean": clean, "blurred": blurred, "tilted": tilted, "dim": dim, "small": small}


@dataclass(frozen=True)
class Case:
    look: str
    count: int
    number: int
    symbol: str
    scene: Scene

    @property
    def codes(self) -> list[str]:
        return [tag.code for tag in self.scene.tags]


def cases(symbol: str, each: int) -> list[Case]:
    """`each` scenes of every class and count; the same for the same arguments, for ever."""
    made = [make(symbol, look, count, number) for look in CLASSES for count in COUNTS for number in range(FIRST, FIRST + each)]
    draw_ahead([tag for case in made for tag in case.scene.tags])
    return made


def make(symbol: str, look: str, count: int, number: int) -> Case:
    dice = random.Random(f"{symbol} {look} {count} {number}")
    codes = ["".join(dice.choices(ALPHABET, k=16)) for _ in range(count)]
    of_tag, of_scene = CLASSES[look](dice)
    tags: tuple[Tag, ...] = spread(codes, seed=dice.randrange(10**6), symbol=symbol, **of_tag)
    return Case(look, count, number, symbol, Scene(tags, seed=dice.randrange(1000), **of_scene))


def shots(case: Case) -> list[bytes]:
    """The grey bytes of its frames."""
    return [frame.tobytes() for frame in film_scene(case.scene, SHOTS)]
