"""The typed façade over the hooks, and the guard around foreign code."""

from aniworld_core.plugins.facade import Plugins
from aniworld_core.plugins.fanout import Fanout
from aniworld_core.plugins.guarded import GuardedNameReader, GuardedProvider, Watch
from aniworld_core.plugins.manager import PluginManager, installed
from aniworld_core.plugins.relaying import GuardedRelay
from aniworld_core.plugins.reports import FurtherHooks, PluginReport, reports
from aniworld_core.plugins.trial import Trial

__all__ = [
    "Fanout",
    "FurtherHooks",
    "GuardedNameReader",
    "GuardedProvider",
    "GuardedRelay",
    "PluginManager",
    "PluginReport",
    "Plugins",
    "Trial",
    "Watch",
    "installed",
    "reports",
]
