"""Every page of the web application, with an address of a furnished library for each."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import frozen

from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_SUB, EpisodeId, Scope, SeriesKey, Trashed
from aniworld_core.stash import TrashBin, new_id
from aniworld_core.testing.arrange import process
from aniworld_web import reload
from tools.browser.house import House

__all__ = ["Place", "places"]


@frozen
class Place:
    """A page to look at: a name for files, the route that answers, and the address to ask for.

    ``inside`` is False for pages in front of the application, which nobody sees who is signed in.
    """

    name: str
    route: str
    address: str
    inside: bool = True


_KEY = SeriesKey("leuchtturm-der-gezeiten")
_SERIES = f"/series/{_KEY}"
_PLACES = (
    Place("login", "/login", "/login", inside=False),
    Place("setup-folder", "/setup/folder", "/setup/folder"),
    Place("setup-sites", "/setup/sites", "/setup/sites"),
    Place("library", "/", "/"),
    Place("library-table", "/", "/?view=table"),
    Place("library-search", "/", "/?q=stern&show=missing&view=cards"),
    Place("library-nothing", "/", "/?q=nichts+davon"),
    Place("series", "/series/{key}", _SERIES),
    Place("series-folders", "/series/{key}", "/series/regenmacher-akademie"),
    Place("series-folder", "/series/{key}/folder", f"{_SERIES}/folder"),
    Place("series-history", "/series/{key}/history", f"{_SERIES}/history"),
    Place("series-episode", "/series/{key}/episodes/{episode}", f"{_SERIES}/episodes/S01E003"),
    Place("series-remove", "/series/{key}/remove", f"{_SERIES}/remove"),
    Place("add", "/add", "/add"),
    Place("add-found", "/add", "/add?q=mond"),
    Place("add-asked", "/add", "/add?q=mond&online=1"),
    Place("missing", "/missing", "/missing"),
    Place("missing-upcoming", "/missing", "/missing?reason=upcoming"),
    Place("missing-all", "/missing/all", "/missing/all"),
    Place("missing-upgrades", "/missing/upgrades", "/missing/upgrades"),
    Place("upcoming", "/upcoming", "/upcoming"),
    Place("upcoming-all", "/upcoming", "/upcoming?who=all"),
    Place("folders", "/folders", "/folders"),
    Place("folders-doubtful", "/folders", "/folders?show=doubtful"),
    Place("folders-unknown", "/folders", "/folders?show=none"),
    Place("folders-aside", "/folders", "/folders?show=aside"),
    Place("folders-unclear", "/folders/unclear", "/folders/unclear"),
    Place("folders-choose", "/folders/choose", "/folders/choose?folder=Urlaub+2019"),
    Place("removed", "/removed", "/removed"),
    Place("scan", "/scan", "/scan"),
    Place("queue", "/queue", "/queue"),
    Place("queue-failed", "/queue", "/queue?show=failed"),
    Place("queue-empty", "/queue/empty", "/queue/empty?show=failed"),
    Place("settings", "/settings", "/settings"),
    Place("settings-plugins", "/settings/plugins", "/settings/plugins"),
    Place("settings-backups", "/settings/backups", "/settings/backups"),
    Place("settings-access", "/settings/access", "/settings/access"),
    Place("system", "/system", "/system"),
    Place("system-sites", "/system/sites", "/system/sites"),
    Place("system-logs", "/system/logs", "/system/logs"),
    Place("system-migration", "/system/migration", "/system/migration"),
    Place("api", "/api/docs", "/api/docs"),
    Place("sites", "/sites/ask", "/sites/ask"),
    Place("nowhere", "", "/no/such/page"),
)


def places(house: House) -> Iterator[Place]:
    """Yield every page of an application with a password, series, backups and an API key."""
    yield from _PLACES
    backup = reload.editable(house.site).backups()[0].name
    yield Place("settings-restore", "/settings/backups/{name}", f"/settings/backups/{backup}")
    kept, id = "/system/kept", _replaced(house)
    yield Place("system-kept", kept, kept)
    yield Place("system-kept-swap", f"{kept}/swap", f"{kept}/swap?id={id}")
    yield Place("system-kept-delete", f"{kept}/delete", f"{kept}/delete?kind=replaced&id={id}")
    workers, name = "/system/workers", _worker(house)
    yield Place("system-workers", workers, workers)
    yield Place("system-workers-ask", f"{workers}/ask", f"{workers}/ask?do=stop&name={name}")
    keys = house.site.access.keys
    key = (keys.all() or [keys.add("Regal im Flur", scope=Scope.READ).key])[0]
    yield Place("settings-key", "/settings/access/keys/{id}", f"/settings/access/keys/{key.id}")


def _worker(house: House) -> str:
    """Return the name of a process on another host, beside which a third one has fallen silent."""
    library, now, name = house.library, utc_now(), "dachboden:4711:0a1b2c3d"
    process(library, name, providers=("replica",), version="1.0")
    process(library, "keller:12:4e5f6071", now - timedelta(hours=2), version="1.0")
    return name


def _replaced(house: House) -> str:
    """Return the id of a file in the trash, whose place another one has by now."""
    library = house.library
    if not library.trash.all():
        now, path = utc_now(), "Leuchtturm der Gezeiten/Leuchtturm der Gezeiten S01E01.mp4"
        record = Trashed(
            id=new_id(now),
            at=now,
            key=_KEY,
            episodes=(EpisodeId(1, 1),),
            language=GER_SUB,
            reason="Replaced by ger-dub.",
            path=path,
            size=3,
        )
        file = house.root / path
        was = file.read_bytes() if file.exists() else b"new"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"old")
        TrashBin(house.root).put(record)
        file.write_bytes(was)
    return library.trash.all()[0].id
