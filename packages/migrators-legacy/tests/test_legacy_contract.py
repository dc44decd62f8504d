"""The legacy migrator keeps the contract of all migrators."""

import json
from pathlib import Path

import aniworld_migrators_legacy
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Migrator
from aniworld_core.testing import MigratorContract


class TestLegacyMigrator(MigratorContract):
    def migrator(self) -> Migrator:
        manager = PluginManager()
        manager.add(aniworld_migrators_legacy, "migrators-legacy")
        ((_, migrator),) = manager.ask("aniworld_migrators")
        assert manager.broken == {}
        return migrator  # type: ignore[no-any-return]  # hooks are untyped

    def fill(self, root: Path) -> None:
        for number in range(1, 4):
            record = {
                "key": f"series-{number}",
                "name": f"Series {number}",
                "site": "https://aniworld.to",
                "folder": f"Series {number}",
                "episodeDict": {"1": [2, 1], "0": [number]},
            }
            (root / f"Series {number}").mkdir()
            (root / f"Series {number}" / "data").write_text(json.dumps(record), "utf-8")

    def spoil(self, root: Path) -> None:
        (root / "Another").mkdir()
        (root / "Another" / "data").write_bytes(b"\x89PNG\r\n\x1a\n")
