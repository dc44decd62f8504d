"""The calls on titles, releases, conditions and decisions that the store's machine makes."""

from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aniworld_core.entities import Condition, Decision, Release, ReleaseKind, Title
from aniworld_core.testing import strategies as draw
from aniworld_core.testing.store_contract.twins import Twins

__all__ = ["CatalogueRules"]


class CatalogueRules(Twins):
    """Calls on what is remembered of the sites, and of folders without a series."""

    @rule(provider=draw.providers(), titles=st.lists(draw.titles(), max_size=4), now=draw.days())
    def replace_titles(self, provider: str, titles: list[Title], now: datetime) -> None:
        """Read a provider's list, with one ref twice among it."""
        self.both(lambda store: store.titles.replace(provider, titles, now))

    @rule(titles=st.lists(draw.titles(), max_size=2))
    def learn_titles(self, titles: list[Title]) -> None:
        """Learn of titles that may not be there; only what is new changes the stamp."""
        for store in (self.model, self.store):
            before, stamp = store.titles.all(), store.titles.stamp()
            store.titles.learn(*titles)
            assert (store.titles.stamp() != stamp) == (store.titles.all() != before)

    @rule(
        provider=draw.providers(),
        kind=st.sampled_from(ReleaseKind),
        releases=st.lists(draw.releases(), max_size=4),
        now=draw.days(),
    )
    def replace_releases(
        self, provider: str, kind: ReleaseKind, releases: list[Release], now: datetime
    ) -> None:
        """Read a page of releases."""
        self.both(lambda store: store.releases.replace(provider, kind, releases, now))

    @rule(first=draw.days(), last=draw.days())
    def list_releases(self, first: datetime, last: datetime) -> None:
        """List the releases of some days."""
        self.both(lambda store: list(store.releases.between(first.date(), last.date())))

    @rule(condition=draw.conditions())
    def note_condition(self, condition: Condition) -> None:
        """Let a provider's condition follow from the one before."""

        def change(old: Condition | None) -> Condition | None:
            return condition if old is None or old.since <= condition.since else None

        self.both(lambda store: store.conditions.update(condition.provider, change))

    @rule(decisions=st.lists(draw.decisions(), max_size=3))
    def decide(self, decisions: list[Decision]) -> None:
        """Decide about folders, also twice about one."""
        self.both(lambda store: store.decisions.add(*decisions))

    @rule(folder=draw.folders())
    def forget_decisions(self, folder: str) -> None:
        """Forget what was decided about a folder."""
        self.both(lambda store: store.decisions.remove(folder))
