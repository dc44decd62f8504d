"""What is kept for a moment: who was let in."""

from aniworld_core.entities import Scope
from aniworld_web.auth.remembered import Remembered
from aniworld_web.caller import Caller

_CALLER = Caller(scope=Scope.READ, session="somebody")


class _Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_caller_is_remembered_for_a_second() -> None:
    clock = _Clock()
    remembered = Remembered(clock=clock)
    remembered.keep("token", _CALLER, remembered.changes)
    clock.now = 0.49
    assert remembered.get("token") == _CALLER
    clock.now = 1.0
    assert remembered.get("token") is None


def test_one_request_looks_again_while_the_others_go_on() -> None:
    clock = _Clock()
    remembered = Remembered(clock=clock)
    remembered.keep("token", _CALLER, remembered.changes)
    clock.now = 0.5
    assert [remembered.get("token") for _ in range(3)] == [None, _CALLER, _CALLER]
    remembered.keep("token", _CALLER, remembered.changes)
    clock.now = 0.99
    assert remembered.get("token") == _CALLER
    clock.now = 1.5
    assert remembered.get("token") is None


def test_the_callers_of_longest_ago_make_room() -> None:
    remembered = Remembered(size=2)
    for token in ("a", "b", "c"):
        remembered.keep(token, _CALLER, remembered.changes)
    assert [remembered.get(one) for one in ("a", "b", "c")] == [None, _CALLER, _CALLER]


def test_who_was_looked_up_before_a_revocation_is_not_remembered_after_it() -> None:
    remembered = Remembered()
    changes = remembered.changes
    remembered.forget()
    remembered.keep("token", _CALLER, changes)
    assert remembered.get("token") is None
