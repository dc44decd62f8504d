"""Titles are found as people type them: wrongly, half, in another order, without dots and marks."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import Title
from aniworld_core.titles import TitleSearch, normalised
from aniworld_core.titles.loosely import all_loosened, loosened

_TABLE = Path(__file__).parent / "data" / "folder_names.toml"
_LISTED = tomllib.loads(_TABLE.read_text("utf-8"))

TITLES = [
    Title(provider=provider, ref=ref, title=title, aliases=tuple(more[0]) if more else ())
    for provider, ref, title, *more in _LISTED["titles"]
]

NAMED = [(title, name) for title in TITLES for name in (title.title, *title.aliases)]

LONG = [one for one in NAMED if len(loosened(one[1]).replace(" ", "")) >= 7]
"""What is left of shorter names after a typing error may as well be another name."""

KINDS = ("drop", "double", "swap", "replace", "insert")

INDEX = TitleSearch(TITLES)


def title(name: str, *aliases: str, provider: str = "site", ref: str = "") -> Title:
    return Title(provider=provider, ref=ref or name, title=name, aliases=aliases)


def names(query: str, *titles: Title, cutoff: float = 60.0) -> Sequence[str]:
    return [one.title.title for one in TitleSearch(titles).find(query, cutoff=cutoff)]


SOME = (
    title("Naruto Shippuden", "Naruto Shippuuden"),
    title("Boruto: Naruto Next Generations"),
    title("Naruto"),
    title("Attack on Titan", "Shingeki no Kyojin", "進撃の巨人"),
    title("One Piece"),
    title("Dragon Ball Z"),
    title("K-On!"),
    title("K-On!!"),
    title("Wälder der Nacht"),
    title("Straßen"),
    title("Das Mädchen", "Toki o Kakeru Shōjo"),
    title("Demon Slayer", "Kimetsu no Yaiba"),
    title("That Time I Got Reincarnated as a Slime"),
    title("Re:Zero - Starting Life in Another World"),
    title("86"),
    title("Ao no Exorcist"),
    title("!!!"),
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("naruto", "Naruto"),
        ("shingeki", "Attack on Titan"),
        ("shingki", "Attack on Titan"),
        ("進撃", "Attack on Titan"),
        ("attack titn", "Attack on Titan"),
        ("titan attack", "Attack on Titan"),
        ("atack on titan season", "Attack on Titan"),
        ("one peice", "One Piece"),
        ("one pice", "One Piece"),
        ("onepiece", "One Piece"),
        ("one piece film red", "One Piece"),
        ("dragonball", "Dragon Ball Z"),
        ("K-On!", "K-On!"),
        ("K-On!!", "K-On!!"),
        ("kon", "K-On!"),
        ("wälder", "Wälder der Nacht"),
        ("waelder nacht", "Wälder der Nacht"),
        ("walder der nact", "Wälder der Nacht"),
        ("strassen", "Straßen"),
        ("madchen", "Das Mädchen"),
        ("toki wo kakeru shoujo", "Das Mädchen"),
        ("kimetsu yaiba", "Demon Slayer"),
        ("demon slyer", "Demon Slayer"),
        ("slime reincarnted", "That Time I Got Reincarnated as a Slime"),
        ("rezero", "Re:Zero - Starting Life in Another World"),
        ("starting life", "Re:Zero - Starting Life in Another World"),
        ("86", "86"),
        ("ao", "Ao no Exorcist"),
        ("!!!", "!!!"),
    ],
)
def test_what_people_type_finds_its_series_first(query: str, first: str) -> None:
    assert names(query, *SOME)[0] == first


def test_the_same_comes_before_beginnings_before_parts_before_the_similar() -> None:
    titles = (title("Nadeko"), title("Monaruto"), title("Naruto Shippuden"), title("Narutox"))
    found = names("naruto", *titles, title("Naruto"), title("Narito"))
    assert found == ["Naruto", "Narutox", "Naruto Shippuden", "Monaruto", "Narito"]


def test_a_part_that_begins_a_word_is_worth_as_much_as_words_in_another_order() -> None:
    scores = [one.score for one in TitleSearch(SOME).find("naruto next")]
    assert 80 <= scores[0] < 90
    assert 80 <= TitleSearch(SOME).find("next naruto")[0].score < 90


def test_one_wrong_letter_of_four_is_forgiven() -> None:
    assert names("ferm", title("Fern"), title("Form"), title("Fort")) == ["Fern", "Form"]


def test_short_queries_find_beginnings_only() -> None:
    titles = (title("Ko"), title("Koi to Uso"), title("Kaiko"), title("Hana no Ko"))
    assert names("ko", *titles) == ["Ko", "Koi to Uso", "Hana no Ko"]


def test_a_title_comes_before_the_same_alias_and_once_only() -> None:
    titles = (title("Sorcery Fight", "Bleach"), title("Bleach", "Bleach!", "BLEACH"))
    assert names("bleach", *titles) == ["Bleach", "Sorcery Fight"]


def test_each_hit_says_by_which_name() -> None:
    (found,) = TitleSearch(SOME).find("shingeki no kyojin")
    assert (found.name, found.score) == ("Shingeki no Kyojin", 100.0)


def test_there_are_no_more_than_asked_for_and_none_below_the_cutoff() -> None:
    titles = [title(f"Naruto {number}") for number in range(30)]
    assert len(TitleSearch(titles).find("naruto", limit=7)) == 7
    assert names("naruto", *SOME, cutoff=92.0) == ["Naruto", "Naruto Shippuden"]


@pytest.mark.parametrize("query", ["zzzzqqq", "???", "-", "", " "])
def test_what_is_nowhere_finds_nothing(query: str) -> None:
    assert names(query, *SOME) == []
    assert names(query) == []


def test_titles_are_found_by_their_one_form_and_by_imdb_id() -> None:
    known = Title(provider="site", ref="a", title="Tessa", imdb="tt0000001")
    index = TitleSearch([known, title("Other")])
    assert [name for _, name in index.exactly("TESSA")] == ["Tessa"]
    assert index.exactly("Tess") == ()
    assert index.with_imdb("tt0000001") == [known]
    assert index.with_imdb("tt0000002") == ()
    assert index.with_imdb("") == ()
    assert len(index) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shōjo", "Shoujo"),
        ("Shoujo", "Shojo"),
        ("Wälder", "Walder"),
        ("Wälder", "Waelder"),
        ("Straße", "Strasse"),
        ("Re:Zero", "re zero"),
        ("What's Up?", "whats up"),
        ("Hunter \u00d7 Hunter", "hunter x hunter"),
        ("Fate/stay_night", "fate stay night"),
        ("Pokémon", "pokemon"),
    ],
)
def test_what_is_often_typed_otherwise_is_equal(one: str, other: str) -> None:
    assert loosened(one) == loosened(other)


@given(st.lists(st.text(max_size=12)))
def test_names_together_become_what_each_becomes_alone(texts: list[str]) -> None:
    assert all_loosened(texts) == [loosened(text) for text in texts]


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8), st.data())
def test_any_known_name_finds_itself_first(texts: list[str], data: st.DataObject) -> None:
    index = TitleSearch([title(text, ref=str(place)) for place, text in enumerate(texts)])
    name = data.draw(st.sampled_from(texts))
    found = index.find(name)[0]
    assert found.score == 100.0
    assert normalised(found.name) == normalised(name)


@given(st.sampled_from(NAMED))
def test_any_listed_name_finds_its_series_first(named: tuple[Title, str]) -> None:
    wanted, name = named
    found = INDEX.find(name)
    same = [one.title for one in found if one.score == 100.0]
    assert wanted in same
    assert found[0].title in same


@given(st.sampled_from(LONG), st.sampled_from(KINDS), st.data())
def test_a_name_with_one_typing_error_is_among_the_first_five(
    named: tuple[Title, str], kind: str, data: st.DataObject
) -> None:
    wanted, name = named
    place = data.draw(st.integers(0, len(name) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    before, here, after = name[:place], name[place], name[place + 1 :]
    typed = {
        "drop": before + after,
        "double": before + here + here + after,
        "swap": before + after[0] + here + after[1:],
        "replace": before + letter + after,
        "insert": before + letter + here + after,
    }[kind]
    assert wanted in [one.title for one in INDEX.find(typed)[:5]], typed
