"""Every page in one table."""

from aniworld_web.pages import (
    adding,
    choices,
    deciding,
    folders,
    library,
    missing,
    reaching,
    scanning,
    upcoming,
    upgrades,
)
from aniworld_web.pages.entering import folder, password, signing, sites
from aniworld_web.pages.page import Page
from aniworld_web.pages.queue import item, switching
from aniworld_web.pages.queue import showing as queue
from aniworld_web.pages.reference import showing as reference
from aniworld_web.pages.series import acting, explaining, history, identity, showing, wishing
from aniworld_web.pages.settings import backups, people, programs
from aniworld_web.pages.settings import showing as settings
from aniworld_web.pages.system import kept, logs, old_data, overview, workers
from aniworld_web.pages.system import sites as system_sites

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *library.PAGES,
    *scanning.PAGES,
    *showing.PAGES,
    *acting.PAGES,
    *identity.PAGES,
    *wishing.PAGES,
    *history.PAGES,
    *explaining.PAGES,
    *adding.PAGES,
    *missing.PAGES,
    *upgrades.PAGES,
    *upcoming.PAGES,
    *folders.PAGES,
    *deciding.PAGES,
    *queue.PAGES,
    *switching.PAGES,
    *item.PAGES,
    *settings.PAGES,
    *backups.PAGES,
    *people.PAGES,
    *programs.PAGES,
    *overview.PAGES,
    *system_sites.PAGES,
    *workers.PAGES,
    *kept.PAGES,
    *logs.PAGES,
    *old_data.PAGES,
    *reference.PAGES,
    *choices.PAGES,
    *signing.PAGES,
    *password.PAGES,
    *folder.PAGES,
    *sites.PAGES,
    *reaching.PAGES,
)
