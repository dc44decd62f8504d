"""Workers: the processes that work on the store, who of them is alive, and what is asked of them."""

from aniworld_core.services.workers.name import process_name
from aniworld_core.services.workers.presence import Obey, Presence
from aniworld_core.services.workers.results import WorkerView
from aniworld_core.services.workers.service import Workers

__all__ = ["Obey", "Presence", "WorkerView", "Workers", "process_name"]
