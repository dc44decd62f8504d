"""What our own settings mean can be said in every language of the pages."""

from aniworld_core.config import describe, parse
from aniworld_core.plugins import Trial, installed
from aniworld_web.pages.settings.meanings import MEANINGS


def test_every_meaning_is_marked_for_translation_and_none_is_left_over() -> None:
    sections = describe(Trial(installed(), parse({})).classes)
    settings = [one for section in sections for one in section.settings]
    shown = {one.doc for one in settings if one.type != "sections"}
    shown |= {section.doc for section in sections if "``" not in section.doc}
    assert shown == MEANINGS
