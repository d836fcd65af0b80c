"""What is told about the codes of reading: what keeps a file from being read as it was meant."""

from __future__ import annotations

from sopbook.checks.kit import Doc

DOCS: tuple[Doc, ...] = ()
"""Every code that a file can have before anything is checked."""
