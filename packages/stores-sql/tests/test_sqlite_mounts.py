"""Network file systems are told from local ones."""

import logging
from pathlib import Path

import pytest

from aniworld_stores_sql.sqlite.mounts import network_file_system, warn_of_network

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
nas:/anime /mnt/nas nfs4 rw,vers=4.2 0 0
//nas/media /mnt/my\\040share cifs rw 0 0
host /mnt/host 9p rw 0 0
me@host: /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/windows fuseblk rw 0 0
/dev/sdc1 /mnt/nas/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("directory", "kind"),
    [
        ("/home/me", None),
        ("/mnt/nas/data", "nfs4"),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas-other", None),
        ("/mnt/nas/local/data", None),
        ("/mnt/my share/data", "cifs"),
        ("/mnt/host", "9p"),
        ("/mnt/far/data", "fuse.sshfs"),
        ("/mnt/windows", None),
    ],
)
def test_the_innermost_mount_counts(directory: str, kind: str | None) -> None:
    assert network_file_system(Path(directory), MOUNTS) == kind


def test_a_second_mount_hides_the_first() -> None:
    mounts = MOUNTS + "/dev/sdd1 /mnt/host ext4 rw 0 0\n"
    assert network_file_system(Path("/mnt/host"), mounts) is None


def test_a_person_is_warned(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"nas:/x {tmp_path} nfs rw 0 0\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        warn_of_network(tmp_path / "data", mounts)
    assert "nfs" in caplog.text


def test_nothing_is_said_where_mounts_are_unknown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warn_of_network(tmp_path, tmp_path / "none")
    assert not caplog.text
