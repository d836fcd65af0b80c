"""The collector of cyclic garbage, kept away from what lives as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_all() -> Iterator[None]:
    """Keep the collector from what is made inside: it stays.

    Looking through a thousand playbooks over and over again, and finding nothing, would take a fifth of a build.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
