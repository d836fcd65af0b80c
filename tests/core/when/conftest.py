"""Names as a handbook has them, and the tables of cases: a line dropped into a file is one case more."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopbook.almanac import STANDARD
from sopbook.when import Names, standard_names

HERE = Path(__file__).parent
NAMES = standard_names(STANDARD, anchors=("开课", "开课直播", "lesson"))


@pytest.fixture
def names() -> Names:
    """Return the standard names and three anchors."""
    return NAMES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for `accepted` or `refused` one line of the file of that name."""
    for table in ("accepted", "refused"):
        if table in metafunc.fixturenames:
            lines = (HERE / f"{table}.txt").read_text(encoding="utf-8").splitlines()
            rows = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
            metafunc.parametrize(table, rows, ids=["~".join(row[:2]) for row in rows])
