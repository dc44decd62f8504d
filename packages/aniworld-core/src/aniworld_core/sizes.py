"""How a number of bytes reads to a person."""

__all__ = ["size"]


def size(octets: int) -> str:
    """Write a number of bytes with a unit of 1000s, such as ``23.4 MB``."""
    amount = float(octets)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 999.5:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
