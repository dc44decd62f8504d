"""The sentences of an explanation as pages write them: in the visitor's language, without commands."""

from collections.abc import Mapping
from types import MappingProxyType

from aniworld_core.services.explaining import Kind

__all__ = ["SENTENCES"]


def _(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


SENTENCES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LISTED: _("The site %(site)s lists it and does not tell in which language."),
        Kind.LISTED_IN: _("The site %(site)s offers it %(in_languages)s."),
        Kind.LISTED_ON: _("The site %(site)s offers it %(in_languages)s, on %(hosters)s."),
        Kind.THERE: _("It is in the library: %(path)s (%(size)s)."),
        Kind.THERE_IN: _("It is in the library %(in_language)s: %(path)s (%(size)s)."),
        Kind.BETTER_AWAITED: _("%(wanted)s is preferred, which the site does not offer yet."),
        Kind.BETTER_OFFERED: _("%(better)s is preferred, which the site offers now."),
        Kind.IGNORED: _("You marked it as not wanted."),
        Kind.UNMONITORED: _(
            "%(series)s is not monitored, so that nothing of it counts as missing."
        ),
        Kind.ANNOUNCED: _("It is announced, and not out yet."),
        Kind.EXPECTED: _("The site expects it on %(when)s."),
        Kind.EXPECTED_IN: _("The site expects it %(in_language)s on %(when)s."),
        Kind.OTHER_LANGUAGES: _("It is offered %(in_languages)s, but wanted %(in_wanted)s."),
        Kind.FIRST_AWAITED: _(
            "It waits for %(first)s until %(until)s, though it is offered %(in_languages)s."
        ),
        Kind.NOT_AWAITED: _(
            "It does not wait for %(first)s: it was offered %(in_languages)s when the series was "
            "first read."
        ),
        Kind.NOT_QUEUED: _("It is not in the library and not in the queue."),
        Kind.IN_QUEUE: _("It is number %(place)s in the queue."),
        Kind.PUT_BACK: _("It waits in the queue until %(until)s: %(reason)s"),
        Kind.INTERRUPTED: _("Its download was interrupted, and is queued again by the next one."),
        Kind.BEGUN: _(
            "Its download began: a stream is looked for, or it waits for its turn at a hoster."
        ),
        Kind.RUNNING: _("It is being downloaded, %(received)s so far."),
        Kind.RUNNING_OF: _("It is being downloaded, %(received)s of %(total)s so far."),
        Kind.RUNS_ON: _("The host %(host)s downloads it."),
        Kind.ITEM_PAUSED: _("It is in the queue, and paused there."),
        Kind.QUEUE_PAUSED: _("The whole queue is paused."),
        Kind.FAILED: _("It could not be downloaded: %(reason)s"),
        Kind.HELD: _("Nothing is downloaded just now: %(reason)s"),
        Kind.HELD_UNTIL: _("Nothing is downloaded until %(until)s: %(reason)s"),
        Kind.SITE_RESTS: _("The site %(site)s is left alone until %(until)s: %(reason)s"),
        Kind.LINKS_REST: _("The links of %(site)s are left alone until %(until)s: %(reason)s"),
        Kind.HOSTER_RESTS: _("The hoster %(hoster)s is left alone until %(until)s: %(reason)s"),
        Kind.NO_PLUGIN: _("No plugin for the site %(site)s is installed."),
        Kind.UNCLEAR_FOLDER: _("It may be there: which folder is its own is unclear, %(folders)s."),
        Kind.NO_LIBRARY: _("The library folder cannot be relied on: %(reason)s"),
        Kind.QUARANTINED: _(
            "A file from %(hoster)s %(in_language)s failed its check, and is kept apart: %(reason)s"
        ),
        Kind.NEVER_TRIED: _("No download of it was tried so far."),
        Kind.TRIED_ONCE: _("%(hoster)s was tried %(in_language)s on %(at)s: %(reason)s"),
        Kind.TRIED: _(
            "%(links)s links on %(hosters)s were tried since %(since)s, the last on %(hoster)s"
            " %(in_language)s on %(at)s: %(reason)s"
        ),
        Kind.DOWNLOADED: _("It was downloaded from %(hoster)s on %(at)s."),
        Kind.ADOPTED: _("It was found there on %(at)s, before it was downloaded."),
        Kind.RESTORED: _("It was taken out of the trash on %(at)s."),
        Kind.FILE_FROM: _("The file was there when the folder was read, and is of %(at)s."),
        Kind.TRASHED: _("A file of it was moved to the trash on %(at)s: %(path)s"),
        Kind.WAS_THERE: _("It came to %(path)s on %(at)s, and is no longer there."),
        Kind.COMPLETE: _("Nothing is left to do."),
        Kind.UPGRADE_LATER: _(
            "Once %(wanted)s is offered, it is downloaded, and only then does this file go to the trash."
        ),
        Kind.UPGRADES: _("Once the new file is there and verified, this one goes to the trash."),
        Kind.ADOPTS: _("Its turn in the queue ends without a download, since the file is there."),
        Kind.FINISHES: _("Once it is whole and verified, it gets its place in the library."),
        Kind.WORKED_OFF: _("It is downloaded when it is its turn, while the queue is worked off."),
        Kind.AGAIN: _("It is tried by itself from %(until)s on."),
        Kind.AGAIN_WITH_ROOM: _("It goes on by itself once there is room."),
        Kind.RESUME_ITEM: _("Nothing happens until you resume it in the queue."),
        Kind.RESUME_QUEUE: _("Nothing happens until you resume the queue."),
        Kind.RETRY: _("Nothing happens by itself. Try it again in the queue, or tick it here."),
        Kind.FETCHED: _("It is fetched as soon as you queue it."),
        Kind.FETCHED_AFTER: _("Once you queue it, it is fetched from %(until)s on."),
        Kind.FETCHED_WITH_ROOM: _("Once you queue it and there is room, it is fetched."),
        Kind.FETCHED_WITHOUT: _(
            "From %(until)s on it counts as missing %(in_languages)s if %(first)s is not offered before."
        ),
        Kind.COMES: _("It counts as missing as soon as the site offers it."),
        Kind.TAKE_OTHER: _(
            "Nothing happens until it is offered %(in_wanted)s. To take %(language)s, choose that"
            " among the languages of the series."
        ),
        Kind.UNDO_IGNORE: _("Nothing happens until you want it again."),
        Kind.MONITOR: _("Nothing happens until the series is monitored."),
        Kind.MATCH: _("Nothing is fetched until you tell which folder is its own."),
        Kind.INSTALL: _("Nothing is fetched until it is installed."),
        Kind.MEND: _("Nothing is fetched until that is mended; the system's page tells how."),
    }
)
"""By kind; what is in braces are the values of the sentence."""
