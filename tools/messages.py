"""Keeps the translations: `python -m tools.messages`, or `--check` to hear what is not in order."""

import runpy
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import PoFileError, read_po, write_po

__all__ = ["WEB", "extract", "faults", "main", "updated"]

WEB = Path(__file__).resolve().parents[1] / "packages" / "aniworld-web"


def main(arguments: list[str], web: Path = WEB) -> int:
    """Write the catalogues of a package and compile them, or check them; returns the exit code."""
    check = arguments == ["--check"]
    template = extract(web)
    found: list[str] = []
    for path in catalogues(web):
        name, before = path.relative_to(source(web)).as_posix(), path.read_text("utf-8")
        try:
            after = updated(before, template)
        except PoFileError as error:
            print(f"{name} cannot be read: {error}")
            return 1
        if check and before != after:
            found.append(f"{name} is out of date; run: python -m tools.messages")
        elif before != after:
            path.write_text(after, "utf-8", newline="\n")
            print(f"{name} written")
        found += [f"{name}: {fault}" for fault in faults(after)]
    print("".join(f"{fault}\n" for fault in found), end="")
    if check:
        return 1 if found else 0
    # As the wheel does it, so that a checkout shows what a user will see.
    runpy.run_path(str(web / "hatch_build.py"))["compile_messages"](web)
    return 0


def extract(web: Path = WEB) -> Catalog:
    """Return every text that a package's code and templates mark for translation."""
    project = tomllib.loads((web / "pyproject.toml").read_text("utf-8"))
    mappings = project["tool"]["babel"]["mappings"]
    template = Catalog()
    for name, line, text, comments, context in extract_from_dir(
        source(web),
        [(mapping["pattern"], mapping["method"]) for mapping in mappings],
        {mapping["pattern"]: mapping for mapping in mappings},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=lambda _: True,
    ):
        template.add(text, None, [(name, line)], auto_comments=comments, context=context)
    return template


def updated(before: str, template: Catalog) -> str:
    """Return a catalogue with the template's texts, its own translations and an unchanged header.

    The order follows the texts, and neither lines nor dates are named, so that a difference is
    always one of wording. What is not used any more is left out: git keeps it.
    """
    catalog = read(before)
    catalog.update(template, update_creation_date=False)
    written = BytesIO()
    write_po(
        written,
        catalog,
        width=100,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    header = before.partition("\n\n")[0].rstrip()
    texts = written.getvalue().decode("utf-8").rstrip()
    return f"{header}\n\n{texts}".rstrip() + "\n"


def faults(content: str) -> Iterator[str]:
    """Yield a sentence for each text whose translation is missing, guessed or does not fit."""
    catalog = read(content)
    for message in catalog:
        if not message.id:
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        if not is_translated(message):
            yield f"{text!r} has no translation"
        elif message.fuzzy:
            yield f"{text!r} has a guessed translation; correct it and remove the word fuzzy"
        for error in message.check(catalog):
            yield f"{text!r}: {error}"


def read(content: str) -> Catalog:
    """Return the text of a .po file as a catalogue; raises PoFileError when it is none."""
    return read_po(BytesIO(content.encode("utf-8")), abort_invalid=True)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a text is there."""
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(forms)


def catalogues(web: Path) -> list[Path]:
    """Return the .po file of every language."""
    return sorted(source(web).glob("locale/*/LC_MESSAGES/messages.po"))


def source(web: Path) -> Path:
    """Return the folder of the import package."""
    return web / "src" / "aniworld_web"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
