"""Numbers in paths: those that can be an id, and no others."""

from starlette.convertors import Convertor, register_url_convertor

__all__ = ["learn"]


class _Number(Convertor[int]):
    """At most 18 digits, which fit into every store; Starlette's own ``int`` fails beyond 4300."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


def learn() -> None:
    """Let paths say ``{item_id:number}``."""
    register_url_convertor("number", _Number())
