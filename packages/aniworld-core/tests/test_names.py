"""Which episodes a file holds, told by its folders and name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId, NamedEpisodes
from aniworld_core.services.scanner.names import read


def told(path: str) -> str:
    """Write what a path tells in one line: ``S01E005 ger-dub v2`` or ``5 6`` for absolute numbers."""
    found = read(path)
    if found is None:
        return "-"
    words = [*map(str, found.episodes), *map(str, found.absolute)]
    if found.language is not None:
        words.append(str(found.language))
    if found.version != 1:
        words.append(f"v{found.version}")
    return " ".join(words)


OTHER_PROGRAMS = """
Highschool DxD (2012-2018) [imdbid-tt2230051]/Season 01/Highschool DxD S01E001.mkv = S01E001
Highschool DxD (2012-2018) [imdbid-tt2230051]/Season 00/Highschool DxD S00E001.mkv = S00E001
Highschool DxD/Season 04/Highschool DxD S04E012.mkv = S04E012
Violet Garden (2018)/Violet Garden - S01E001 - (German Dub).mp4 = S01E001 ger-dub
Violet Garden/Violet Garden - S01E001 - (German Dub).mp4 = S01E001 ger-dub
Violet Garden/Violet Garden - S01E002 - (German Sub).mp4 = S01E002 ger-sub
Violet Garden/Violet Garden - S01E003 - (English Sub).mp4 = S01E003 eng-sub
Violet Garden/Violet Garden - Movie 001 - (German Dub).mp4 = S00E001 ger-dub
Tessa (2013) [imdbid-tt2560140]/Season 01/S01E001 - An dich in 2000 Jahren.mkv = S01E001
Tessa (2013) [imdbid-tt2560140]/Season 01/S01E002 - Jener Tag [Sub].mkv = S01E002 ger-sub
Tessa (2013) [imdbid-tt2560140]/Season 01/S01E003 - Licht [English Dub].mkv = S01E003 eng-dub
Tessa (2013) [imdbid-tt2560140]/Season 01/S01E004 - Nacht [English Sub].mkv = S01E004 eng-sub
Tessa (2013)/Filme/Film01 - Der Anfang.mkv = S00E001
Tessa (2013)/Season 00/S00E01 - Der Anfang.mkv = S00E001
Tessa (2013)/S00E001.mkv = S00E001
Tessa (2013)/S01E001.mkv = S01E001
Series/Season 01/Series - S01E01.mkv = S01E001
Series/Season 01/Series - S01E01 - Title.mkv = S01E001
Series/Specials/Series - S00E01.mkv = S00E001
Series/S01/Series_S01E01.mkv = S01E001
Ein Titel/Season 1/Ein Titel St#1 Flg#1_GerDub.mp4 = S01E001 ger-dub
Ein Titel/Season 1/Ein Titel St.1 Flg.12_GerSub.mp4 = S01E012 ger-sub
Ein Titel/Season 2/Ein Titel St#2 Flg#3_EngSub.mp4 = S02E003 eng-sub
Ein Titel/Season 2/Ein Titel St#2 Flg#4_EngDub.mp4 = S02E004 eng-dub
Ein Titel/Movies/Der grosse Film_GerSub.mp4 = -
Bunny Girl/Bunny.Girl.S01E03.720p.WEB.H264.GER-ANIWORLD = S01E003 ger-dub
Bunny Girl/Bunny.Girl.S01E03.720p.WEB.H264.GER.SUB-ANIWORLD.mkv = S01E003 ger-sub
Bunny Girl/Bunny.Girl.S01E03.720p.WEB.H264.ENG-ANIWORLD.mkv = S01E003 eng-dub
Bunny Girl/Bunny.Girl.S01E03.1080p.WEB.H264.ENG.SUB-ANIWORLD.mkv = S01E003 eng-sub
9-1-1/9.1.1.S01E02.720p.WEB.H264.GER-STO = S01E002 ger-dub
9-1-1/9.1.1.S01E02.720p.WEB.H264.GER-STO.mp4 = S01E002 ger-dub
Tessa/Staffel 1/Folge 1.mp4 = S01E001
Tessa/Staffel 1/Episode 1.mp4 = S01E001
Tessa/Filme/Film 1.mp4 = S00E001
Tessa/S01 E11.mp4 = S01E011
Tessa/S01E05.mp4 = S01E005
Tessa/S3 · E9.mp4 = S03E009
"""

SPELLED_OUT = """
Mob/Mob S1E5.mkv = S01E005
Mob/Mob s01e05.mkv = S01E005
Mob/Mob.S01E05.mkv = S01E005
Mob/Mob S01 E05.mkv = S01E005
Mob/Mob S01.E05.mkv = S01E005
Mob/Mob S01Ep05.mkv = S01E005
Mob/Mob S01 - Episode 05.mkv = S01E005
Mob/Mob 1x05.mkv = S01E005
Mob/Mob - 1x05 - Der Name.mkv = S01E005
Mob/Mob 12x105.mkv = S12E105
Mob/Staffel 2/Mob Folge 5.mkv = S02E005
Mob/Staffel 2/Folge 5 - Der Name.mkv = S02E005
Mob/Staffel 02/Episode 05.mkv = S02E005
Mob/Season 2/Ep 5.mkv = S02E005
Mob/Season 2/Ep.5.mkv = S02E005
Mob/Season 2/E05.mkv = S02E005
Mob/Season 2/EP05v2.mkv = S02E005 v2
Mob/Season 2/#05.mkv = S02E005
Mob/Folge 5.mkv = 5
Mob/Mob - Folge 1100.mkv = 1100
Mob/Mob Episode 05 (German Dub).mkv = 5 ger-dub
Mob/Mob Staffel 2 Folge 5.mkv = S02E005
Mob/Mob - Staffel 1 - Folge 12.mkv = S01E012
Mob/Mob Season 2 Episode 5.mkv = S02E005
Mob/2. Staffel/Mob Folge 3.mkv = S02E003
Mob/Mob 2. Staffel Folge 3.mkv = S02E003
Mob/Film 1.mkv = S00E001
Mob/Film01.mkv = S00E001
Mob/Mob Film 2 - Der Name.mkv = S00E002
Mob/Movie 001.mkv = S00E001
Mob/Mob Movie 3.mkv = S00E003
Mob/Mob OVA 2.mkv = S00E002
Mob/Mob Special 1.mkv = S00E001
Mob/Mob SP01.mkv = S00E001
Mob/Folge 5 - Film 2.mkv = 5
Mob/05 - Film 2.mkv = 5
Mob/Season 01/Mob S01E05-E06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05E06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05-06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05-E07.mkv = S01E005 S01E006 S01E007
Mob/Season 01/Mob S01E05E06E07.mkv = S01E005 S01E006 S01E007
Mob/Season 01/Mob S01E05-S01E06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05 - E06 - Ende.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05+E06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05 & E06.mkv = S01E005 S01E006
Mob/Season 01/Mob S01E05-E06 [Sub].mkv = S01E005 S01E006 ger-sub
Mob/Mob 1x05-06.mkv = S01E005 S01E006
Mob/Mob 1x05-1x06.mkv = S01E005 S01E006
Mob/Staffel 1/Folge 5-6.mkv = S01E005 S01E006
Mob/Staffel 1/Folge 5 und Folge 6.mkv = S01E005 S01E006
Mob/Staffel 1/E05-E06.mkv = S01E005 S01E006
Mob/Staffel 1/Ep 05 & 06.mkv = S01E005 S01E006
Mob/Staffel 1/Mob S01E01 & S01E02.mkv = S01E001 S01E002
Mob/Staffel 1/Mob - S01E28 - Das Ende (Teil 2).mkv = S01E028
Mob/Mob - Film 01 - Der Turm (1997).mkv = S00E001
Mob/Mob - OVA - 02.mkv = S00E002
Mob/Mob.E366.German.Subbed.mkv = 366 ger-sub
Mob/Season 01/Mob S01E05v2.mkv = S01E005 v2
Mob/Season 01/Mob S01E05 v3 [1080p].mkv = S01E005 v3
Mob/Season 01/Mob S01E05-1080p.mkv = S01E005
Mob/Season 01/Mob S01E05-720p-GROUP.mkv = S01E005
Mob/Season 01/Mob S01E05 - 91 Tage.mkv = S01E005
Mob/Season 01/Mob S01E05 - 07 - Der Spion.mkv = S01E005
Mob/Season 01/Mob S01E05-2.mkv = S01E005
Mob/Season 01/Mob.S01E05.German.DL.1080p.BluRay.x264-GRP.mkv = S01E005 ger-dub
Mob/Season 01/Mob.S01E05.1080p.WEB-DL.AAC2.0.H.264-GRP.mkv = S01E005
Mob/Season 01/Mob.S01E05.DDP5.1.x265.10bit.mkv = S01E005
Mob/Season 01/Mob_S01E05_GerDub.mkv = S01E005 ger-dub
Mob/Season 01/Mob S01E05 (German) [1080p].mkv = S01E005 ger-dub
Mob/Season 01/Mob S01E05 [Ger Sub].mkv = S01E005 ger-sub
Mob/Season 01/Mob S01E05 German Subbed.mkv = S01E005 ger-sub
Mob/Season 01/Mob S01E05 - Der Trailer.mkv = S01E005
Mob/Season 01/Mob S01E05 - Opening.mkv = S01E005
Mob/Season 01/Mob S01E05 - Submarine Danger.mkv = S01E005
Mob (2016)/Mob (2016) - S01E05 - Name.mkv = S01E005
Mob/[Group] Mob 2nd Season - 05 [1080p].mkv = S02E005
Mob/[Group] Mob S2 - 05 (720p) [ABCDEF12].mkv = S02E005
Mob/[Group] Mob Season 2 - 05v2 [1080p].mkv = S02E005 v2
Mob/[Group] Mob - 29 (S02E04) [1080p].mkv = S02E004
"""

FOLDER_AND_NAME = """
Mob/Season 02/Mob S01E05.mkv = S01E005
Mob/Specials/Mob S01E05.mkv = S01E005
Mob/Season 01/Mob S2016E05.mkv = S01E005
Mob/Season 2016/Mob S2016E05.mkv = S2016E005
Mob/Mob S2016E05.mkv = -
Mob/Season 01/05.mkv = S01E005
Mob/S1/05 - Der Name.mkv = S01E005
Mob/Season 1/05 Der Name.mkv = S01E005
Mob/01/05.mkv = S01E005
Mob/Season 02/Mob - 05 [1080p].mkv = S02E005
Mob/Season 02/Mob II - 05.mkv = S02E005
Mob/Season 01/00 - Prolog.mkv = S01E000
Mob/Season 01/Disc 1/05.mkv = S01E005
Mob/Disc 1/05.mkv = 5
Mob/Season 01 - Der Anfang/05.mkv = S01E005
Mob/Mob Season 2/05.mkv = S02E005
Mob/Mob - Staffel 3 (German Dub)/05.mkv = S03E005
Mob Season 2/Mob Season 2 - 05.mkv = S02E005
Mob Season 2/[Group] Mob - 05 [1080p].mkv = S02E005
Mob 2nd Season/05.mkv = S02E005
Mob/Specials/01.mkv = S00E001
Mob/Special/Mob - 01.mkv = S00E001
Mob/OVA/01.mkv = S00E001
Mob/OVAs/Mob - 02 [1080p].mkv = S00E002
Mob/OVAs & Filme/02.mkv = S00E002
Mob/Filme/01.mkv = S00E001
Mob/Movies/02 - Der Wald.mkv = S00E002
Mob/Mob Filme/Film 3.mkv = S00E003
Mob/Filme/Mob 0.mkv = -
Mob/Filme/Tal der 7 Winde.mkv = -
Mob/Movies/Der Berg 3.33.mkv = -
Mob/Movies/Wald 2020_GerSub.mkv = -
Mob/05.mkv = 5
Mob/05v2.mkv = 5 v2
Mob/Mob 05.mkv = 5
Mob/Mob_05.mkv = 5
Mob/Mob 5.mkv = 5
Mob/Mob - 05 - Der Name.mkv = 5
Mob/Mob - 05-06 [1080p].mkv = 5 6
Mob/Mob - 05 & 06 [1080p].mkv = 5 6
Mob/Mob 09-10.mkv = 9 10
Mob/[Group]Mob-05[1080p].mkv = 5
Mob/[Group].Mob.-.05.[1080p].mkv = 5
Mob/Mob 05 of 26.mkv = -
Mob/[Group] Mob - 05 (1080p) [12345678].mkv = 5
Mob/[Group] Mob - 05v2 (1080p) [ABCDEF12].mkv = 5 v2
Mob/[Group]_Mob_-_05_[1080p].mkv = 5
Mob/[Group] Mob - 05 [GerSub] [1080p].mkv = 5 ger-sub
Mob/[Group] Mob - 05 (1920x1080 HEVC 10bit).mkv = 5
Mob/Mob.05.1080p.WEB.x264.mkv = 5
Piraten/[Group] Piraten - 1100 (1080p) [12345678].mkv = 1100
Piraten/Piraten 1100.mkv = 1100
Piraten/Season 21/Piraten - 1100.mkv = S21E1100
Demon Killers/[Group] Oni no Hanashi - 05 [1080p].mkv = 5
"""

NUMBERS_IN_TITLES = """
86/86 - 05.mkv = 5
86/86 S01E05.mkv = S01E005
86/Season 01/86 05.mkv = S01E005
86 (2021)/[Group] 86 - 05 (1080p).mkv = 5
9-1-1/Season 01/9-1-1 - S01E02.mkv = S01E002
Mob Psycho 100 (2016)/Mob Psycho 100 - 05.mkv = 5
Mob Psycho 100/Season 02/Mob Psycho 100 S02E05.mkv = S02E005
Mob Psycho 100/Season 02/Mob.Psycho.100.S02E05.1080p.mkv = S02E005
22-7/22-7 - 05.mkv = 5
3x3 Eyes/3x3 Eyes - 02.mkv = 2
3x3 Eyes/Season 1/3x3 Eyes 1x02.mkv = S01E002
Area 88/Area 88 - 05.mkv = 5
Area 88/Season 1/Area 88 Folge 5.mkv = S01E005
Area 8/Area 88 - 05.mkv = -
2.5 Dimensional/2.5 Dimensional - 05.mkv = 5
2.5 Dimensional/2.5.Dimensional.S01E05.mkv = S01E005
Steins;Gate 0/Steins;Gate 0 - 05.mkv = 5
Steins;Gate 0/Steins Gate 0 S01E05.mkv = S01E005
Steins;Gate/Steins;Gate 0 - 05.mkv = -
91 Days/91 Days - 05.mkv = 5
07-Ghost/[Group] 07-GHOST 05 [720p].mkv = 5
Yu-Gi-Oh! 5D's/Yu-Gi-Oh! 5D's - 105.mkv = 105
Zom 100/Zom.100.S01E05.1080p.WEB-DL.mkv = S01E005
K/Season 1/K S01E05.mkv = S01E005
.hackSIGN/.hackSIGN - 05.mkv = 5
91 Days/91 Days.mkv = -
12 Kingdoms/Season 1/12 Kingdoms 05.mkv = S01E005
Re Zero/Re:Zero - 05.mkv = 5
ReZero/Re-Zero - 05.mkv = 5
[Oshi no Ko] (2023)/[Oshi no Ko] - 05.mkv = 5
[Oshi no Ko] (2023)/Season 01/[Oshi no Ko] S01E05.mkv = S01E005
Straße der Träume/Straße der Träume S01E05.mkv = S01E005
K-On!/Season 1/K-On! S01E05.mkv = S01E005
K-On!/Season 1/K-On!! S01E05.mkv = S01E005
Der Film 1/Season 1/Der Film 1 S01E05.mkv = S01E005
"""

NO_EPISODES = """
Mob/Mob - Creditless Opening.mkv = -
Mob/NCOP1.mkv = -
Mob/[Group] Mob - NCED 02 [1080p].mkv = -
Mob/[Group] Mob NCOP2v2 [1080p].mkv = -
Mob/Season 01/Mob S01E05 NCED.mkv = -
Mob/Mob - Opening 2.mkv = -
Mob/Mob OP1.mkv = -
Mob/Mob - ED02.mkv = -
Mob/Mob PV 1.mkv = -
Mob/Mob - Trailer 2.mkv = -
Mob/Season 01/Trailer Episode 5.mkv = -
Mob/Season 01/Mob S01E05-trailer.mkv = -
Mob/Season 01/mob.s01e05.720p-sample.mkv = -
Mob/Season 01/sample-mob.s01e05.mkv = -
Mob/Season 01/Mob S01E05 (Preview).mkv = -
Mob/Season 01/Mob - Menu 1.mkv = -
Mob/Season 01/Making of 1.mkv = -
Mob/Trailers/Mob S01E05.mkv = -
Mob/Season 01/Extras/05.mkv = -
Mob/Season 01/Sample/Mob S01E05.mkv = -
Mob/NC/Mob 01.mkv = -
Mob/Mob.mkv = -
Mob/Mob (2016).mkv = -
Mob/Mob 2016.mkv = -
Mob/Mob 1080p.mkv = -
Mob/Mob 1920x1080 x264 AAC2.0.mkv = -
Mob/Mob [12345678].mkv = -
Mob/Mob H.264 5.1.mkv = -
Mob/Mob 10bit 60fps.mkv = -
Mob/Mob - 06.5.mkv = -
Mob/Season 01/Mob S01E06.5.mkv = -
Mob/Mob 2013-05-06.mkv = -
Mob/Mob - 12 Affen.mkv = -
Mob/Mob II - 05.mkv = -
Mob/Mob 2 - 05.mkv = -
Mob/Mob Part 2 - 05.mkv = -
Mob/Mob S3 Part 2 - 05 [1080p].mkv = -
Mob/Mob R2 - 05.mkv = -
Mob/Season 1/1-05.mkv = -
Mob/Mob Final Season - 05.mkv = -
Mob/Mob Zwischenspiel - 05.mkv = -
Mob/Mob - 2 - 5.mkv = -
Mob/Sommer 13.mkv = -
Mob/Ann's 2 - 05.mkv = -
Mob/Der 100. Tag.mkv = -
Mob/Die 7 Tage.mkv = -
Mob/100%.mkv = -
Mob/Mob S01E05a.mkv = -
Mob/Mob 3D.mkv = -
Mob/Mob_1-05.mkv = -
Mob/Mob 22-7.mkv = -
Mob/Mob 1.05.mkv = -
Mob/Mob 4K HDR10.mkv = -
"""


def rows(table: str) -> list[tuple[str, str]]:
    """Split ``path = what it tells`` lines."""
    pairs = (line.rpartition(" = ") for line in table.strip().splitlines())
    return [(path, expected) for path, _, expected in pairs]


EVERY_ROW = [
    *rows(OTHER_PROGRAMS),
    *rows(SPELLED_OUT),
    *rows(FOLDER_AND_NAME),
    *rows(NUMBERS_IN_TITLES),
    *rows(NO_EPISODES),
]


@pytest.mark.parametrize(("path", "expected"), EVERY_ROW)
def test_a_name_tells_its_episodes(path: str, expected: str) -> None:
    assert told(path) == expected


@pytest.mark.parametrize("path", [path for path, _ in rows(NUMBERS_IN_TITLES)])
def test_decomposed_names_are_read_alike(path: str) -> None:
    assert told(unicodedata.normalize("NFD", path)) == told(path)


def test_a_decomposed_title_is_the_composed_one() -> None:
    path = "Wälder 100/" + unicodedata.normalize("NFD", "Wälder 100 - 05.mkv")

    assert told(path) == "5"


def test_files_that_tell_the_same_share_one_value() -> None:
    assert read("Mob/Season 01/Mob S01E05.mkv") is read("Rob/Season 01/Rob S01E05.mkv")


titles = st.sampled_from(
    [
        "Mob",
        "86",
        "9-1-1",
        "Area 88",
        "3x3 Eyes",
        "2.5 Dimensional",
        "S1E1",
        "Folge 7",
        "Wälder 22-7",
    ]
)
seasons = st.integers(0, 99)
numbers = st.integers(0, 9999)


@given(titles, seasons, numbers, st.sampled_from(["Season 01", "Staffel 7", "Specials", "Disc 2"]))
def test_the_usual_form_is_read_whatever_the_title(
    title: str, season: int, number: int, folder: str
) -> None:
    path = f"{title} (2016)/{folder}/{title} S{season:02}E{number:02}.mkv"

    assert read(path) == NamedEpisodes(episodes=(EpisodeId(season, number),))


@given(titles, seasons, numbers)
def test_the_careful_look_agrees_with_the_quick_one(title: str, season: int, number: int) -> None:
    quick = read(f"{title}/{title} S{season:02}E{number:02}.mkv")

    assert read(f"{title}/[Group] {title} S{season:02}E{number:02} [1080p].mkv") == quick


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_any_name_gets_an_answer(series: str, folder: str, name: str) -> None:
    found = read(f"{series}/{folder}/{name}")

    assert found is None or bool(found.episodes) != bool(found.absolute)
