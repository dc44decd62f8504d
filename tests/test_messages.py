"""`python -m tools.messages`: what is marked in code and templates, and what a translator is told."""

import gettext
import shutil
from pathlib import Path

import pytest
from jinja2.ext import extract_from_ast

from aniworld_web.pages.rendering import environment
from tools.messages import WEB, extract, main

TEMPLATE = """\
{# Translators: a heading #}
<h1>{% trans trimmed %}
  Missing
  episodes
{% endtrans %}</h1>
<p>{{ _("Queue") }}</p>
<p>{% trans count=episodes %}{{ count }} episode{% pluralize %}{{ count }} episodes{% endtrans %}</p>
"""
CODE = '''"""Texts."""\n\n\ndef greet(_):\n    return _("Hello %(name)s")\n'''
GERMAN = {
    'msgid "Missing episodes"\nmsgstr ""': 'msgid "Missing episodes"\nmsgstr "Fehlende Folgen"',
    'msgid "Queue"\nmsgstr ""': 'msgid "Queue"\nmsgstr "Warteschlange"',
    'msgid "Hello %(name)s"\nmsgstr ""': 'msgid "Hello %(name)s"\nmsgstr "Hallo %(name)s"',
    'msgstr[0] ""': 'msgstr[0] "%(count)s Folge"',
    'msgstr[1] ""': 'msgstr[1] "%(count)s Folgen"',
}
HEADER = """\
# Deutsch.
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Make a package with a page, a module and an empty catalogue, mapped as the real one is."""
    source = tmp_path / "src" / "aniworld_web"
    for name, text in {
        "templates/_parts/page.html": TEMPLATE,
        "texts.py": CODE,
        "locale/de/LC_MESSAGES/messages.po": HEADER,
    }.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    shutil.copy(WEB / "pyproject.toml", tmp_path)
    shutil.copy(WEB / "hatch_build.py", tmp_path)
    return tmp_path


def catalogue(web: Path) -> Path:
    return web / "src/aniworld_web/locale/de/LC_MESSAGES/messages.po"


def translate(web: Path) -> None:
    content = catalogue(web).read_text("utf-8")
    for empty, filled in GERMAN.items():
        assert content.count(empty) == 1, empty
        content = content.replace(empty, filled)
    catalogue(web).write_text(content, "utf-8")


def test_texts_of_code_and_templates_are_listed_without_lines_and_dates(web: Path) -> None:
    assert main([], web) == 0
    content = catalogue(web).read_text("utf-8")
    assert content.startswith(HEADER + "\n")
    assert "#. a heading\n#: templates/_parts/page.html\nmsgid" in content
    assert "#: texts.py\n" in content
    assert "Date" not in content
    assert "page.html:" not in content


def test_translations_survive_and_reach_the_compiled_file(web: Path) -> None:
    main([], web)
    translate(web)
    translated = catalogue(web).read_text("utf-8")
    moved = web / "src/aniworld_web/texts.py"
    moved.write_text(f"\n\n\n{moved.read_text('utf-8')}", "utf-8")
    assert main([], web) == 0
    assert catalogue(web).read_text("utf-8") == translated
    assert main(["--check"], web) == 0
    with catalogue(web).with_suffix(".mo").open("rb") as compiled:
        german = gettext.GNUTranslations(compiled)
    assert german.gettext("Queue") == "Warteschlange"
    assert german.ngettext("%(count)s episode", "%(count)s episodes", 2) == "%(count)s Folgen"


def test_the_check_changes_nothing_and_names_what_is_new(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check"], web) == 1
    said = capsys.readouterr().out
    assert "messages.po is out of date; run: python -m tools.messages" in said
    assert "'Queue' has no translation" in said
    assert "'%(count)s episode' has no translation" in said
    assert catalogue(web).read_text("utf-8") == HEADER


def test_half_a_plural_is_no_translation(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], web)
    translate(web)
    content = catalogue(web).read_text("utf-8")
    catalogue(web).write_text(content.replace('"%(count)s Folgen"', '""'), "utf-8")
    capsys.readouterr()
    assert main(["--check"], web) == 1
    assert "'%(count)s episode' has no translation" in capsys.readouterr().out


def test_a_text_that_changed_a_little_keeps_a_guess_that_must_be_confirmed(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], web)
    translate(web)
    page = web / "src/aniworld_web/templates/_parts/page.html"
    page.write_text(page.read_text("utf-8").replace("Queue", "Queues"), "utf-8")
    main([], web)
    capsys.readouterr()
    assert main(["--check"], web) == 1
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "'Queues' has a guessed translation" in said
    assert 'msgid "Queue"' not in catalogue(web).read_text("utf-8")


def test_a_wrong_placeholder_is_found(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], web)
    translate(web)
    content = catalogue(web).read_text("utf-8")
    catalogue(web).write_text(content.replace("Hallo %(name)s", "Hallo %(nam)s"), "utf-8")
    capsys.readouterr()
    assert main(["--check"], web) == 1
    assert "'Hello %(name)s': unknown named placeholder 'nam'" in capsys.readouterr().out


def test_a_broken_catalogue_is_told(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue(web).write_text("this is no catalogue\n", "utf-8")
    assert main([], web) == 1
    assert "messages.po cannot be read" in capsys.readouterr().out
    assert catalogue(web).read_text("utf-8") == "this is no catalogue\n"


def test_pages_ask_for_the_very_texts_that_are_listed(web: Path) -> None:
    templates = web / "src" / "aniworld_web" / "templates"
    (templates / "indented.html").write_text(
        "{% trans %}\n  Two\n    {# no text #}\n  lines, 100%\n{% endtrans %}\n", "utf-8"
    )
    shutil.copytree(WEB / "src/aniworld_web/templates", templates, dirs_exist_ok=True)
    asked = {
        text if isinstance(text, str) else (text[:2] if name == "ngettext" else text[0])
        for path in templates.glob("**/*.html")
        for _, name, text in extract_from_ast(environment().parse(path.read_text("utf-8")))
        if text is not None
    }
    (web / "src/aniworld_web/texts.py").unlink()
    assert {message.id for message in extract(web) if message.id} == asked
