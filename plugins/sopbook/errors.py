"""The one exception that users see."""

from __future__ import annotations


class SopbookError(Exception):
    """An expected failure: its text is a complete message for the user, never a traceback."""
