"""Several hosts as docs/deploy.md has them: a PostgreSQL, a library that moves there, a worker, a backup."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.booted import Booted, cannot
from tests.installed import DONE, free_port, installed, stopped, worked_off
from tests.pages import typed
from tests.serving import KEY
from tools.redis_server import RedisServer

pytestmark = [
    pytest.mark.skipif(bool(cannot()), reason=cannot() or "it can"),
    pytest.mark.needs("initdb"),
    pytest.mark.needs("redis-server"),
]

SERVER = """
initdb=$(readlink -f $(command -v initdb)); bin=${{initdb%/*}}
install -d -o postgres /run/postgresql /srv/postgresql
cd /; as="runuser -u postgres --"
$as $bin/initdb --auth-local=peer --auth-host=scram-sha-256 -D /srv/postgresql >/dev/null
$as $bin/pg_ctl start -w -D /srv/postgresql -l /srv/postgresql/log >/dev/null \\
    -o "-p {port} -k /run/postgresql -c listen_addresses=127.0.0.1 -c fsync=off"
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def machine(tmp_path: Path, port: int) -> Iterator[Booted]:
    """Run a PostgreSQL on a machine whose library is an SQLite file so far."""
    with installed(tmp_path, free_port()) as machine:
        machine.run(f"aniw add {KEY}")
        machine.run(SERVER.format(port=port))
        yield machine


@pytest.mark.slow
def test_a_library_moves_to_a_server_where_a_worker_goes_on(
    machine: Booted, port: int, tmp_path: Path
) -> None:
    servers, files, moving, working = typed("deploy.md", "Several hosts")
    _, *making = servers.splitlines(keepends=True)
    here = f"cd /; export PGPORT={port} PGHOST=/run/postgresql\n"
    machine.run(here + "".join(making), input="secret\nsecret\n")
    url = f"postgresql+psycopg://aniworld:secret@127.0.0.1:{port}/aniworld"
    with RedisServer(tmp_path) as redis:
        machine.run(files)
        machine.run("cat >/etc/aniworld/store", input=f"{url}\n")
        machine.run("cat >/etc/aniworld/relay", input=f"{redis.url}\n")
        machine.run("sed -Ei 's/^#(ANIWORLD_(STORE|RELAY)_FILE)/\\1/' /etc/aniworld/environment")
        machine.run(moving)
        machine.run(f"aniw queue add {KEY}")
        machine.run(working)
        assert worked_off(machine)
        assert stopped(machine, "aniworld-worker") == DONE
        assert "secret" not in machine.told()

        before = machine.run("aniw --json queue list")
        saving, restoring = typed("deploy.md", "Backups")
        machine.run(here + f"cd /tmp; {saving}")
        machine.run(here + f"cd /tmp; {restoring}")
        assert machine.run("aniw --json queue list") == before
