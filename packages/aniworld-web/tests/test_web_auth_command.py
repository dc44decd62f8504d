"""``aniw auth``: password and API keys from the host the application runs on."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import aniworld_web
from aniworld_cli.main import program
from aniworld_cli.shapes import OrNull
from aniworld_cli.testing import Aniw, fits
from aniworld_core.clock import utc_now
from aniworld_core.entities import Scope
from aniworld_core.errors import NotSignedIn
from aniworld_core.testing.world import World
from aniworld_web.auth.access import Access
from aniworld_web.auth.api_keys import ApiKeys

_KEY = {
    "id": str,
    "name": str,
    "scope": Scope,
    "created": datetime,
    "expires": OrNull(datetime),
    "last_used": OrNull(datetime),
}
SHAPES: dict[str, Any] = {
    "reset-password": {"dry_run": bool, "password": OrNull(str)},
    "list": {"keys": [_KEY]},
    "add": {"dry_run": bool, "key": OrNull(_KEY), "text": OrNull(str)},
    "remove": {"dry_run": bool, "removed": str},
}


@pytest.fixture
def aniw(world: World, root: Path, tmp_path: Path) -> Aniw:
    aniw = Aniw(world, root, tmp_path)
    aniw.manager.add(aniworld_web, "web")
    return aniw


@pytest.fixture
def access(world: World) -> Access:
    """Return the access of an application that runs over the same store."""
    return Access(store=world.store, hours=1)


def typed(aniw: Aniw, text: str, *args: str, code: int = 0) -> Result:
    """Run `aniw auth reset-password` with some input."""
    runner = CliRunner(env=aniw.environment)
    result = runner.invoke(
        program(lambda: aniw.manager), ["auth", "reset-password", *args], input=text
    )
    assert result.exit_code == code, result.output
    return result


def shown(aniw: Aniw, *args: str) -> dict[str, Any]:
    """Run a command with --json and hold its document to its shape."""
    document: dict[str, Any] = json.loads(aniw("auth", *args, "--json").stdout)
    fits(document, SHAPES[next(one for one in args if one in SHAPES)])
    return document


def test_who_is_locked_out_sets_a_new_password(aniw: Aniw, access: Access) -> None:
    old = access.set_up("the old password")
    typed(aniw, "the new password\nsomething else", "--password-stdin")
    assert access.sign_in("the new password", "127.0.0.1").session != old.session
    with pytest.raises(NotSignedIn):
        access.sign_in("the old password", "127.0.0.1")


def test_all_sessions_end_with_the_old_password(aniw: Aniw, access: Access, world: World) -> None:
    old = access.set_up("the old password")
    typed(aniw, "the new password\n", "--password-stdin")
    session = world.store.sessions.get(old.session.id)
    assert session is not None
    assert session.revoked is not None


def test_a_password_that_is_made_up_is_printed_and_works(aniw: Aniw, access: Access) -> None:
    made = shown(aniw, "reset-password", "--generate")["password"]
    access.sign_in(made, "127.0.0.1")
    assert "-" in aniw("auth", "reset-password", "--generate", "--quiet").stdout


def test_a_dry_run_sets_no_password(aniw: Aniw, access: Access) -> None:
    assert shown(aniw, "reset-password", "--generate", "--dry-run")["password"] is None
    assert not access.configured()


def test_a_short_password_changes_nothing(aniw: Aniw, access: Access) -> None:
    result = typed(aniw, "short\n", "--password-stdin", code=2)
    assert "at least 12 characters" in result.stderr
    assert not access.configured()


def test_without_a_terminal_nobody_waits_for_one(aniw: Aniw) -> None:
    assert "--password-stdin or --generate" in typed(aniw, "", code=2).stderr
    assert "not both" in typed(aniw, "", "--generate", "--password-stdin", code=2).stderr


def test_a_terminal_asks_twice_and_shows_nothing(tmp_path: Path, root: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    secret = "what nobody sees"
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "ANIWORLD_LIBRARY": str(root),
        "ANIWORLD_DATA": str(tmp_path / "data"),
    }
    terminal, inside = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "aniworld_cli", "auth", "reset-password"],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env=environment,
        start_new_session=True,  # away from the terminal of whoever runs the tests
    ) as process:
        os.close(inside)
        seen = b""
        for _ in range(2):
            seen += until(terminal, b": ")
            os.write(terminal, f"{secret}\n".encode())
        seen += until(terminal, b"sign in again.")
        assert process.wait(timeout=30) == 0
    os.close(terminal)
    assert secret.encode() not in seen


def until(terminal: int, text: bytes) -> bytes:
    """Read from a terminal until a text has come."""
    seen = b""
    while text not in seen:
        seen += os.read(terminal, 1024)
    return seen


def test_a_key_is_shown_once_and_let_in(aniw: Aniw, world: World) -> None:
    made = shown(aniw, "keys", "add", "sonarr", "--scope", "write", "--expires-days", "30")
    key = ApiKeys(world.store.access, utc_now).recognise(made["text"])
    assert key is not None
    assert (key.name, key.scope) == ("sonarr", Scope.WRITE)
    listed = aniw("auth", "keys", "list").stdout
    assert made["key"]["id"] in listed
    assert made["text"] not in listed
    assert key.hash not in json.dumps(shown(aniw, "keys", "list"))


def test_a_key_is_read_only_unless_asked(aniw: Aniw) -> None:
    assert shown(aniw, "keys", "add", "grafana")["key"]["scope"] == "read"


def test_a_removed_key_is_worth_nothing(aniw: Aniw, world: World) -> None:
    made = shown(aniw, "keys", "add", "sonarr")
    assert shown(aniw, "keys", "remove", made["key"]["id"], "--dry-run")["dry_run"] is True
    keys = ApiKeys(world.store.access, utc_now)
    assert keys.recognise(made["text"]) is not None
    aniw("auth", "keys", "remove", made["key"]["id"])
    assert keys.recognise(made["text"]) is None


def test_a_name_that_is_taken_and_an_id_that_is_none_are_told(aniw: Aniw) -> None:
    aniw("auth", "keys", "add", "sonarr")
    for more in ([], ["--dry-run"]):
        assert "'sonarr'" in aniw.error("auth", "keys", "add", "sonarr", *more, code=1)["message"]
        assert aniw.error("auth", "keys", "remove", "nobody", *more, code=1)["hint"]


def test_a_dry_run_makes_no_key(aniw: Aniw, world: World) -> None:
    assert shown(aniw, "keys", "add", "sonarr", "--dry-run")["key"] is None
    assert not world.store.access.keys()
    assert "There is none" in aniw("auth", "keys", "list").stdout
