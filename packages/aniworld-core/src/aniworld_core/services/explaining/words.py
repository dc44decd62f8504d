"""How each sentence reads, and which part of an explanation it belongs to."""

from collections.abc import Mapping
from types import MappingProxyType

from aniworld_core.services.explaining.kinds import Kind, Part

__all__ = ["WORDS"]

_WHAT = {
    Kind.LISTED: "The site {site} lists it and does not tell in which language.",
    Kind.LISTED_IN: "The site {site} offers it in {languages}.",
    Kind.LISTED_ON: "The site {site} offers it in {languages}, on {hosters}.",
}

_NOW = {
    Kind.THERE: "It is in the library: {path} ({size:size}).",
    Kind.THERE_IN: "It is in the library in {language}: {path} ({size:size}).",
    Kind.BETTER_AWAITED: "Wanted before {has}: {wanted}, which the site does not offer yet.",
    Kind.BETTER_OFFERED: "The site offers it in {better} now, wanted before {has}.",
    Kind.IGNORED: "You left it out of what is missing.",
    Kind.UNMONITORED: "{series} is not monitored, so that nothing of it counts as missing.",
    Kind.ANNOUNCED: "It is announced, and not out yet.",
    Kind.EXPECTED: "The site expects it on {when}.",
    Kind.EXPECTED_IN: "The site expects it in {language} on {when}.",
    Kind.OTHER_LANGUAGES: "It is offered in {languages}, but wanted in {wanted}.",
    Kind.FIRST_AWAITED: "It waits for {first} until {until}, though it is offered in {languages}.",
    Kind.NOT_AWAITED: "It does not wait for {first}: it was offered in {languages} when the series was first"
    " read.",
    Kind.NOT_QUEUED: "It is not in the library and not queued.",
    Kind.IN_QUEUE: "It is number {place} in the queue (item {item}).",
    Kind.PUT_BACK: "It waits in the queue (item {item}) until {until}: {reason}",
    Kind.INTERRUPTED: "Its download was interrupted (item {item}), and is queued again by the next one.",
    Kind.BEGUN: "Its download began (item {item}): a stream is looked for, or it waits for its turn at a"
    " hoster.",
    Kind.RUNNING: "It is being downloaded (item {item}), {received:size} so far.",
    Kind.RUNNING_OF: "It is being downloaded (item {item}), {received:size} of {total:size} so far.",
    Kind.RUNS_ON: "The host {host} downloads it.",
    Kind.ITEM_PAUSED: "It is in the queue (item {item}), and paused there.",
    Kind.QUEUE_PAUSED: "The whole queue is paused.",
    Kind.FAILED: "It could not be downloaded (item {item}): {reason}",
    Kind.HELD: "Nothing is downloaded just now: {reason}",
    Kind.HELD_UNTIL: "Nothing is downloaded until {until}: {reason}",
    Kind.SITE_RESTS: "The site {site} is left alone until {until}: {reason}",
    Kind.LINKS_REST: "The links of the site {site} are left alone until {until}: {reason}",
    Kind.HOSTER_RESTS: "The hoster {hoster} is left alone until {until}: {reason}",
    Kind.NO_PLUGIN: "No plugin for the site {site} is installed.",
    Kind.UNCLEAR_FOLDER: "It may be there: it is unclear which folder {series} has: {folders}.",
    Kind.NO_LIBRARY: "The library folder cannot be relied on: {reason}",
    Kind.QUARANTINED: "A file from {hoster} in {language} failed its check, and is kept apart"
    " ({id}): {reason}",
}

_PAST = {
    Kind.NEVER_TRIED: "No download of it was tried so far.",
    Kind.TRIED_ONCE: "{hoster} was tried in {language} on {at}: {reason}",
    Kind.TRIED: "{links} links on {hosters} were tried since {since}, the last on {hoster} in"
    " {language} on {at}: {reason}",
    Kind.DOWNLOADED: "It was downloaded from {hoster} on {at}.",
    Kind.ADOPTED: "It was found there on {at}, before it was downloaded.",
    Kind.RESTORED: "It was taken out of the trash on {at}.",
    Kind.FILE_FROM: "The file was there when the folder was read, and is of {at}.",
    Kind.TRASHED: "A file of it was moved to the trash on {at}: {path}",
    Kind.WAS_THERE: "It came to {path} on {at}, and is no longer there.",
}

_NEXT = {
    Kind.COMPLETE: "Nothing is left to do.",
    Kind.UPGRADE_LATER: "Once {wanted} is offered, it is downloaded, and only then is this file moved"
    " to the trash.",
    Kind.UPGRADES: "Once the new file is there and verified, this one is moved to the trash.",
    Kind.ADOPTS: "Its turn in the queue ends without a download, since the file is there.",
    Kind.FINISHES: "Once it is whole and verified, it gets its place in the library.",
    Kind.WORKED_OFF: "It is downloaded by `aniw serve` or `aniw worker` while one runs, or by the next"
    " `aniw download`.",
    Kind.AGAIN: "It is tried again from {until} on, by `aniw serve` or `aniw worker` while"
    " one runs, or by `aniw download`.",
    Kind.AGAIN_WITH_ROOM: "It goes on by itself once there is room, while `aniw serve` or `aniw worker`"
    " runs; else by `aniw download`.",
    Kind.RESUME_ITEM: "Nothing happens until: aniw queue resume {item}",
    Kind.RESUME_QUEUE: "Nothing happens until: aniw queue resume",
    Kind.RETRY: "Nothing happens by itself. To try it again: aniw queue retry {item}",
    Kind.FETCHED: "The next `aniw download` fetches it.",
    Kind.FETCHED_AFTER: "From {until} on, `aniw download` fetches it.",
    Kind.FETCHED_WITH_ROOM: "Once there is room, `aniw download` fetches it.",
    Kind.FETCHED_WITHOUT: "From {until} on, `aniw download` fetches it in {languages} if {first} is not"
    " offered before.",
    Kind.COMES: "`aniw scan` notices when it is out, and `aniw download` fetches it then.",
    Kind.TAKE_OTHER: "Nothing happens until it is offered in {wanted}. To take what there is:"
    " aniw download {key} {episode} --language {language}",
    Kind.UNDO_IGNORE: "Nothing happens until: aniw ignore {key} {episode} --undo",
    Kind.MONITOR: "Nothing happens until: aniw edit {key} --monitored",
    Kind.MATCH: "Nothing is fetched until you tell: aniw match FOLDER {key}",
    Kind.INSTALL: "Nothing is fetched until it is installed; see: aniw plugins",
    Kind.MEND: "Nothing is fetched until that is mended; see: aniw doctor",
}

WORDS: Mapping[Kind, tuple[Part, str]] = MappingProxyType(
    {
        kind: (part, words)
        for part, said in (
            (Part.WHAT, _WHAT),
            (Part.NOW, _NOW),
            (Part.PAST, _PAST),
            (Part.NEXT, _NEXT),
        )
        for kind, words in said.items()
    }
)
"""By kind: its part, and the English sentence with its values in braces."""
