"""What the application does unasked, and how others see it and end it."""

from collections.abc import Callable
from contextlib import ExitStack

from aniworld_core.entities import WorkerOrder, WorkerRole
from aniworld_core.errors import NotPossible
from aniworld_core.running import Runner, Schedule
from aniworld_core.services.workers import Presence, Workers

__all__ = ["Duty"]


class Duty:
    """The runner and the schedule, which an order of :mod:`aniworld_core.services.workers` ends.

    The application itself stays up: whoever starts the queue again undoes the order. Where nothing shall be
    done unasked, because it does not ``work``, that stays so.
    """

    def __init__(self, runner: Runner, schedule: Schedule, *, works: bool) -> None:
        self._runner = runner
        self._schedule = schedule
        self._works = works
        self._presence: Presence | None = None
        self._open = ExitStack()

    def open(self, workers: Workers, most: Callable[[], int], *, download: bool) -> None:
        """Begin to work, seen by others; ``most`` returns how many downloads run at most."""
        self._presence = workers.present(
            WorkerRole.WEB,
            downloads=lambda: most() if self._runner.state.running else 0,
            obey=self.obey,
        )
        if download:
            self._runner.start()
        self._begin_schedule()
        self._open.enter_context(self._presence)

    def stop(self) -> None:
        """Begin nothing more, and let what runs end soon; returns at once."""
        self._schedule.stop()
        self._runner.stop()

    def leave(self) -> None:
        """Begin nothing more, and be seen by others no longer; what runs ends soon."""
        self.stop()
        self._open.close()

    def close(self) -> None:
        """End the work, and return when nothing runs any more."""
        self.leave()
        self._runner.close()
        self._schedule.close()

    def start(self) -> None:
        """Begin to work the queue off, also after an order; raises NotPossible where only others do that."""
        if not self._works:
            raise NotPossible(
                "This process only serves pages; it was started with --no-workers.",
                hint="Other processes work the queue off. See which: aniw workers",
            )
        self._runner.start()
        self._begin_schedule()
        if self._presence is not None:
            self._presence.undo()

    def obey(self, order: WorkerOrder) -> None:
        """Do what is asked: nothing more is begun, and what runs ends or is put back."""
        match order:
            case WorkerOrder.DRAIN:
                self._schedule.stop()
                self._runner.finish()
            case WorkerOrder.STOP:
                self.stop()

    def _begin_schedule(self) -> None:
        if self._works:
            self._schedule.start()
