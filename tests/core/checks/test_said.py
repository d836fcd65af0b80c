"""What every code says about its bad example, word for word: a change of wording shows in the diff of said.*.txt.

`make said` writes both files anew.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[3] / "scripts" / "said.py"))


@pytest.mark.parametrize("lang", SCRIPT["LANGS"])
def test_what_is_said_is_written_down(lang: str) -> None:
    written = SCRIPT["file_of"](lang).read_text("utf-8").splitlines()
    assert SCRIPT["said"](lang).splitlines() == written, "if this is meant: make said"
