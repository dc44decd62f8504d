"""Commands about the language policy: edit, show, missing, and what is planned by it."""

from datetime import timedelta

from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    Language,
    Outcome,
    QueueState,
    SeriesKey,
)

KEY = SeriesKey("fern")
_LEASE = timedelta(hours=1)


def listed(aniw: Aniw, *languages: tuple[Language, ...], seen_now: bool = False) -> None:
    """Let Fern have one episode for each, offered in these languages, and no file."""
    at = utc_now() if seen_now else None
    episodes = tuple(
        Episode(id=EpisodeId(1, number), languages=some, offered=at)
        for number, some in enumerate(languages, start=1)
    )
    aniw.world.store.series.update(KEY, lambda one: evolve(one, episodes=episodes, folder="Fern"))


def keep(aniw: Aniw, language: Language, *numbers: int) -> None:
    """Let the folder of Fern hold episodes in a language."""
    for number in numbers:
        file = EpisodeFile(
            path=f"Fern/{number}.mkv",
            episodes=(EpisodeId(1, number),),
            size=1,
            mtime=1,
            language=language,
        )
        aniw.world.store.files.add("Fern", file)


def test_a_policy_is_set_shown_and_taken_back(with_fern: Aniw) -> None:
    assert "Waiting:   as the settings say" in with_fern("show", "fern").stdout
    changed = with_fern("edit", "fern", "--wait-days", "14", "--replace").stdout
    assert "Waiting:   14 days for the first language" in changed
    assert "Replacing: a later language by an earlier one" in changed
    series = with_fern.json("show", "fern")["series"]
    assert (series["wait_days"], series["replace"]) == (14, True)
    kept = with_fern("edit", "fern", "--keep", "--wait-days", "0").stdout
    assert "Waiting:   no; what there is is taken" in kept
    assert "Replacing: no; a file stays" in kept
    dry = with_fern.json("edit", "fern", "--replace-default", "--dry-run")["series"]
    assert (dry["wait_days"], dry["replace"]) == (0, None)
    back = with_fern.json("edit", "fern", "--wait-days", "", "--replace-default")["series"]
    assert (back["wait_days"], back["replace"]) == (None, None)


def test_what_is_no_policy_is_wrong_usage(with_fern: Aniw) -> None:
    for text in ("soon", "-1", "4000", "1.5"):
        error = with_fern.error("edit", "fern", "--wait-days", text, code=2)
        assert error["type"] == "InvalidValue"
    both = with_fern.error("edit", "fern", "--keep", "--replace-default", code=2)
    assert both["type"] == "UsageError"
    mixed = with_fern.error("missing", "--upgrades", "--reason", "failed", code=2)
    assert mixed["type"] == "UsageError"


def test_missing_tells_who_waits_for_what(with_fern: Aniw) -> None:
    with_fern("edit", "fern", "--languages", "ger-dub,ger-sub", "--wait-days", "14")
    listed(with_fern, (GER_SUB,), (ENG_SUB, GER_SUB), (ENG_SUB,), (GER_DUB,), seen_now=True)
    lines = with_fern("missing").stdout.splitlines()
    assert lines[1].startswith("  S01E01-E02: waiting for ger-dub until 20")
    assert lines[1].endswith(", then ger-sub")
    assert lines[2] == "  S01E03: waiting for ger-dub or ger-sub, only eng-sub is offered"
    assert lines[3] == "  S01E04: not downloaded"
    (one,) = with_fern.json("missing")["series"]
    assert [lack["waits_until"] is None for lack in one["missing"]] == [False, False, True, True]
    planned = with_fern.json("download", "fern", "--dry-run")["queued"]
    assert [item["episode"] for item in planned] == ["S01E004"]
    named = with_fern.json("download", "fern", "S01E01", "--dry-run")["queued"]
    assert [item["episode"] for item in named] == ["S01E001"]


def test_missing_upgrades_tells_what_could_be_better(with_fern: Aniw) -> None:
    assert "Nothing is to be replaced." in with_fern("missing", "--upgrades").stdout
    with_fern("edit", "fern", "--languages", "ger-dub,ger-sub", "--replace")
    both = (GER_DUB, GER_SUB)
    listed(with_fern, both, (GER_SUB,), both, both, both)
    keep(with_fern, GER_SUB, 1, 2, 3, 4)
    keep(with_fern, GER_DUB, 5)
    queue = with_fern.world.store.queue
    with_fern("queue", "add", "fern", "S01E03-E04")
    item = queue.claim("ann", _LEASE, utc_now())
    assert item is not None
    failed = Outcome(state=QueueState.FAILED, reason="The video is gone.")
    queue.finish(item.id, item.claim, failed, utc_now())
    assert with_fern("missing", "--upgrades", "fern").stdout.splitlines() == [
        "Fern (fern)",
        "  S01E01: there in ger-sub, ger-dub is offered",
        "  S01E02: there in ger-sub, waiting for ger-dub",
        "  S01E03: there in ger-sub, ger-dub is offered, but failed: The video is gone.",
        "  S01E04: there in ger-sub, a better one is queued",
        "",
        "4 episodes in a later language, 1 to be replaced now.",
        "Next: aniw download",
    ]
    document = with_fern.json("missing", "--upgrades", shape="missing --upgrades")
    assert document["total"] == 4
    assert document["upgrades"][0]["better"] == ["ger-dub"]
    assert with_fern.error("missing", "--upgrades", "ferm", code=1)["type"] == "SeriesNotFound"


def test_a_download_takes_what_is_better(with_fern: Aniw) -> None:
    with_fern("edit", "fern", "--languages", "ger-dub,ger-sub", "--replace")
    listed(with_fern, (GER_DUB, GER_SUB), (GER_SUB,))
    keep(with_fern, GER_SUB, 1, 2)
    for words in (("fern",), ("fern", "S01E01"), ()):
        planned = with_fern.json("download", *words, "--dry-run")["queued"]
        assert [item["episode"] for item in planned] == ["S01E001"]
    assert with_fern.json("download", "fern", "S01E02", "--dry-run")["queued"] == []
