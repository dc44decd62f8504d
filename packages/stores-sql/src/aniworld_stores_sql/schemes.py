"""Which URLs name a store of this package."""

__all__ = ["dialect", "is_file", "is_server"]

_FILE = {"sqlite", "sqlite+pysqlite"}
_SERVERS = {"postgresql", "postgres", "mariadb", "mysql"}


def is_file(url: str) -> bool:
    """Tell whether a URL names a SQLite file."""
    return _scheme(url) in _FILE


def is_server(url: str) -> bool:
    """Tell whether a URL names a database on a server, be it with a driver that is not used."""
    return _scheme(url).partition("+")[0] in _SERVERS


def dialect(url: str) -> str:
    """Return what SQLAlchemy calls the engine of a URL: ``sqlite``, ``postgresql`` or ``mysql``."""
    if is_file(url):
        return "sqlite"
    return "postgresql" if _scheme(url).startswith("postgres") else "mysql"


def _scheme(url: str) -> str:
    return url.partition(":")[0]
