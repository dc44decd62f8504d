"""What a person decided about a folder that belongs to no series yet."""

from datetime import datetime

from attrs import frozen

__all__ = ["Decision"]


@frozen(kw_only=True)
class Decision:
    """The folder is not that series or, with an empty ``provider`` and ``ref``, no series at all.

    ``folder`` is a path below the library root in NFC. That a folder *is* a series is no decision of this
    kind: it is the series' ``folder``.
    """

    folder: str
    provider: str = ""
    ref: str = ""
    decided: datetime

    @property
    def no_series(self) -> bool:
        """Tell whether the folder is to be left alone altogether."""
        return not self.provider
