"""A process and all it starts as one group: limited, and ended at once."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

__all__ = ["kill_group", "leads_group", "limit_memory", "of_its_own"]


def of_its_own() -> dict[str, Any]:
    """Return the arguments with which ``subprocess.Popen`` starts a process as the head of a group."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def leads_group() -> bool:
    """Tell whether this process is the head of a group, so that ending it ends nobody else's."""
    return sys.platform == "win32" or os.getpgrp() == os.getpid()


def limit_memory(size: int) -> None:
    """Let this process and what it starts fill at most so many bytes each, where that can be set."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (size, most))


def kill_group(head: int) -> None:
    """End a process that was started as the head of a group, and all that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(head)]
        subprocess.run(command, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError):
            os.killpg(head, signal.SIGKILL)
