"""The stories of the ledger, told to the desk: after each, history is whole and every row as the ledger says."""

from tests.ledger.conftest import hours, story

__all__ = ["hours", "story"]
