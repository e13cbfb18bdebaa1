"""The ``loupe`` command: serve, look after the database, check the ledger, print tags."""

import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click
from flask import Flask

from server import jobs
from server.addresses import desk_url
from server.app import create_app
from server.backup import archive
from server.backup.cannot import CannotBackUp, CannotRestore
from server.backup.key import key_path, own_key, read_key
from server.backup.nightly import file_for, nightly
from server.backup.prove import Proof, prove
from server.banner import banner
from server.config import BadSetting, Config, from_environment
from server.database import db
from server.database_role import CannotGrant, grant
from server.demo.load import load as load_demo
from server.lay_tables import lay_tables
from server.ledger.published import Against, NoHead, against
from server.ledger.published import now as now_published
from server.ledger.published import read as read_heads
from server.ledger.rebuild import Report as Rebuilt
from server.ledger.rebuild import rebuild as refold
from server.ledger.verify import Report as Verified
from server.office_lock import held_open
from server.paper.cli import labels
from server.people.persons import take_steps_of_login
from server.people.setup import is_set_up, setup_link_token
from server.watch.sentry import tell_sentry
from server.watch.verified import verify_and_keep, verify_daily
from server.web.logs import write_logs


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
def work(config: Config) -> None:
    """Do the office's jobs and serve nobody: beside several processes that serve with LOUPE_JOBS=0."""
    app = create_app(config)
    with app.app_context():
        _lay(app)
    with held_open(config):
        write_logs()
        tell_sentry(config)
        running = jobs.Running(app, jobs.JOBS)
        told = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told.set())
        while not told.wait(1):  # a wait without end would not hear the signal
            continue
        running.stop()


@loupe.command()
@click.pass_obj
def migrate(config: Config) -> None:
    """Lay or update the tables."""
    app = create_app(config)
    with app.app_context():
        _lay(app)


@loupe.command("database-role")
@click.argument("name")
@click.pass_obj
def database_role(config: Config, name: str) -> None:
    """A role for the running office on PostgreSQL, which may only add to history. Said by the owner, again after each `migrate`."""
    try:
        opens_with = grant(config.as_owner.database, name)
    except CannotGrant as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Open the office with LOUPE_DATABASE_URL={opens_with}" if opens_with else f"{name} may do again what an office does.")
    click.echo("`migrate`, `restore` and `database-role` need the owner's address, as this command did.")


@loupe.command("setup-link")
@click.pass_obj
def setup_link(config: Config) -> None:
    """A new one-time link for the very first person."""
    app = create_app(config)
    with app.app_context():
        _lay(app)
        link = _setup_link(config)
    if link is None:
        raise click.ClickException("Somebody works here already: sign in, or ask them.")
    click.echo(link)


@loupe.command("second-step-off")
@click.argument("login")
@click.pass_obj
def second_step_off(config: Config, login: str) -> None:
    """Take away the second steps of whoever signs in as LOGIN: the last admin has lost phone and passkey."""
    with create_app(config).app_context():
        had = take_steps_of_login(login)
    if had is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    click.echo(f"{login} signs in with the password alone." if had else f"{login} had no second step.")


@loupe.command()
@click.pass_obj
def demo(config: Config) -> None:
    """Load the demo firm into an empty office."""
    app = create_app(config)
    with app.app_context():
        _lay(app)
        if is_set_up():
            raise click.ClickException("Somebody works here already; the demo firm goes into an empty office only.")
        click.echo(load_demo())


@loupe.command()
@click.option("--commit", type=click.IntRange(0), help="A commit number that was published (on a report, by a phone).")
@click.option("--chain", help="The chain hash published with it: a ledger whose tail was cut off does not meet it.")
@click.option("--against", "kept", type=click.File(), help="Heads that were kept elsewhere (`loupe head`, heads.txt), one a line.")
@click.option("--daily", is_flag=True, help="As the office does by itself: not if the last walk is younger than a day.")
@click.pass_obj
def verify(config: Config, commit: int | None, chain: str | None, kept: TextIO | None, daily: bool) -> None:
    """Walk chain and signatures; the first bad entry is named, and the first kept head that no longer fits. The desk shows the outcome."""
    if (commit is None) != (chain is None):
        raise click.UsageError("--commit and --chain belong together.")
    published = (commit, chain.lower()) if commit is not None and chain is not None else None
    try:
        heads = read_heads(kept.read()) if kept else []
    except NoHead as error:
        raise click.ClickException(f"Line {error} holds no head as `loupe head` prints it; begin what is no head with #.") from error
    checks = [lambda: verify_daily(config) if daily else verify_and_keep(config, published), *([lambda: against(heads)] if kept else [])]
    _tell(create_app(config), *checks)


