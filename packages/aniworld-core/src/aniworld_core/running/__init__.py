"""What a process does for as long as it runs: it works the queue off, and does what is scheduled."""

from aniworld_core.running.reading import read_sites
from aniworld_core.running.runner import Runner, RunnerState, Trouble
from aniworld_core.running.schedule import Schedule

__all__ = ["Runner", "RunnerState", "Schedule", "Trouble", "read_sites"]
