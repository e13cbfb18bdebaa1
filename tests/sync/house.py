"""A small house for the tests of sync: samples written straight into the tables, and a phone that may read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from server.database import db
from server.ledger.cursor import Tx, writing
from server.ledger.tables import Commit, LogHead
from server.people.cookies import DEVICE_COOKIE
from server.stock.tables import Sample
from tests.phone import Phone, insert_device, over_client
from tests.tamper import unguard

TOKEN = "a-cookie-only-this-phone-has"


def phone_of(app: Flask, seed: int = 1) -> Phone:
    """An enrolled phone that speaks through a test client."""
    client = app.test_client()
    phone = Phone(over_client(client), seed=seed)
    token = f"{TOKEN}-{seed}"
    with app.app_context():
        insert_device(phone, token=token)
    client.set_cookie(DEVICE_COOKIE, token)
    return phone


def client_of(app: Flask) -> FlaskClient:
    """A bare client with the cookie of an enrolled phone."""
    client = app.test_client()
    with app.app_context():
        insert_device(Phone(seed=99), token=TOKEN)
    client.set_cookie(DEVICE_COOKIE, TOKEN)
    return client


@contextmanager
def commit(app: Flask) -> Iterator[Tx]:
    """One commit, as any part of the office makes them."""
    with app.app_context(), writing() as tx:
        assert tx.number
        yield tx


def put_in(app: Flask, *ids: str, **given: Any) -> int:
    """Write these samples in one commit, new or changed; its number."""
    with commit(app) as tx:
        for id in ids:
            db.session.merge(Sample(**{"id": id, "status": "in_store", "facts": "{}", "fold": "", "commit": tx.number, **given}))
        return tx.number


def put_back(app: Flask) -> None:
    """A backup without a word: same epoch, as many commits, but other things happened in them."""
    with app.app_context():
        unguard()
    with app.app_context(), writing():
        for table in (Commit, LogHead):
            db.session.execute(update(table).values(chain="f" * 64))


def shown(reply: dict) -> dict[str, list[dict]]:
    """The rows of a reply as objects, by table."""
    return {name: [dict(zip(table["cols"], row, strict=True)) for row in table["rows"]] for name, table in reply["tables"].items()}


def ids(reply: dict, table: str = "samples") -> list[str]:
    return [row["id"] for row in shown(reply).get(table, [])]