@loupe.command("head")
@click.pass_obj
def head(config: Config) -> None:
    """Where history stands, in one line to be kept elsewhere: `verify --against` shows what was changed behind it."""
    with create_app(config).app_context():
        click.echo(now_published())


@loupe.command()
@click.option("--write", is_flag=True, help="Replace rows that differ; without it they are only named.")
@click.pass_obj
def rebuild(config: Config, write: bool) -> None:
    """Fold the whole ledger anew and compare with the rows of current state, bit for bit."""
    _tell(create_app(config), lambda: refold(write=write))


@loupe.command()
@click.argument("to", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--nightly", "is_nightly", is_flag=True, help="As the office does by itself: at most one a day, proved, the last ones kept.")
@click.pass_obj
def backup(config: Config, to: Path | None, is_nightly: bool) -> None:
    """One encrypted file with database and photos, while the office stays open; it is proved by restoring it to scratch."""
    try:
        proof = nightly(config) if is_nightly else _backed_up(config, to or file_for(config))
    except (CannotBackUp, CannotRestore) as error:
        raise click.ClickException(str(error)) from error
    if proof is None:
        click.echo("The last backup is younger than a day.")
        return
    click.echo(f"{proof.backup}: {proof.entries:,} entries, {proof.photos:,} photos; restored to scratch: {proof.said}")
    click.echo(f"Its key is {key_path(config)}. Keep a copy somewhere else: without it no backup can be read.")
    if not proof.good:
        raise SystemExit(1)


def _backed_up(config: Config, to: Path) -> Proof:
    identity = own_key(config)
    archive.write(config, to, identity.to_public())
    return prove(config, to, identity)


@loupe.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="The key it was made with; else this office's.")
@click.pass_obj
def restore(config: Config, file: Path, key: Path | None) -> None:
    """Put a backup back into a closed office. Nobody writes there before `confirm-restore`."""
    from server.backup.restore import restore as put_back

    try:
        done = put_back(config.as_owner, file, read_key(key or key_path(config)))
    except (CannotBackUp, CannotRestore) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Put back: {done.manifest.entries:,} entries up to commit {done.manifest.commit}; epoch {done.epoch} begins.")
    if done.aside:
        click.echo(f"What was there before is in {done.aside}.")
    for phone in done.phones:
        heard = "never heard" if phone.contact_ms is None else f"last heard {_utc(phone.contact_ms)}"
        click.echo(f"  {phone.name}: {heard}, owed {phone.owed} then; it offers again what it made since.")
    click.echo("Open the office, look, and say `loupe confirm-restore`: until then it takes no scans, and phones keep theirs.")


@loupe.command("confirm-restore")
@click.pass_obj
def confirm_restore(config: Config) -> None:
    """The backup that was put back is the right one: the office takes scans again."""
    from server.ledger.epoch import confirm

    with create_app(config).app_context():
        if not confirm():
            raise click.ClickException("No backup waits to be confirmed.")
    click.echo("Confirmed. Phones deliver what they kept.")


def _utc(ms: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(ms / 1000))


@loupe.command()
@click.argument("reason", default="a backup was put back")
@click.pass_obj
def restored(config: Config, reason: str) -> None:
    """Say once that a backup was put back: phones then offer again what it lacks."""
    from server.ledger.epoch import new_epoch

    with create_app(config).app_context():
        now = new_epoch(reason)
    click.echo(f"Epoch {now.epoch} begins at commit {now.commit}.")


def _lay(app: Flask) -> None:
    try:
        lay_tables(app)
    except CannotGrant as error:
        raise click.ClickException(str(error)) from error


def _prepare(app: Flask, with_demo: bool) -> tuple[str | None, str | None]:
    """Tables, the demo firm if wanted, and the link for the very first person if nobody works here yet."""
    with app.app_context():
        _lay(app)
        told = load_demo() if with_demo and not is_set_up() else None
        link = _setup_link(app.config["LOUPE"])
        db.session.remove()
        db.engine.dispose()  # no connection may cross the fork into gunicorn's worker
    return link, told


def _setup_link(config: Config) -> str | None:
    token = setup_link_token()
    return f"{config.public_url or desk_url(config)}/#/setup/{token}" if token else None


def _tell(app: Flask, *checks: Callable[[], Verified | Rebuilt | Against | None]) -> None:
    """Print what the checks found; the exit code says whether all is well. None: it was not time yet."""
    with app.app_context():
        reports = [check() for check in checks]
    for report in reports:
        click.echo(report or "The last walk is younger than a day.")
    if not all(report is None or report.good for report in reports):
        raise SystemExit(1)


loupe.add_command(labels)


def main() -> None:
    loupe(prog_name="loupe")
