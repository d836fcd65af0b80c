"""`python -m sopbook`."""

from sopbook.cli import main

main(prog_name="sopbook")
