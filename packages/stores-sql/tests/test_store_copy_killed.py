"""A copy that is killed at any moment is finished by the next one, and its source is as it was."""

import random
import subprocess
import sys
from pathlib import Path

from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.checking import check
from aniworld_stores_sql.looking import looked_at
from aniworld_stores_sql.plain import plain_tables, rows
from tools.libraries import fill_many

KILLS = 6
SERIES, EPISODES = 40, 100


def all_rows(url: str) -> dict[str, list[object]]:
    """Return every row of a store."""
    with looked_at(url) as store:
        assert store is not None
        with store.database.read() as connection:
            return {one.name: list(rows(connection, one)) for one in plain_tables()}


def killed(source: str, target: str, lines: int) -> bool:
    """Copy in a process of its own, and kill it after so many lines; tell whether it came so far."""
    script = Path(__file__).with_name("killed_copy.py")
    command = [sys.executable, str(script), source, target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
    return "" not in said


def test_a_killed_copy_is_finished_by_the_next(target: str, tmp_path: Path) -> None:
    source = f"sqlite:///{tmp_path / 'source.db'}"
    store = aniworld_open_store(source)
    assert store is not None
    fill_many(store, SERIES, EPISODES)
    store.close()
    before = all_rows(source)
    passes = 3 * sum(map(len, before.values())) // 250
    chance = random.Random(7)
    # From the second third on rows are written; what was killed earlier left nothing.
    for _ in range(KILLS):
        assert killed(source, target, chance.randrange(passes // 3, passes))
    assert not killed(source, target, passes + 2)
    assert all_rows(source) == all_rows(target) == before
    assert [one for one in check(target) if not one.ok] == []
    assert [one for one in check(source) if not one.ok] == []
    finished = aniworld_open_store(target)
    assert finished is not None
    finished.close()
