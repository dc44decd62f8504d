"""What a process does for as long as it runs: it works the queue off, and does what is scheduled."""

from aniworld_core.running.routine import Routine
from aniworld_core.running.runner import Runner, RunnerState, Trouble

__all__ = ["Routine", "Runner", "RunnerState", "Trouble"]
