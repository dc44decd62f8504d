"""``aniw plugins`` alone: what is installed, what it contributes, what is broken, how the sites are doing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import click
from attrs import asdict

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.plugin_reports import command_hooks
from aniworld_cli.tables import Column, Table
from aniworld_core import serde
from aniworld_core.clock import utc_now
from aniworld_core.entities import Condition, ConditionKind
from aniworld_core.errors import AniworldError
from aniworld_core.library import Library
from aniworld_core.plugins import GuardedProvider, PluginReport, reports
from aniworld_core.services.health import has_store

__all__ = ["command"]

_COLUMNS = (Column("Plugin"), Column("Version"), Column("State"), Column("Provides"))
_SITES = (Column("Site"), Column("State"), Column("Why"))


@click.command("plugins", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the installed plugins and their sites; every hook is asked, so that a broken one shows."""
    trial = invocation.trial(invocation.config)
    found = reports(trial, command_hooks())
    kept = {one.provider: one for one in _conditions(invocation)}
    sites = {name: kept.get(name) for name in _names(trial.providers.values(), kept)}
    invocation.out.show(
        lambda: {
            "plugins": [asdict(one) for one in found],
            "sites": [_document(name, condition) for name, condition in sites.items()],
        },
        _text(found, sites),
    )


def _names(providers: Iterable[GuardedProvider], kept: Mapping[str, Condition]) -> Iterator[str]:
    """Yield the sites, and behind one that refused to open its links the name of those."""
    for provider in providers:
        yield provider.name
        if provider.play_links in kept:
            yield provider.play_links


def _conditions(invocation: Invocation) -> Sequence[Condition]:
    """Read what is known of the sites; nothing is known without a store, or of one that is broken."""
    if not has_store(invocation.config):
        return ()
    try:
        with Library(invocation.config, invocation.plugins, ()) as library:
            return library.conditions.all()
    except AniworldError:
        return ()


def _document(name: str, condition: Condition | None) -> dict[str, Any]:
    state = ConditionKind.WORKING if condition is None else condition.kind
    until = None if condition is None else condition.until
    return {
        "provider": name,
        "state": state.value,
        "until": serde.unstructure(until) if until else None,
        "reason": "" if condition is None else condition.reason,
    }


def _text(found: Sequence[PluginReport], sites: Mapping[str, Condition | None]) -> Iterator[Block]:
    if not found:
        yield "No plugin is installed. Try: pip install aniworld-cli[all]"
        return
    yield Table(_COLUMNS, map(_row, found))
    for one in found:
        if one.broken is not None:
            yield f"{one.name} is broken: {one.broken}"
    if sites:
        yield ""
        now = utc_now()
        yield Table(_SITES, (_site(name, sites[name], now) for name in sites))


def _row(one: PluginReport) -> tuple[object, ...]:
    state = "ok" if one.broken is None else "broken"
    return one.name, one.version or "", state, ", ".join(one.provides).replace("_", " ")


def _site(name: str, condition: Condition | None, now: datetime) -> tuple[object, ...]:
    if condition is None:
        return name, "working", ""
    state = condition.kind.value.replace("-", " ")
    if condition.until is not None and condition.until > now:
        state = f"{state}, resting until {condition.until.astimezone():%H:%M}".removeprefix(
            "resting, "
        )
    return name, state, condition.reason
