"""A setting's value as the texts of a form, and back again."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aniworld_core import serde
from aniworld_core.config import Config, Setting, hidden
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.settings.labels import BYTES

__all__ = ["FLAGS", "given", "nested", "parsed", "shown", "typed", "value_of"]

FLAGS = "flag"
"""Hidden fields of this name list the check boxes: one that is not ticked is not sent at all."""

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_AMOUNT = re.compile(
    r"(\d{1,9}(?:[.,]\d{1,6})?)\s*([kmgt]?)b(?:yte)?s?(?:/s)?", re.IGNORECASE | re.ASCII
)
"""An amount with its unit, as people write it: 500 MB, 1.5 GB, 300 kB/s."""

_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)


def shown(config: Config) -> Mapping[str, Any]:
    """Return all settings as JSON has them, with a mask for each secret that is set."""
    return hidden(serde.unstructure(config))


def value_of(data: Mapping[str, Any], setting: Setting) -> Any:
    """Return a setting's value; what is not set has its default."""
    found: Any = data
    for part in setting.path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return setting.default
        found = found[part]
    return found


def typed(setting: Setting, value: Any) -> Sequence[str]:
    """Return a value as a person would type it; a list has one text for each of its parts."""
    match value:
        case None:
            return [""]
        case bool():
            return ["1" if value else ""]
        case list() | tuple():
            texts = [str(one) for one in value]
            return texts if setting.rules.choices else [", ".join(texts)]
        case float():
            return [str(value).removesuffix(".0")]
    return [str(value)]


def given(form: Fields, setting: Setting) -> Sequence[str] | None:
    """Return what was typed for a setting; None when the form does not have it."""
    if setting.type == "true or false":
        if setting.path not in form.all(FLAGS):
            return None
        return ["1" if form.text(setting.path) == "1" else ""]
    if setting.path not in form:
        return None
    if setting.secret:
        return [form.raw(setting.path)]
    texts = [text.strip() for text in form.all(setting.path)]
    if setting.type == "list of texts" and setting.rules.choices:
        return [text for text in texts if text]
    return texts[-1:]


def nested(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by dotted path as sections within sections."""
    data: dict[str, Any] = {}
    for path, value in changes.items():
        *sections, name = path.split(".")
        place = data
        for section in sections:
            place = place.setdefault(section, {})
        place[name] = value
    return data


def parsed(setting: Setting, texts: Sequence[str]) -> Any:
    """Return what was typed as JSON has it; None, for nothing, lets the default hold.

    What cannot be read stays a text: the settings' own check then says what is wrong with it.
    """
    text = texts[-1] if texts else ""
    match setting.type:
        case "true or false":
            return text == "1"
        case "list of texts":
            parts = texts if setting.rules.choices else re.split(r"[,\n]", text)
            return list(dict.fromkeys(part.strip() for part in parts if part.strip())) or None
        case _ if not text:
            return None
        case "whole number":
            return _whole(text, bytes=setting.name in BYTES)
        case "number":
            return _number(text)
    return text


def _whole(text: str, *, bytes: bool) -> int | str:
    if _WHOLE.fullmatch(text):
        return int(text)
    amount = _AMOUNT.fullmatch(text) if bytes else None
    if amount is None:
        return text
    return round(float(amount[1].replace(",", ".")) * _UNITS[amount[2].lower()])


def _number(text: str) -> float | str:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if math.isfinite(number) else text
