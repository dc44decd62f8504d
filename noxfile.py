"""What is checked here and on the hosted CI: `nox` runs all of it, `nox -s lint` one session."""

from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"

PACKAGES = sorted(path.parent for path in Path("packages").glob("*/pyproject.toml"))


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, or what is named: nox -s tests -- packages/aniworld-core -k scanner."""
    install(session)
    session.run("pytest", *(session.posargs or ("-n", "auto")))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and form with ruff."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of every package with its tests, then of what stands at the top."""
    install(session)
    for package in PACKAGES:
        session.run("mypy", str(package / "src"), str(package / "tests"))
    session.run("mypy", "noxfile.py", "conftest.py", "bench", "tools", "tests", "docs/examples")
    session.run("mypy", "packages/aniworld-web/hatch_build.py")
    for example in sorted(Path("examples").glob("*/src")):
        session.run("mypy", str(example))


@nox.session
def imports(session: nox.Session) -> None:
    """Check the floors: who may import whom."""
    install(session)
    session.run("lint-imports", "--no-logo")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that generated files and translations are up to date, links lead somewhere, examples run."""
    install(session)
    session.run("python", "-m", "tools.docs", "--check")
    session.run("python", "-m", "tools.deploy", "--check")
    session.run("python", "-m", "tools.messages", "--check")
    session.run("pytest", "tests/test_docs.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Hold our speed against plain references measured in the same run."""
    install(session)
    session.run("python", "-m", "bench", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Play the whole story against the replica catalogue on this machine."""
    install(session)
    session.run("aniw", "demo", "--no-serve", *session.posargs)


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Download for an hour under kills, hostile hosters and full disks: nox -s soak -- --minutes 10."""
    install(session)
    session.run("python", "-m", "tools.soak", *session.posargs)
    if not session.posargs:
        long = {"ANIWORLD_SOAK": "1", "ANIWORLD_SOAK_KILLS": "200"}
        kills = ("packages/stores-sql/tests/test_sql_kill.py", "tests/test_crash.py")
        session.run("pytest", *kills, env=long)


@nox.session
def screenshots(session: nox.Session) -> None:
    """Make pictures of every page below build/screenshots, or `-- --readme` those of the README."""
    install(session)
    session.run("python", "-m", "tools.screenshots", *session.posargs)


def install(session: nox.Session) -> None:
    """Put every package and tool into the session's environment, at the pinned versions."""
    session.install("-r", "requirements-dev.txt")
