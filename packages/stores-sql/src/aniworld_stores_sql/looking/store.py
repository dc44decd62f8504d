"""What a look at a store tells."""

from attrs import frozen

from aniworld_core.errors import NewerSchema, NotPossible
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.versions import CURRENT

__all__ = ["Looked", "require_current"]


@frozen(kw_only=True)
class Looked:
    """A store that is only read.

    ``place`` is where it is, without user and password. ``identity`` is the same for whatever URL leads
    there. ``version`` is that of its schema; None where there are no tables yet.
    """

    database: Database
    place: str
    identity: str
    version: str | None


def require_current(store: Looked | None) -> Looked:
    """Return the store; raises NewerSchema, or NotPossible when it is not there or has an older schema."""
    if store is None or store.version is None:
        where = "that file" if store is None else store.place
        raise NotPossible(f"There is no store in {where}.", hint="Look for a mistake in its URL.")
    if store.version > CURRENT:
        raise NewerSchema(
            f"The store {store.place} has the schema version {store.version}, which this program "
            "does not know.",
            hint="It was left as it is. Install the newest version of aniworld-stores-sql.",
        )
    if store.version < CURRENT:
        raise NotPossible(
            f"The store {store.place} has the schema version {store.version}; this program has {CURRENT}.",
            hint="Open it once, and it is brought up to date: aniw --store URL list",
        )
    return store
