"""Where the operations are found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from starlette.routing import Route

from aniworld_web.rest import numbers
from aniworld_web.rest.endpoint import Resource
from aniworld_web.rest.operation import Operation
from aniworld_web.rest.table import OPERATIONS
from aniworld_web.site import Site

__all__ = ["rest_routes"]

_PLACES = ("/api", "/api/v1")
"""Where every operation is: the newest version, and this one by its number."""


def rest_routes(site: Site) -> list[Route]:
    """Return a route for every path, in the order of the table; a list is found with a slash too."""
    numbers.learn()
    found = _by_path()
    lists = {f"{path}/": found[path] for path in found if _is_list(found[path])}
    return [
        Route(path, Resource(operations, site), methods=[one.method for one in operations])
        for path, operations in {**found, **lists}.items()
    ]


def _is_list(operations: Sequence[Operation]) -> bool:
    return operations[0].versioned and operations[0].path.count("/") == 1


def _by_path() -> Mapping[str, Sequence[Operation]]:
    # Routes are looked through one by one, so what is asked for most often comes first. They are not
    # nested in mounts, because the prefix of an address (root_path) is then the application's own.
    found = defaultdict(list)
    for one in OPERATIONS:
        for place in _PLACES if one.versioned else ("",):
            found[place + one.path].append(one)
    return found
