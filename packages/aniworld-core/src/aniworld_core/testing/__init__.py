"""Contract tests for plugin authors: inherit one, say how the plugin is made, and run pytest."""

from aniworld_core.testing.migrator_contract import MigratorContract

__all__ = ["MigratorContract"]
