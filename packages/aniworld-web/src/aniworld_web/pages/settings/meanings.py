"""What the settings and sections that come with the program mean, so that it can be translated.

The texts are those of the declarations; a test finds one that was changed there and not here.
"""

__all__ = ["MEANINGS"]


def _(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


MEANINGS = frozenset(
    {
        _("All settings of one library."),
        _("The folder that holds the series."),
        _("Where the program keeps its own files."),
        _(
            "URL of the store, such as postgresql+psycopg://USER@HOST/DATABASE; "
            "empty = an SQLite file in the data folder."
        ),
        _("URL of the relay that carries events to other processes; empty = none."),
        _("Name of this host as others on the same store see it; empty = its own host name."),
        _("What is downloaded and how hard."),
        _("Languages in order of preference; others are never taken."),
        _("Hosters in order of preference; those not named come after."),
        _("Which of several streams is taken."),
        _("Downloads at the same time."),
        _("Tries per episode before it counts as failed."),
        _("Seconds before the second try; doubled for each further one."),
        _("Seconds that `aniw download` waits for an episode that is to be tried again."),
        _("Bytes that stay free on the library's disk."),
        _(
            "Days that an episode waits for the first language once another one is offered; 0 = none."
        ),
        _("Whether a file in a later language is replaced when an earlier one is offered."),
        _("Downloads from one hoster at the same time, of all processes that use the same store."),
        _("Bytes a second that all downloads together may take; 0 = as many as come."),
        _("Time of the day in which downloads begin, such as 22:00-06:00; empty = always."),
        _("Downloads in any hour; 0 = no limit."),
        _("Days that a replaced file stays in the trash."),
        _("Days that a file which failed its check is kept."),
        _("Bytes of failed files that are kept at most; the oldest go first."),
        _("How files are named."),
        _("Path of a new file below the library folder."),
        _("What counts as an episode on the disk."),
        _("Smaller files (in bytes) are not episodes."),
        _("File name extensions of videos."),
        _("The highest episode number that `aniw` accepts."),
        _("Percent of the known files that may vanish between two scans before a person is asked."),
        _("Up to this many vanished files nobody is asked."),
        _("What `aniw serve` and `aniw worker` do by themselves; of all processes one does it."),
        _("Hours between two looks at the sites for what is due; 0 = none unasked."),
        _("Hours between two scans of the library folder; 0 = none unasked."),
        _("Where the web application listens, and whom it lets in."),
        _("Address to listen on; others than this machine's own need a password first."),
        _("Port to listen on; 0 means any free one."),
        _("Path below which a reverse proxy serves the application, such as /aniworld."),
        _("Host names by which browsers may call it, beside addresses and this machine's name."),
        _("Addresses of reverse proxies whose X-Forwarded headers are believed."),
        _("Hours after which a person has to sign in again."),
        _("Work the queue off while the application runs."),
        _("How streams are resolved, downloaded and checked."),
        _("The ffmpeg program; empty = the system's, else the one installed with this plugin."),
        _("Seconds without any progress after which a download is given up."),
        _("Seconds after which a hoster's page is given up."),
        _("Pieces of one video that are fetched at the same time."),
        _(
            "Bytes a second below which a hoster is given up, counted over stall_timeout seconds; 0 = none."
        ),
        _("Larger files (in bytes) are not believed to be an episode."),
        _("How often a broken request is repeated within one download."),
        _("Bytes a second that one download may take; 0 = as many as come."),
        _("Smaller files (in bytes) are not believed to be an episode."),
        _("Seconds after which an answer is given up."),
        _("How often the site is asked, after the first few requests."),
        _("Requests to the site at the same time."),
        _("Whether its hosters may lie on this machine or in the local network, as in a test."),
        _("Requests to the site in any hour, of all processes that use the same store."),
        _("Tries before the site counts as not available."),
        _("Seconds to wait at most when the site asks to; a longer wait is left for later."),
        _("Bytes that a page may have, unpacked."),
        _("The site's address."),
    }
)
