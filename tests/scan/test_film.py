"""The film of tags that browser tests take for a camera: readable, seeded, and as the page expects it."""

import cv2
import numpy as np

from tests.camera import FPS, HEIGHT, WIDTH, Scene, Tag, film_scene, one_by_one, spread, tag_video

CODES = ["0K7QX4M2ZB9TARCD", "1K7QX4M2ZB9TARCD", "2K7QX4M2ZB9TARCD"]


def frames(path):
    film = cv2.VideoCapture(str(path))
    while True:
        there, frame = film.read()
        if not there:
            return
        yield frame


def test_a_film_of_one_tag_after_another_shows_each_and_the_empty_desk_between(tmp_path):
    film = list(frames(tag_video(tmp_path / "tags.mjpeg", one_by_one(CODES, seconds=0.2, gap=0.1, module=6))))
    assert len(film) == len(CODES) * (round(0.2 * FPS) + round(0.1 * FPS))
    assert {frame.shape for frame in film} == {(HEIGHT, WIDTH, 3)}
    reader = cv2.QRCodeDetector()
    told = [reader.detectAndDecode(frame)[0] for frame in film[::3]]
    assert told == [CODES[0], CODES[0], "", CODES[1], CODES[1], "", CODES[2], CODES[2], ""]


def test_the_same_seed_films_the_same_and_another_does_not():
    scene = Scene(spread(CODES, seed=4), seed=4)
    again = Scene(spread(CODES, seed=4), seed=4)
    other = Scene(spread(CODES, seed=5), seed=5)
    assert np.array_equal(film_scene(scene)[0], film_scene(again)[0])
    assert not np.array_equal(film_scene(scene)[0], film_scene(other)[0])


def test_twenty_tags_on_one_tray_do_not_lie_on_each_other():
    tags = spread([f"{n:016}" for n in range(20)], module=3.5)
    places = np.array([(tag.at[0] * WIDTH, tag.at[1] * HEIGHT) for tag in tags])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + np.eye(20) * 9999
    assert apart.min() > 29 * 3.5 * 1.3


def test_less_light_is_darker_and_a_tag_outside_the_frame_is_no_fault():
    bright, dark = (film_scene(Scene((Tag(CODES[0], at=(0.5, 0.5)), Tag(CODES[1], at=(1.5, 0.5))), light=light))[0] for light in (1, 0.1))
    assert dark.mean() < bright.mean() * 0.3
