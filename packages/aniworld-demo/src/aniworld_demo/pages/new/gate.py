"""The gate in front of the hosters: its markup on every episode's page, and the page that asks."""

from aniworld_demo.answers import Answer
from aniworld_demo.pages.new.frame import csrf_token, page

__all__ = ["gate_markup", "gate_page"]


def gate_markup() -> str:
    """Return what an episode's page holds of the gate, whether it is asked for or not."""
    return f"""<div class="d-none" id="episode-redirect-gate-root" \
data-redirect-gate-tier="turnstile" data-altcha-challenge-url="/api/inline/verify-init" \
data-turnstile-sitekey="demo"></div>
<div class="modal fade" id="playerPrepareModal" tabindex="-1" aria-hidden="true">
<h5 class="modal-title" id="playerPrepareModalLabel">Stream wird vorbereitet</h5>
<form action="/r" id="player-prepare-form" method="POST" target="player-iframe">
<input autocomplete="off" name="_token" type="hidden" value="{csrf_token()}">
<input id="player-prepare-token" name="t" type="hidden" value="">
<div id="player-prepare-turnstile"></div><div id="player-prepare-altcha"></div>
<button class="btn btn-primary w-100" type="submit">Weiter</button>
</form></div>"""


def gate_page() -> Answer:
    """Return the page that stands where the way to the hoster was: a person has to go on."""
    return page("Stream wird vorbereitet", gate_markup())
