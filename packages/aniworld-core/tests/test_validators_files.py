"""Names of files and folders stay names, on every file system."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aniworld_core import validators
from aniworld_core.errors import InvalidValue

nasty = st.one_of(
    st.text(),
    st.text(st.characters(codec=None)),
    st.lists(
        st.sampled_from(
            ["..", ".", "/", "\\", "\0", "\u202e", "\u2028", "CON", "aux", "com1", "LPT\u00b9", " ", "~",
             "-", "%2e%2e", "ä", "a\u0308", "\u0338", "<", "進" * 70, "x" * 199, "\U0001f600", ".mkv"]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tessa", "Tessa"),
        ("Nacht: Der Anfang?", "Nacht Der Anfang"),
        ("Fate/stay night", "Fatestay night"),
        ('<>:"/\\|?*', "_"),
        ("", "_"),
        (".", "_"),
        ("..", "_"),
        ("../../etc/passwd", "....etcpasswd"),
        ("Ende...", "Ende"),
        (" Zwei\t\nBlanks \u3000", "Zwei Blanks"),
        ("CON", "_CON"),
        ("con.mkv", "_con.mkv"),
        ("Aux .tar.gz", "_Aux .tar.gz"),
        ("com\u00b9", "_com\u00b9"),
        ("COM10", "COM10"),
        ("Console", "Console"),
        ("a\u202eb\u2028c\u200bd\x07e\ufeff", "ab cde"),
        ("a\u0308", "ä"),
        ("e\u200d\u0301", "é"),
        ("\ud800x", "x"),
        (".hackSIGN", ".hackSIGN"),
    ],
)
def test_unsafe_texts_become_names(text: str, name: str) -> None:
    assert validators.safe_file_name(text) == name


@pytest.mark.parametrize(
    ("text", "max_bytes", "name"),
    [
        ("ä" * 200, 201, "ä" * 100),
        ("進" * 100, 200, "進" * 66),
        ("abc. def", 5, "abc"),
        ("console", 3, "_co"),
        ("進", 2, "_"),
        ("x", 1, "x"),
    ],
)
def test_no_character_is_cut(text: str, max_bytes: int, name: str) -> None:
    assert validators.safe_file_name(text, max_bytes=max_bytes) == name


@given(nasty, st.integers(1, 255))
@example("a" * 199 + "\u0308", 200)
@example("nul" + " " * 9 + "x", 4)
def test_a_safe_name_is_safe(text: str, max_bytes: int) -> None:
    name = validators.safe_file_name(text, max_bytes=max_bytes)

    assert 0 < len(name.encode()) <= max_bytes
    assert validators.safe_file_name(name, max_bytes=max_bytes) == name
    assert unicodedata.is_normalized("NFC", name)
    if max_bytes <= 200:
        assert validators.file_name(name) == name


@given(nasty)
def test_the_check_takes_exactly_what_would_stay_as_it_is(text: str) -> None:
    safe = validators.safe_file_name(text) == text

    try:
        validators.file_name(text)
    except InvalidValue:
        assert not safe
    else:
        assert safe


@given(nasty, nasty)
def test_safe_names_stay_inside_the_root(folder: str, name: str) -> None:
    root = Path("/data/anime")
    path = root / validators.safe_file_name(folder) / validators.safe_file_name(name)

    assert Path(os.path.normpath(path)) == path
    assert len(path.relative_to(root).parts) == 2


@given(nasty)
def test_a_safe_name_can_be_written_and_found(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    name = validators.safe_file_name(text)

    (folder / name).touch()

    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).resolve().is_relative_to(folder.resolve())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "it is empty"),
        ("..", "it stands for a folder"),
        ("a/b", "'/' is not allowed"),
        ("a:b", "':' is not allowed"),
        ("a\x00b", "it has invisible characters"),
        ("a\u202eb", "it has invisible characters"),
        ("a.", "it ends with a dot or blank"),
        ("a ", "it ends with a dot or blank"),
        (" a", "blanks at an end"),
        ("a  b", "blanks at an end, double"),
        ("NUL.txt", "it is a device on Windows"),
        ("a\u0308", "it is not in the form NFC"),
        ("ä" * 101, "it is longer than 200 bytes"),
    ],
)
def test_bad_file_names_are_told(text: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule):
        validators.file_name(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Naruto (2002)", "Naruto (2002)"),
        ("german-dub/Naruto", "german-dub/Naruto"),
        ("Anime/Serien", "Anime/Serien"),
        ("Naruto/", "Naruto"),
        ("What?", "What?"),
        ("S.A.C.", "S.A.C."),
    ],
)
def test_folders_below_the_library(text: str, path: str) -> None:
    assert validators.folder_path(text) == path


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "it is empty"),
        ("/", "it is empty"),
        (" ", "it is empty"),
        ("/etc", "it is an absolute path"),
        ("C:/x", "it is an absolute path"),
        ("c:x", "it is an absolute path"),
        ("a\\b", "parts are separated by /"),
        ("..", "'.' and '..' are not allowed"),
        ("a/../b", "'.' and '..' are not allowed"),
        ("./a", "'.' and '..' are not allowed"),
        ("a//b", "it has an empty part"),
        ("a\x00", "it has control characters"),
        (".aniworld", "a scan leaves out '.aniworld'"),
        ("german-dub/.hidden", "a scan leaves out '.hidden'"),
        ("@eaDir", "a scan leaves out '@eaDir'"),
        ("lost+found/Naruto", r"a scan leaves out 'lost\+found'"),
        ("My Shows/Naruto", "'My Shows' is no folder of series folders"),
        ("german-dub/Naruto/Season 01", "it is inside a series folder"),
        ("german-dub", "it is a folder of series folders"),
    ],
)
def test_folders_elsewhere_are_told(text: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule):
        validators.folder_path(text)


@given(nasty)
def test_folders_stay_below_the_library(text: str) -> None:
    root = Path("/data/anime")
    try:
        path = root / validators.folder_path(text)
    except InvalidValue:
        return
    assert Path(os.path.normpath(path)).is_relative_to(root)
    assert path != root


@pytest.mark.parametrize("name", ["library-20261122T150901Z.db", "config.toml.1", "a", "A_b-c.d"])
def test_backup_names(name: str) -> None:
    assert validators.backup_name(name) == name


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "it is empty"),
        ("../x", "it is a path"),
        ("/etc/passwd", "it is a path"),
        ("a\\b", "it is a path"),
        (".hidden", "it begins with a dot"),
        ("a..b", "it has two dots in a row"),
        ("a.", "only letters"),
        ("a b", "only letters"),
        ("a\n", "only letters"),
        ("ä", "only letters"),
        ("-rf", "only letters"),
        ("con.db", "it is a device on Windows"),
        ("x" * 201, "it is longer than 200 characters"),
    ],
)
def test_bad_backup_names_are_told(name: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule):
        validators.backup_name(name)
