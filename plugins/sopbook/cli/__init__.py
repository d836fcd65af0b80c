"""The command line: one small module a command; an expected failure is one message and exit code 1."""

from __future__ import annotations

import click

from sopbook import __version__
from sopbook.cli.build import build, serve
from sopbook.cli.calendar import calendar
from sopbook.cli.check import check
from sopbook.cli.explain import explain
from sopbook.cli.pdf import pdf
from sopbook.cli.render import render
from sopbook.cli.schema import schema
from sopbook.cli.when import when


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sopbook")
def main() -> None:
    """Turn Markdown playbooks with schedules into a browsable SOP handbook."""


for command in (build, calendar, check, explain, pdf, render, schema, serve, when):
    main.add_command(command)
