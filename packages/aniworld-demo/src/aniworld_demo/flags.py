"""The languages as the site tells them: by the file names of flags, and by numbers in links."""

from attrs import frozen

__all__ = ["FLAGS", "Flag"]


@frozen(kw_only=True)
class Flag:
    """A language: the key of its links, its title in a season's rows and in an episode's legend."""

    key: int
    row: str
    legend: str


FLAGS = {
    "german": Flag(key=1, row="Deutsch/German", legend="Deutsch"),
    "japanese-german": Flag(key=3, row="Mit deutschem Untertitel", legend="mit Untertitel Deutsch"),
    "japanese-english": Flag(key=2, row="Englisch", legend="mit Untertitel Englisch"),
    "english": Flag(key=4, row="Englisch", legend="Englisch"),
}
"""By the file name of the flag; only that tells the language, as the site's titles mislead."""
