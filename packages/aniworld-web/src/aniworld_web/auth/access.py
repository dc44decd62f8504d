"""Who is let in: the password, sessions, API keys and tickets in one place."""

import logging
from datetime import timedelta
from secrets import token_urlsafe
from threading import Lock

from attrs import field, frozen
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Scope, Session
from aniworld_core.errors import AlreadyThere, NotAllowed, NotSignedIn, StoreError
from aniworld_core.ports import CountsHits, Store
from aniworld_web.auth.api_keys import PREFIX, ApiKeys
from aniworld_web.auth.attempts import Attempts
from aniworld_web.auth.credentials import credential
from aniworld_web.auth.passwords import Passwords
from aniworld_web.auth.remembered import Remembered
from aniworld_web.auth.shared_attempts import SharedAttempts
from aniworld_web.auth.tickets import Ticket, Tickets
from aniworld_web.auth.tokens import Tokens, claims_of
from aniworld_web.caller import Caller

__all__ = ["Access", "SignedIn"]

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class SignedIn:
    """A session that was just begun, and the token that proves it."""

    token: str = field(repr=False)
    session: Session


class Access:
    """Lets people in by the one password, and programs by their keys.

    Everything but :meth:`admit` blocks. What is revoked here stops counting at once, what another process
    revokes within a second. Wrong passwords are counted over all processes whose relay ``counts``.
    """

    def __init__(
        self,
        *,
        store: Store,
        hours: float,
        clock: Clock = utc_now,
        passwords: Passwords | None = None,
        counts: CountsHits | None = None,
    ) -> None:
        self._store = store
        self._lifetime = timedelta(hours=hours)
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._attempts = Attempts(None if counts is None else SharedAttempts(counts, store.access))
        self._tokens = Tokens(store.access)
        self._tickets = Tickets(store.leases, clock)
        self._remembered = Remembered()
        self._rehashing = Lock()
        self.keys = ApiKeys(store.access, clock)

    async def admit(self, connection: HTTPConnection, scope: Scope | None) -> Caller | None:
        """Return who asks; raises NotSignedIn and NotAllowed when ``scope`` demands more than they have.

        Without a scope nothing is raised: the answer is None for whoever is not known.
        """
        text = credential(connection)
        caller = None if text is None else self._remembered.get(text)
        if text is not None and caller is None:
            caller = await self._look_up(text, quietly=scope is None)
        if scope is None:
            return caller
        if caller is None:
            raise _not_signed_in()
        if scope is Scope.WRITE and caller.scope is not Scope.WRITE:
            raise NotAllowed(
                "This API key may only read.", hint="Make one with the scope write for this."
            )
        return caller

    def configured(self) -> bool:
        """Tell whether there is a password yet."""
        return self._store.access.password() is not None

    def set_up(self, password: str) -> SignedIn:
        """Set the first password and sign in; raises InvalidValue, and AlreadyThere when there is one."""
        if self.configured():
            raise _set_up_before()
        self._passwords.check(password)
        hash = self._passwords.hash(password)
        if not self._store.access.set_password(hash, self._clock(), first=True):
            raise _set_up_before()
        return self._begin()

    def sign_in(self, password: str, address: str) -> SignedIn:
        """Begin a session; raises NotSignedIn for a wrong password, and TooManyAttempts."""
        while True:
            hash = self._verified(password, address)
            signed_in = self._begin()
            if self._store.access.password() == hash:
                return signed_in
            # The password was changed meanwhile: the session began too late to end with the others.
            self.sign_out(signed_in.session.id)

    def sign_out(self, session: str) -> None:
        """End a session."""
        self._store.sessions.revoke(session, self._clock())
        self._remembered.forget()

    def sign_out_everywhere(self) -> None:
        """End every session; API keys stay."""
        self._store.sessions.revoke_all(self._clock())
        self._remembered.forget()

    def change_password(self, old: str, new: str, address: str) -> SignedIn:
        """Replace the password and end all sessions but a new one.

        Raises NotSignedIn for a wrong old one, TooManyAttempts, and InvalidValue.
        """
        self._passwords.check(new)
        self._verified(old, address)
        self.reset(new)
        return self._begin()

    def reset(self, password: str) -> None:
        """Set a password, whatever it was before, and end all sessions; raises InvalidValue."""
        self._passwords.check(password)
        hash = self._passwords.hash(password)
        self._tokens.renew()
        self._store.access.set_password(hash, self._clock())
        self._remembered.forget()

    def remove_key(self, id: str) -> None:
        """Erase an API key; raises NotFound."""
        self.keys.remove(id)
        self._remembered.forget()

    def ticket(self, caller: Caller) -> Ticket:
        """Return a ticket by which a WebSocket is opened once, within half a minute."""
        return self._tickets.issue(caller)

    def redeem(self, text: str) -> Caller | None:
        """Return whose ticket this is, if they may still come in; it is worth nothing afterwards."""
        caller = self._tickets.redeem(text)
        return caller if caller is not None and self.counts(caller) else None

    def counts(self, caller: Caller) -> bool:
        """Tell whether a caller's session or key is still good: for what stays open long."""
        if caller.session is not None:
            return self._open(caller.session) is not None
        key = self._store.access.key(caller.api_key or "")
        return key is not None and self.keys.counts(key)

    async def _look_up(self, text: str, *, quietly: bool) -> Caller | None:
        changes = self._remembered.changes
        try:
            caller = await run_in_threadpool(self._identify, text)
        except StoreError:
            if quietly:  # that the store fails is told by what needs it
                return None
            raise
        if caller is not None:
            self._remembered.keep(text, caller, changes)
        return caller

    def _identify(self, text: str) -> Caller | None:
        if text.startswith(PREFIX):
            key = self.keys.recognise(text)
            return None if key is None else Caller(scope=key.scope, api_key=key.id)
        claims = self._tokens.read(text)
        session = None if claims is None else self._open(str(claims["sid"]))
        if session is None or claims != claims_of(session):
            return None
        return Caller(scope=Scope.WRITE, session=session.id)

    def _open(self, id: str) -> Session | None:
        session = self._store.sessions.get(id)
        if session is None or session.revoked is not None or session.expires <= self._clock():
            return None
        return session

    def _verified(self, password: str, address: str) -> str:
        """Return the hash that a password has in the store now; raises NotSignedIn, TooManyAttempts."""
        with self._attempts.attempt(address) as failed:
            hash = self._store.access.password()
            if hash is None:
                raise NotSignedIn("There is no password yet.", hint="Set one: POST /api/auth/setup")
            if not self._passwords.matches(password, hash):
                failed()
                _log.warning("a wrong password was given at %s", address or "?")
                raise NotSignedIn(
                    "The password is wrong.",
                    hint="Is it lost? On the host: aniw auth reset-password",
                )
            return self._renewed(password, hash)

    def _renewed(self, password: str, hash: str) -> str:
        """Hash a password again where the old hash is weaker than today's; ends all sessions, this once."""
        if not self._passwords.outdated(hash):
            return hash
        with self._rehashing:
            if self._store.access.password() != hash:
                return hash
            stronger = self._passwords.hash(password)
            self._store.access.set_password(stronger, self._clock())
        self._remembered.forget()
        return stronger

    def _begin(self) -> SignedIn:
        now = self._clock().replace(microsecond=0)  # a token counts whole seconds
        session = Session(id=token_urlsafe(24), issued=now, expires=now + self._lifetime)
        self._store.sessions.purge(now)
        self._store.sessions.add(session)
        return SignedIn(token=self._tokens.write(session), session=session)


def _not_signed_in() -> NotSignedIn:
    return NotSignedIn(
        "Nobody is signed in.", hint="Sign in, or send an API key as `Authorization: Bearer KEY`."
    )


def _set_up_before() -> AlreadyThere:
    return AlreadyThere("There is a password already.", hint="Sign in with it.")
