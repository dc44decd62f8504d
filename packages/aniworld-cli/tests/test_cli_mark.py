"""A library folder without its mark: refused with words, and taken once a person has confirmed it."""

from aniworld_cli.testing import Aniw
from aniworld_core.root_mark import MARK


def test_a_folder_that_lost_its_mark_has_to_be_confirmed(with_fern: Aniw) -> None:
    (with_fern.root / MARK).unlink()
    refused = with_fern.error("scan", "--offline", code=1)
    assert "it has no mark" in refused["message"]
    assert "aniw scan --confirm-losses" in refused["hint"]
    checks = {one["name"]: one for one in with_fern.json("doctor", code=1)["checks"]}
    assert not checks["mark"]["ok"]
    with_fern("scan", "--offline", "--confirm-losses")
    checks = {one["name"]: one for one in with_fern.json("doctor")["checks"]}
    assert "is the folder that the store knows" in checks["mark"]["text"]
