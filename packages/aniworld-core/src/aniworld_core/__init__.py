"""The anime library manager as a library: entities, ports, hooks and services.

Start at :class:`aniworld_core.library.Library`; a plugin module needs only :data:`hookimpl`.
"""

import pluggy

__all__ = ["__version__", "hookimpl"]

__version__ = "0.1.0"

hookimpl = pluggy.HookimplMarker("aniworld")
"""Marks a function of a plugin as the implementation of the hook of the same name."""
