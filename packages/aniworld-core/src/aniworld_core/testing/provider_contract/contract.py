"""The whole contract of a provider."""

from aniworld_core.testing.provider_contract.abilities import AbilitiesContract
from aniworld_core.testing.provider_contract.answers import AnswersContract
from aniworld_core.testing.provider_contract.damage import DamageContract
from aniworld_core.testing.provider_contract.lists import ListsContract
from aniworld_core.testing.provider_contract.manners import MannersContract

__all__ = ["ProviderContract"]


class ProviderContract(
    AnswersContract, AbilitiesContract, ListsContract, MannersContract, DamageContract
):
    """Tests for a provider, run by pytest where a test class inherits them.

    They need a site that answers always the same: a small replica on loopback, never the real one.
    ``SiteContract`` runs one for you; with a replica of your own it is, for example::

        class TestMySite(ProviderContract):
            query = "lantern"
            ref = "lantern-street"
            episode = EpisodeId(1, 1)

            @pytest.fixture
            def provider(self) -> Iterator[Provider]:
                with my_replica() as self.replica:
                    yield MySite(base_url=self.replica.url)

            def fail(self, error: type[ProviderError]) -> bool:
                return self.replica.fail(error)

            def requests(self) -> int:
                return self.replica.requests

            def contents(self) -> Mapping[str, bytes]:
                return self.replica.pages

            def serve(self, name: str, body: bytes) -> None:
                self.replica.pages[name] = body
    """
