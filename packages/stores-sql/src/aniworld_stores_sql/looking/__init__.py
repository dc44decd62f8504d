"""Looking at a store as it is: no table is made, no schema brought up to date, nothing written."""

from aniworld_stores_sql.looking.opening import looked_at
from aniworld_stores_sql.looking.store import Looked, require_current
from aniworld_stores_sql.looking.users import refuse_in_use

__all__ = ["Looked", "looked_at", "refuse_in_use", "require_current"]
