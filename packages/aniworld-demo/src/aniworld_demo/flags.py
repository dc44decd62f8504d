"""The languages as the sites tell them: by the names of flags, and by numbers and labels of links."""

from attrs import frozen

__all__ = ["FLAGS", "Flag"]


@frozen(kw_only=True)
class Flag:
    """A language in both layouts.

    Old: the key of its links, its title in a season's rows and in an episode's legend. New: the id and the
    label of its links; the ids of the two layouts mean different languages.
    """

    key: int
    row: str
    legend: str
    id: int
    label: str


FLAGS = {
    "german": Flag(key=1, row="Deutsch/German", legend="Deutsch", id=1, label="Deutsch"),
    "japanese-german": Flag(
        key=3,
        row="Mit deutschem Untertitel",
        legend="mit Untertitel Deutsch",
        id=3,
        label="Ger-Sub",
    ),
    "japanese-english": Flag(
        key=2, row="Englisch", legend="mit Untertitel Englisch", id=4, label="Eng-Sub"
    ),
    "english": Flag(key=4, row="Englisch", legend="Englisch", id=2, label="Englisch"),
    "english-german": Flag(
        key=5,
        row="Mit deutschem Untertitel",
        legend="Original mit Untertitel Deutsch",
        id=3,
        label="Ger-Sub",
    ),
}
"""By the name of the flag; only that tells the language, as the sites' titles mislead."""
