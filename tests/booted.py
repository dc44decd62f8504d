"""A systemd of a test's own, which boots in namespaces over this machine's files and changes none of them."""

import os
import shutil
import signal
import site
import subprocess
import sys
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import BinaryIO, Self

__all__ = ["Booted", "cannot"]

_REPOSITORY = Path(__file__).resolve().parents[1]
_PATIENCE = 60.0

# In namespaces of mounts: a control group of its own, since systemd makes more below the one it finds.
_OUTER = """
set -eu
mount --make-rprivate /
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir /sys/fs/cgroup/$NAME
echo $$ >/sys/fs/cgroup/$NAME/cgroup.procs
exec unshare --cgroup --pid --ipc --uts --fork --kill-child sh -c "$INNER"
"""

# As process 1: all files are this machine's, what is written goes to memory. Python and our packages lie
# where units may read them, since ProtectHome and PrivateTmp hide where they are.
_INNER = """
set -eu
mount -t tmpfs tmpfs "$PLACE"
mkdir "$PLACE/upper" "$PLACE/work" "$PLACE/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$PLACE/upper,workdir=$PLACE/work" "$PLACE/root"
cd "$PLACE/root"
mkdir -p opt/python opt/modules opt/source opt/aniworld/bin
mount --rbind "$BASE" opt/python
mount --bind "$MODULES" opt/modules
mount --bind "$SOURCE" opt/source
mount -t tmpfs tmpfs run -o mode=755
mount -t tmpfs tmpfs tmp -o mode=1777
mount -t proc proc proc
mount --rbind /dev dev
mount --bind /sys sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
rm -rf etc/fstab etc/systemd/system/*.wants usr/lib/systemd/system/*.wants
rm -rf usr/lib/systemd/system-generators/* usr/lib/systemd/system-environment-generators/*
mkdir -p etc/systemd/system/service.d
printf '[Service]\\nStandardOutput=append:/run/told\\nStandardError=append:/run/told\\n' \\
    >etc/systemd/system/service.d/told.conf
printf '%s' "$PYTHON" >opt/aniworld/bin/python
printf '#!/bin/sh\\nexec /opt/aniworld/bin/python -m aniworld_cli "$@"\\n' >opt/aniworld/bin/aniw
chmod 755 opt/aniworld/bin/*
mkdir old
pivot_root . old
umount -l /old
exec env -i container=lxc PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \\
    /usr/lib/systemd/systemd --system --unit=basic.target --log-target=null
"""

_TRIED = """
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir /sys/fs/cgroup/aniw_$$
rmdir /sys/fs/cgroup/aniw_$$
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt
"""

_PYTHON = """#!/bin/sh
export LD_LIBRARY_PATH=/opt/python/lib PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH={path}
exec /opt/python/bin/python{version} "$@"
"""


@cache
def cannot() -> str:
    """Return why no systemd can be booted here, or nothing."""
    if os.geteuid() != 0:
        return "only root boots a systemd of its own"
    for program in ("unshare", "nsenter", "pivot_root", "systemd-analyze", "setpriv"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-euc", _TRIED], stderr=subprocess.DEVNULL, check=False
    )
    return "this machine gives no control groups or overlays" if done.returncode else ""


class Booted:
    """The machine, while the context lasts; its network is this machine's."""

    def __init__(self, directory: Path) -> None:
        self._place = directory / "machine"
        self._place.mkdir()
        self._errors = directory / "machine.errors"
        self._name = f"aniw_{os.getpid()}"
        self._process: subprocess.Popen[bytes] | None = None
        self._first = 0

    def run(self, script: str, *, input: str = "", code: int = 0) -> str:
        """Run a shell's text as root in there, and return what it prints."""
        told = subprocess.run(
            [*self._enter(), "sh", "-euc", script],
            input=input,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        assert told.returncode == code, f"{script}\n{told.stdout}{told.stderr}{self.told()}"
        return told.stdout

    def start(self, script: str) -> subprocess.Popen[str]:
        """Begin to run a shell's text as root in there; it ends with the machine at the latest."""
        return subprocess.Popen(
            [*self._enter(), "sh", "-euc", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def told(self) -> str:
        """Return what the services have written."""
        done = subprocess.run(
            [*self._enter(), "cat", "/run/told"], capture_output=True, text=True, check=False
        )
        return done.stdout

    def _enter(self) -> list[str]:
        spaces = ("--mount", "--pid", "--uts", "--ipc", "--cgroup")
        path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        inside = ("env", "--chdir=/opt/source", "-i", path)
        return ["nsenter", f"--target={self._first}", *spaces, *inside]

    def __enter__(self) -> Self:
        with self._errors.open("wb") as errors:
            self._process = self._begun(errors)
        try:
            self._await_boot()
        except BaseException:
            self._end()
            raise
        return self

    def _begun(self, errors: BinaryIO) -> subprocess.Popen[bytes]:
        path = ["/opt/modules", *(f"/opt/source/{one}" for one in _sources()), "/opt/source"]
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", _OUTER],
            env={
                "PATH": os.environ["PATH"],
                "NAME": self._name,
                "PLACE": str(self._place),
                "INNER": _INNER,
                "BASE": sys.base_prefix,
                "MODULES": site.getsitepackages()[0],
                "SOURCE": str(_REPOSITORY),
                "PYTHON": _PYTHON.format(path=":".join(path), version=version),
            },
            stderr=errors,
        )

    def _await_boot(self) -> None:
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        deadline = monotonic() + _PATIENCE
        while True:
            assert self._process.poll() is None, self._errors.read_text("utf-8")
            self._first = int((children.read_text().split() or ["0"])[0])
            asked = [*self._enter(), "systemctl", "is-active", "basic.target"]
            if (
                self._first
                and not subprocess.run(asked, capture_output=True, check=False).returncode
            ):
                return
            assert monotonic() < deadline, "the machine does not come up"
            sleep(0.1)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        """Kill its first process, with which all others end, and take its control group away."""
        assert self._process is not None
        os.kill(self._first or self._process.pid, signal.SIGKILL)
        self._process.wait()
        group = f"find /sys/fs/cgroup/{self._name} -depth -type d -exec rmdir {{}} +"
        script = f"mount -t cgroup2 cgroup2 /sys/fs/cgroup && until {group}; do sleep 0.1; done"
        subprocess.run(
            ["unshare", "--mount", "sh", "-c", script],
            check=True,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )


def _sources() -> list[str]:
    return sorted(
        path.relative_to(_REPOSITORY).as_posix() for path in _REPOSITORY.glob("packages/*/src")
    )
