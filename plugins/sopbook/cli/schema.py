"""`sopbook schema`: the JSON Schema of the front matter."""

from __future__ import annotations

import json

import click

from sopbook.cli.common import language
from sopbook.schema import json_schema


@click.command()
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language in which it says what each key means.",
)
def schema(lang: str) -> None:
    """Print the JSON Schema of a playbook's front matter."""
    click.echo(json.dumps(json_schema(language(lang)), ensure_ascii=False, indent=2))
