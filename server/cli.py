"""The ``loupe`` command: serve, look after the database, check the ledger, print tags."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade

from server.addresses import desk_url
from server.app import create_app
from server.backup import CannotBackUp, back_up
from server.banner import banner
from server.config import BadSetting, Config, from_environment
from server.database import db
from server.people.setup import is_set_up, setup_link_token


@click.group()
@click.pass_context
def loupe(context: click.Context) -> None:
    """Loupe looks after jewellery samples."""
    try:
        context.obj = from_environment()
    except BadSetting as error:
        raise click.ClickException(str(error)) from error


@loupe.command()
@click.option("--demo", is_flag=True, help="Load the demo firm first, if the office is empty.")
@click.pass_obj
def serve(config: Config, demo: bool) -> None:
    """Bring the database up to date and open the office."""
    from server.serve import serve as serve_until_stopped

    said = _prepare(create_app(config), demo)
    serve_until_stopped(config, lambda: click.echo(banner(config, *said)))


@loupe.command()
@click.pass_obj
def migrate(config: Config) -> None:
    """Lay or update the tables."""
    with create_app(config).app_context():
        upgrade()


@loupe.command("setup-link")
@click.pass_obj
def setup_link(config: Config) -> None:
    """A new one-time link for the very first person."""
    with create_app(config).app_context():
        upgrade()
        link = _setup_link(config)
    if link is None:
        raise click.ClickException("Somebody works here already: sign in, or ask them.")
    click.echo(link)


@loupe.command()
@click.pass_obj
def demo(config: Config) -> None:
    """Load the demo firm into an empty office."""
    with create_app(config).app_context():
        upgrade()
        if is_set_up():
            raise click.ClickException("Somebody works here already; the demo firm goes into an empty office only.")
        click.echo(_load_demo())


@loupe.command()
@click.pass_obj
def verify(config: Config) -> None:
    """Walk the ledger's chain and every signature; the first bad entry is named."""
    from server.ledger.verify import verify as walk

    _tell(create_app(config), walk)


@loupe.command()
@click.option("--write", is_flag=True, help="Replace rows that differ; without it they are only named.")
@click.pass_obj
def rebuild(config: Config, write: bool) -> None:
    """Fold the whole ledger anew and compare with the rows of current state, bit for bit."""
    from server.ledger.rebuild import rebuild as refold

    _tell(create_app(config), lambda: refold(write=write))


@loupe.command()
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(config: Config, to: Path) -> None:
    """Copy the database to a file while the office stays open (SQLite)."""
    try:
        size = back_up(config.database, to)
    except CannotBackUp as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{to}: {size:,} bytes, checked.")


def _prepare(app: Flask, with_demo: bool) -> tuple[str | None, str | None]:
    """Tables, the demo firm if wanted, and the link for the very first person if nobody works here yet."""
    with app.app_context():
        upgrade()
        told = _load_demo() if with_demo and not is_set_up() else None
        link = _setup_link(app.config["LOUPE"])
        db.session.remove()
        db.engine.dispose()  # no connection may cross the fork into gunicorn's worker
    return link, told


def _setup_link(config: Config) -> str | None:
    token = setup_link_token()
    return f"{config.public_url or desk_url(config)}/#/setup/{token}" if token else None


def _load_demo() -> str:
    """What the loader has to say: who may sign in and how."""
    from server.demo.load import load

    return load()


def _tell(app: Flask, check: object) -> None:
    """Print what a check found; the exit code says whether all is well."""
    with app.app_context():
        report = check()  # type: ignore[operator]
    click.echo(report)
    if not report.good:
        raise SystemExit(1)


def _add_paper() -> None:
    """Tags are printed by their own part, which brings its command."""
    if find_spec("server.paper.cli") is not None:
        loupe.add_command(import_module("server.paper.cli").labels)


def main() -> None:
    _add_paper()
    loupe(prog_name="loupe")
