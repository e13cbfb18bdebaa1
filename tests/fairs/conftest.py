"""The shop of the stories, as in tests/slips."""

from tests.slips.conftest import shop

__all__ = ["shop"]
