"""The naming template: its tokens, and why two episodes can never get one path by it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from string import Formatter

from attrs import frozen

from aniworld_core.errors import InvalidValue
from aniworld_core.validators.files import reserved_characters
from aniworld_core.validators.rules import check, suggestion

__all__ = ["naming_template"]

_NUMBERS = ("season", "episode")
_VARYING_TEXTS = ("episode_title", "language")
"""Texts that differ between the episodes of one series, and may hold anything."""

_TOKENS = ("title", "year", *_NUMBERS, *_VARYING_TEXTS, "ext")
_WIDTH = re.compile(r"(?:0[1-9])?d?")
_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")
_HINT = "An example: {title} ({year})/Season {season:02}/{title} S{season:02}E{episode:02}.{ext}"


@frozen
class _Piece:
    """A literal text, or the ``name`` of the token that stands for a value."""

    literal: str = ""
    name: str = ""


def naming_template(text: str) -> str:
    """Return a template for the paths of episodes; raises InvalidValue.

    The first part is the series' folder, the last one the file; numbers stand so that each can be
    read back from the path, which is why two episodes never share one.
    """
    pieces = _pieces(text)
    parts = _parts(pieces)
    literals = "".join(piece.literal for piece in pieces)
    odd = reserved_characters(literals.replace("/", ""))
    first = [piece.name for piece in parts[0]]
    inner = {piece.name for part in parts[1:] for piece in part}
    per_episode = next(
        (name for name in first if name in (*_NUMBERS, *_VARYING_TEXTS, "ext")), None
    )
    missing = next((name for name in _NUMBERS if name not in inner), None)
    check(
        text,
        "naming template",
        (
            (not text.strip(), "it is empty"),
            (text.startswith("/"), "it must be relative to the library folder"),
            (odd, f"{odd[:1]!r} is not allowed in a file name"),
            (not literals.isprintable(), "it has invisible characters"),
            (any(_leads_away(part) for part in parts), "it has an empty part, '.' or '..'"),
            (len(parts) == 1, "it names no folder for the series before the file"),
            ("title" not in first, "its first part, the series' folder, lacks {title}"),
            (
                per_episode,
                f"{{{per_episode}}} must not stand in the first part, the series' folder",
            ),
            (
                missing,
                f"{{{missing}}} is missing behind the series' folder, so files would collide",
            ),
            (
                not _ends_with_extension(pieces),
                "it must end with .{ext}, and have {ext} nowhere else",
            ),
        ),
        hint=_HINT,
    )
    for part in parts[1:]:
        _check_numbers(text, part)
    return text


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    try:
        for literal, token, width, conversion in Formatter().parse(text):
            if literal:
                pieces.append(_Piece(literal))
            if token is not None:
                _check_token(text, token, width or "", conversion)
                pieces.append(_Piece(name=token))
    except InvalidValue:
        raise
    except ValueError as error:  # a lonely brace
        raise InvalidValue(f"{text!r} is no naming template: {error}.", hint=_HINT) from error
    return pieces


def _check_token(text: str, token: str, width: str, conversion: str | None) -> None:
    if token not in _TOKENS:
        known = [f"{{{name}}}" for name in _TOKENS]
        raise InvalidValue(
            f"{text!r} is no naming template: {{{token}}} is not known.",
            hint=suggestion(f"{{{token}}}", known),
        )
    allowed = _WIDTH.fullmatch(width) if token in _NUMBERS else not width
    if conversion or not allowed:
        raise InvalidValue(
            f"{text!r} is no naming template: {{{token}:{width}}} cannot be filled in.",
            hint="Only {season} and {episode} take a width, such as {season:02}.",
        )


def _parts(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.name:
            parts[-1].append(piece)
            continue
        here, *others = piece.literal.split("/")
        parts[-1] += [_Piece(here)] if here else []
        parts += [[_Piece(literal)] if literal else [] for literal in others]
    return parts


def _leads_away(part: Sequence[_Piece]) -> bool:
    return not any(piece.name or piece.literal.strip(". ") for piece in part)


def _ends_with_extension(pieces: Sequence[_Piece]) -> bool:
    extensions = [place for place, piece in enumerate(pieces) if piece.name == "ext"]
    return len(pieces) > 1 and extensions == [len(pieces) - 1] and pieces[-2].literal.endswith(".")


def _check_numbers(text: str, part: Sequence[_Piece]) -> None:
    """Refuse a part of the path from which its numbers could not be read back."""
    check(
        text,
        "naming template",
        (
            (
                any(_touching(left, right) for left, right in pairwise(part)),
                "a number touches a digit or another token; put a letter or mark between them",
            ),
            (
                _melting(part),
                "all between two numbers could vanish with an empty token; put a letter there",
            ),
            (
                _surrounded(part),
                "a number has texts that vary before and behind it; put one of them elsewhere",
            ),
        ),
        hint=_HINT,
    )


def _touching(left: _Piece, right: _Piece) -> bool:
    if left.name in _NUMBERS:
        return bool(right.name) or right.literal[0].isdigit()
    return right.name in _NUMBERS and (bool(left.name) or left.literal[-1].isdigit())


def _melting(part: Sequence[_Piece]) -> bool:
    places = [place for place, piece in enumerate(part) if piece.name in _NUMBERS]
    between = ("".join(p.literal for p in part[one + 1 : two]) for one, two in pairwise(places))
    return any(not _EMPTY_BRACKETS.sub("", literals) for literals in between)


def _surrounded(part: Sequence[_Piece]) -> bool:
    varying = [place for place, piece in enumerate(part) if piece.name in _VARYING_TEXTS]
    return any(
        piece.name in _NUMBERS and varying and varying[0] < place < varying[-1]
        for place, piece in enumerate(part)
    )
