"""`sopbook schema`: the JSON Schema of the front matter."""

from __future__ import annotations

import json

import click

from sopbook.schema import json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of a playbook's front matter."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
