"""What a piece is called on paper is what it is called on the phone."""

import json
from pathlib import Path

import pytest

from server.paper.title import LANGS, title

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "titles.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["en"] for vector in VECTORS])
def test_a_piece_is_called_by_its_metal_stone_and_article_in_three_languages(vector):
    row = vector["row"]
    assert {lang: title(row, row["facts"], lang) for lang in LANGS} == {lang: vector[lang] for lang in LANGS}
