"""``loupe labels``: print tags from the command line."""

from pathlib import Path

import click
from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.database import db
from server.paper.chosen import chosen_labels
from server.paper.labels import SHEETS, label_sheet
from server.paper.title import LANGS
from server.stock.tables import Place, Sample
from server.stock.tags import mint_ahead
from server.web.errors import Refused


@click.command()
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--samples", "archive_numbers", multiple=True, help="Archive number; may be repeated. Or 'all'.")
@click.option("--places", is_flag=True, help="Every place in use, people's badges included.")
@click.option("--blank", type=click.IntRange(0, 1000), default=0, help="So many new codes, to be tied to samples later.")
@click.option("--layout", type=click.Choice(list(SHEETS)), default="a4")
@click.option("--symbol", type=click.Choice(["qr", "datamatrix"]), default="qr")
@click.option("--lang", type=click.Choice(LANGS), default="zh-Hant")
@click.pass_obj
def labels(config: Config, to: Path, archive_numbers, places: bool, blank: int, layout: str, symbol: str, lang: str) -> None:
    """Write tags to a PDF."""
    with create_app(config).app_context():
        chosen = select(Sample.id).where(Sample.tag.is_not(None)).order_by(Sample.archive_no)
        if "all" not in archive_numbers:
            chosen = chosen.where(Sample.archive_no.in_(archive_numbers))
        shown = select(Place.id).where(Place.retired.is_(False), ~Place.id.like("sink-%")).order_by(Place.kind, Place.id)
        codes = mint_ahead(blank, None) if blank else []
        try:
            found = chosen_labels(list(db.session.scalars(chosen)), list(db.session.scalars(shown)) if places else [], codes, lang)
        except Refused as refused:
            raise click.ClickException(refused.code) from refused
    to.write_bytes(label_sheet(found, layout, symbol, lang))
    click.echo(f"{to}: {len(found)} tags")
