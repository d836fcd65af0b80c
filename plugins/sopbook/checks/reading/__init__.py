"""What is told about the codes of reading: what keeps a file from being read as it was meant, a module a family."""

from __future__ import annotations

from sopbook.checks.kit import Doc
from sopbook.checks.reading import files, front_matter, slips, times

DOCS: tuple[Doc, ...] = (*files.DOCS, *slips.DOCS, *front_matter.DOCS, *times.DOCS)
"""Every code that a file can have before anything is checked."""
