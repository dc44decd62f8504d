"""Watches the pages of a browser for everything that should never happen."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, WebError

__all__ = ["Watch"]

_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  tellViolation(`${event.violatedDirective}: ${event.blockedURI} in ${event.sourceFile}`);
});
"""


class Watch:
    """Collects errors of scripts and console, CSP violations, dialogs and failed requests of a context.

    Requests that a page gave up because it was left are no failure. An answer of 400 and above is one, by
    what the console tells of it; but that a series has no cover is told by 404, and expected.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("dialog", self._dialog)
        context.on("requestfailed", self._request)
        context.expose_binding("tellViolation", lambda _, text: self._violation(text))
        context.add_init_script(_TELL_VIOLATIONS)

    def allow(self, *texts: str) -> None:
        """Forget the faults that hold one of these texts: a step brought them about on purpose."""
        self.faults = [one for one in self.faults if not any(text in one for text in texts)]

    def _console(self, message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type in {"error", "warning"} and not _no_cover(message.text, place):
            self.faults.append(f"console: {message.text} ({place})")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request: {request.url}: {request.failure}")

    def _violation(self, text: str) -> None:
        self.faults.append(f"content security policy: {text}")


def _no_cover(text: str, url: str) -> bool:
    return "404" in text and url.endswith("/cover")
