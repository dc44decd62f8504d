"""Settings for a site that needs none of its own."""

from attrs import frozen

from aniworld_scraping.config import SiteConfig, address

__all__ = ["site_config"]


def site_config(url: str) -> type[SiteConfig]:
    """Return the settings' class for a site that is asked at ``url`` unless the user says otherwise."""

    @frozen(kw_only=True)
    class Config(SiteConfig):
        """How the site is asked."""

        base_url: str = address(url)

    return Config
