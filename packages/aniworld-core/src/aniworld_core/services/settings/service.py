"""The settings file: seen, checked, changed, saved and restored without ever losing it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aniworld_core import durable, serde
from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import Config, invalid, parse, revealed
from aniworld_core.errors import AniworldError, InvalidConfig, NotFound
from aniworld_core.services.settings.backups import Backup, Backups
from aniworld_core.services.settings.editing import (
    Refusal,
    data_of,
    with_data,
    with_setting,
    without_setting,
)
from aniworld_core.services.settings.folders import wrong_folders
from aniworld_core.services.settings.joining import joined, plain

__all__ = ["Settings"]

_PATIENCE = 10.0
"""Seconds to wait for another process that changes the file."""

_Check = Callable[[Config], Sequence[serde.Problem]]


def _no_more(_: Config) -> Sequence[serde.Problem]:
    return ()


class Settings:
    """One settings file, which need not exist yet: then every default holds.

    Whatever changes it checks the whole result first, keeps a backup of the old file and swaps the new
    one in at once. Errors: InvalidConfig for the content, AniworldError for the disk; the file is then
    as it was. Environment and options are not looked at. ``check`` lists what is wrong beyond the core's
    own rules: what the plugins think of their sections.
    """

    def __init__(self, path: Path, *, check: _Check = _no_more, clock: Clock = utc_now) -> None:
        self.path = path
        self._check = check
        self._clock = clock
        self._backups = Backups(path.parent / "backups")

    def show(self) -> Config:
        """Return what the file says, defaults filled in."""
        return parse(data_of(self._text()))

    def check(self) -> list[serde.Problem]:
        """List what is wrong: the setting, or nothing where it is the whole file, and the reason."""
        try:
            data = data_of(self._text())
            config = parse(data)
        except AniworldError as error:
            told = error.problems if isinstance(error, InvalidConfig) else ()
            return list(told) or [("", error.message)]
        return list(self._check(config))

    def set(self, name: str, text: str, *, dry_run: bool = False) -> Config:
        """Change one setting, such as ``downloads.workers``, and return all of them.

        ``text`` is a TOML value, or the plain text; a list may be written ``a, b``.
        """
        return self._write(
            lambda: with_setting(self._text(), name, text, self._refusal()), dry_run=dry_run
        )

    def unset(self, name: str, *, dry_run: bool = False) -> Config:
        """Drop one setting, so that its default holds; raises NotFound when it was not set."""
        return self._write(
            lambda: without_setting(self._text(), name, self._refusal()), dry_run=dry_run
        )

    def merge(self, data: Mapping[str, Any], *, dry_run: bool = False) -> Config:
        """Change what ``data`` names, in sections as JSON has them, and return all settings.

        A null drops a setting, so that its default holds. A secret that comes back as it was shown,
        hidden, stays as it is.
        """
        return self._write(lambda: self._joined(data, whole=False), dry_run=dry_run)

    def replace(self, data: Mapping[str, Any], *, dry_run: bool = False) -> Config:
        """Let ``data`` be the whole file: like :meth:`merge`, but what it does not name is dropped."""
        return self._write(lambda: self._joined(data, whole=True), dry_run=dry_run)

    def backup(self) -> str:
        """Keep a copy of the file and return its name; raises NotFound when there is no file."""
        if not self.path.is_file():
            raise NotFound(f"There is no settings file {self.path} yet.")
        with self._disk("backed up"):
            return self._keep()

    def backups(self) -> Sequence[Backup]:
        """List the copies, the newest first."""
        with self._disk("looked for in its backups"):
            return self._backups.all()

    def restore(self, name: str, *, dry_run: bool = False) -> Config:
        """Put a backup in the place of the file and return its settings.

        Raises InvalidValue for what is no name of a backup, NotFound, and InvalidConfig for a backup
        that holds no valid settings.
        """
        return self._write(lambda: self._backed_up(name), dry_run=dry_run)

    def _write(self, content: Callable[[], str], *, dry_run: bool) -> Config:
        with self._disk("changed"):
            if dry_run:
                return parse(data_of(content()))
            with self._alone():
                text = content()
                config = parse(data_of(text))
                if self.path.is_file():
                    self._keep()
                durable.replace(self.path, text.encode())
            return config

    def _joined(self, data: Mapping[str, Any], *, whole: bool) -> str:
        text = self._text()
        stored = data_of(text)
        given = revealed(plain(data), stored)
        return with_data(text, joined({} if whole else stored, given), self._refusal())

    def _backed_up(self, name: str) -> str:
        content = self._backups.content(name)
        try:
            text = _decoded(content)
            self._refusal(folders=False)(data_of(text))
        except InvalidConfig as error:
            raise InvalidConfig(
                f"The backup {name} cannot be used. {error.message}",
                hint="Choose another one.",
                problems=error.problems,
            ) from error
        return text

    def _refusal(self, *, folders: bool = True) -> Refusal:
        """Refuse what is wrong, but let what the plugins already miss in the file stay there.

        Else a plugin's section could not be mended, or outlive the plugin. The ``folders`` of a backup were
        looked at when they were set.
        """
        known, stored = self.check(), self._stored()

        def refuse(data: Mapping[str, Any]) -> None:
            found = list(wrong_folders(stored, data)) if folders else []
            try:
                config = parse(data)
                found += [problem for problem in self._check(config) if problem not in known]
            except InvalidConfig as error:
                found += error.problems or (("", error.message),)
            if found:
                wrong = invalid(found)
                raise InvalidConfig(
                    wrong.message,
                    hint="Nothing was changed. `aniw config show` lists the settings.",
                    problems=wrong.problems,
                )

        return refuse

    def _stored(self) -> Mapping[str, Any]:
        """Return what the file says, nothing for a broken one."""
        try:
            return data_of(self._text())
        except InvalidConfig:
            return {}

    def _keep(self) -> str:
        return self._backups.add(self.path.read_bytes(), self._clock())

    def _text(self) -> str:
        with self._disk("read"):
            try:
                return _decoded(self.path.read_bytes())
            except FileNotFoundError:
                return ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other process change the file between reading and writing it."""
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=_PATIENCE):
            yield

    @contextmanager
    def _disk(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise AniworldError(
                f"The settings file {self.path} could not be {done}: {error.strerror or error}.",
                hint="It is as it was. See whether the disk is full or write-protected.",
            ) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InvalidConfig(
            f"The settings file is not UTF-8 (byte {error.start + 1}).", hint="Save it as UTF-8."
        ) from error
