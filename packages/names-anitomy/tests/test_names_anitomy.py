"""Foreign layouts that the core's own rule leaves to the reader, and names that tell no episode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import NamedEpisodes
from aniworld_core.services.scanner import names
from aniworld_names_anitomy import aniworld_name_readers
from aniworld_names_anitomy.reader import AnitomyReader

FOREIGN = """
[Group][Mob][05][1080p].mkv = 5
[Group][Mob][05v2][1080p].mkv = 5 v2
[Group][Mob][05-06][1080p].mkv = 5 6
[Group][Mob][1100][1080p].mkv = 1100
[Group][Mob S2][05][1080p].mkv = S02E005
[Group][Mob 2nd Season][05][BIG5][1080P].mp4 = S02E005
[Group][Mob][05][GB][720P].mp4 = 5
[Group] Mob [05][1080p].mkv = 5
[Group] Mob [05] [1080p].mkv = 5
[Group] Mob [05v2].mkv = 5 v2
[Group] Mob (05) [1080p].mkv = 5
[Group] Mob [05] [GerSub].mkv = 5 ger-sub
[Group] Mob [05] (German Dub).mkv = 5 ger-dub
[Group] Mob Season 2 [05] [1080p].mkv = S02E005
[Group] Mob 2nd Season [05] [1080p].mkv = S02E005
[Group] Mob 2nd Season 05 [1080p].mkv = S02E005
[Group] Mob 第05話 [1080p].mkv = 5
【Group】【Mob】【05】【1080p】.mkv = 5
[Group]_Mob_[05]_[1080p].mkv = 5
Mob (05).mkv = 5
Mob [05].mkv = 5
Mob [05] [720p].mkv = 5
Mob 第05話.mkv = 5
Mob 05 of 26.mkv = 5
Mob 05 of 26 720p.mkv = 5
Mob [05 of 26].mkv = 5
Mob (05 of 26).mkv = 5
Mob - 05 of 26 - Name.mkv = 5
[05] Mob.mkv = 5
[05] Mob [1080p].mkv = 5
(05) Mob.mkv = 5
Mob Capitulo 05.mkv = 5
Mob Episódio 05.mkv = 5
Mob Saison 1 Épisode 05.mkv = S01E005
Mob S01 [05].mkv = S01E005
Mob S2 [05][1080p].mkv = S02E005
Mob.S1.05.mkv = S01E005
Mob S1 05.mkv = S01E005
Mob S1 - 5.mkv = S01E005
Mob Season 1 05.mkv = S01E005
Mob Season 2 [05-06].mkv = S02E005 S02E006
Mob Staffel 1 05.mkv = S01E005
Mob 1x5.mkv = S01E005
Mob [1x5].mkv = S01E005
Mob 5 HDTV x264.mkv = 5
Mob Episodes 05-06.mkv = 5 6
"""

NO_EPISODES = """
Mob/[Group][Mob][NCOP][1080p].mkv
Mob/[Group][Mob][NCOP1][1080p].mkv
Mob/[Group][Mob][NCED 02][1080p].mkv
Mob/[Group][Mob][OP][02][1080p].mkv
Mob/[Group][Mob][PV][02][1080p].mkv
Mob/[Group][Mob][Menu][1080p].mkv
Mob/[Group] Mob Menu [02].mkv
Mob/[Group] Mob Trailer [02].mkv
Mob/[Group] Mob Recap [02].mkv
Mob/Season 01/[Group] Mob Opening [02].mkv
Mob/Season 01/[Group] Other [02]-trailer.mkv
Mob/Extras/[Group] Mob [02].mkv
Mob/Season 01/Trailer Episode 5.mkv
Mob/Season 01/Making of 1.mkv
Mob/Season 01/sample-mob.s01e05.mkv
Mob/Season 01/mob.s01e05.720p-sample.mkv
Mob/Mob S3 Part 2 - 05 [1080p].mkv
Mob/Mob S3 Cour 2 [05].mkv
Mob/[Group][Mob][Movie][1080p].mkv
Mob/[Group][Mob Movie][02][1080p].mkv
Mob/[Group][Mob Gekijouban][02][1080p].mkv
Mob/[Group][Mob OVA][02][1080p].mkv
Mob/[Group][Mob SP][02][1080p].mkv
Mob/Filme/[Group][Mob][02][1080p].mkv
Mob/Movies/Mob 3.33 You Can (Not) Redo.mkv
Mob/Mob 3.33 You Can (Not) Redo.mkv
Mob/Der Film 7 Tage.mkv
Mob/7 Tage.mkv
Mob/Mob - 12 Affen.mkv
Mob/Mob 2016.mkv
Mob/Mob (2016) [1080p].mkv
Mob/[2016][1080p].mkv
Mob/Mob [1920x1080].mkv
Mob/Mob [12345678].mkv
Mob/Mob 2013-05-06.mkv
Mob/Mob [06.5].mkv
Mob/Mob [05a].mkv
Mob/Mob - 05_06.mkv
Mob/Mob Vol.05.mkv
Mob/Mob Part 5.mkv
Mob/[Group] Mob (01-12) [1080p].mkv
Mob/[Group][Mob II][05][1080p].mkv
Mob/[Group][Mob 2][05][1080p].mkv
Mob/[Group][Other][05][1080p].mkv
3x3 Eyes/3x3 Eyes.mkv
Mob/Mob.mkv
Mob/mkv
"""


def told(found: NamedEpisodes | None) -> str:
    """Write what a name tells in one line."""
    if found is None:
        return "-"
    words = [*map(str, found.episodes), *map(str, found.absolute)]
    if found.language is not None:
        words.append(str(found.language))
    if found.version != 1:
        words.append(f"v{found.version}")
    return " ".join(words)


@pytest.mark.parametrize("row", FOREIGN.strip().splitlines())
def test_foreign_layouts_are_read_where_the_core_stops(row: str) -> None:
    name, _, expected = row.rpartition(" = ")
    path = f"Mob (2016)/{name}"

    assert names.read(path) is None
    assert told(AnitomyReader().read(path)) == expected


@pytest.mark.parametrize("path", NO_EPISODES.strip().splitlines())
def test_no_episode_is_made_up(path: str) -> None:
    assert AnitomyReader().read(path) is None


def test_a_season_folder_counts() -> None:
    read = AnitomyReader().read

    assert told(read("Mob/Season 02/[Group][Mob][05][1080p].mkv")) == "S02E005"
    assert told(read("Mob/Season 02/[Group][Mobu no Hanashi][05][1080p].mkv")) == "S02E005"
    assert told(read("Mob/Season 02/[Group][Mob S1][05][1080p].mkv")) == "S01E005"
    assert told(read("Mob Season 2/[Group][Mob][05][1080p].mkv")) == "S02E005"


def test_the_hook_contributes_the_reader() -> None:
    (reader,) = aniworld_name_readers()
    assert reader.read("Mob/[Mob][05].mkv") == NamedEpisodes(absolute=(5,))

    assert reader.name == "anitomy"


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_name_gets_an_answer(folder: str, name: str) -> None:
    found = AnitomyReader().read(f"{folder}/{name}.mkv")

    assert found is None or bool(found.episodes) != bool(found.absolute)
