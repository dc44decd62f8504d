"""Names of files and folders that every file system takes and that lead nowhere else."""

import re
import unicodedata

from aniworld_core.validators.listed import group_folder, left_out
from aniworld_core.validators.rules import check, has_controls

__all__ = ["backup_name", "file_name", "folder_path", "reserved_characters", "safe_file_name"]

_RESERVED_CHARACTERS = re.compile(r'[<>:"/\\|?*]')
_RESERVED_NAME = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Devices of Windows, whatever ending the name has."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"})
"""Controls, bidi and other formats, line separators, and what is no character at all."""

_BACKUP = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LONGEST = 200


def safe_file_name(text: str, *, max_bytes: int = _LONGEST) -> str:
    """Make a file name of any text: NFC, at most ``max_bytes`` of UTF-8, one part of a path.

    Characters that file systems refuse or that cannot be seen go, blanks become single ones; what is
    a device on Windows, or nothing, gets an underscore. A safe name stays as it is.
    """
    shown = _visible(" ".join(text.split()))
    kept = _RESERVED_CHARACTERS.sub("", unicodedata.normalize("NFC", shown))
    name = _cut(" ".join(kept.split()), max_bytes)
    if not name or _RESERVED_NAME.fullmatch(name):
        name = _cut(f"_{name}", max_bytes)
    return name


def file_name(text: str) -> str:
    """Return a name that every file system takes, or raise InvalidValue with the rule it breaks."""
    reserved = _RESERVED_CHARACTERS.search(text)
    check(
        text,
        "file name",
        (
            (not text, "it is empty"),
            (text in (".", ".."), "it stands for a folder"),
            (reserved, f"{reserved[0] if reserved else ''!r} is not allowed"),
            (_visible(text) != text, "it has invisible characters"),
            (text.endswith((".", " ")), "it ends with a dot or blank"),
            (text != " ".join(text.split()), "it has blanks at an end, double or unusual ones"),
            (_RESERVED_NAME.fullmatch(text), "it is a device on Windows"),
            (not unicodedata.is_normalized("NFC", text), "it is not in the form NFC"),
            (len(text.encode(errors="replace")) > _LONGEST, f"it is longer than {_LONGEST} bytes"),
        ),
        hint="Leave out the characters " + '< > : " / \\ | ? *',
    )
    return text


def folder_path(text: str) -> str:
    """Return the path of a series folder below the library, parts joined by ``/``; raises InvalidValue.

    It is one that scans list: below the root, or below a folder of series folders such as ``german-dub``.
    It may exist already, so its name need not be one that this program would give.
    """
    parts = text.rstrip("/").split("/")
    group = parts[0] if group_folder(parts[0]) else ""
    hidden = next(filter(left_out, parts), None)
    check(
        text,
        "folder below the library",
        (
            (not text.strip(" /"), "it is empty"),
            (text.startswith("/") or re.match(r"[A-Za-z]:", text), "it is an absolute path"),
            ("\\" in text, "parts are separated by /"),
            (".." in parts or "." in parts, "'.' and '..' are not allowed"),
            ("" in parts, "it has an empty part"),
            (has_controls(text), "it has control characters"),
            (hidden, f"a scan leaves out {hidden!r}"),
            (len(parts) > 1 and not group, f"{parts[0]!r} is no folder of series folders"),
            (len(parts) > 2, "it is inside a series folder"),
            (len(parts) == 1 and group, "it is a folder of series folders"),
        ),
        hint="Give it as it stands in the library folder, such as Naruto (2002).",
    )
    return "/".join(parts)


def backup_name(text: str) -> str:
    """Return the name of a backup, without any path; raises InvalidValue."""
    check(
        text,
        "backup name",
        (
            (not text, "it is empty"),
            ("/" in text or "\\" in text, "it is a path"),
            (text.startswith("."), "it begins with a dot"),
            (".." in text, "it has two dots in a row"),
            (not _BACKUP.fullmatch(text), "only letters, digits, '.', '-' and '_' are allowed"),
            (_RESERVED_NAME.fullmatch(text), "it is a device on Windows"),
            (len(text) > _LONGEST, f"it is longer than {_LONGEST} characters"),
        ),
        hint="See: aniw config backups",
    )
    return text


def reserved_characters(text: str) -> str:
    """Return those of the characters in ``text`` that no file name may have."""
    return "".join(sorted(set(_RESERVED_CHARACTERS.findall(text))))


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)


def _cut(name: str, max_bytes: int) -> str:
    return name.encode()[:max_bytes].decode(errors="ignore").rstrip(". ")
