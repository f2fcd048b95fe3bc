"""A call that meets faults: what happens before the app acts on it, and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

from zsim.faults.deeds import KeyRegenerated, Killed, Meanwhile, RightWithdrawn
from zsim.faults.errors import NO_ANSWER, EngineKilled, refusal, too_many_calls
from zsim.faults.fault import AFTER, BEFORE, AtCall
from zsim.faults.kinds import (
    AnswerLost,
    RateLimit,
    Refused,
    ServerFailed,
    SlowAnswer,
)
from zsim.faults.pins import Pinned, Pins
from zsim.faults.surroundings import Surroundings
from zsim.faults.words import Fired, duration, the_call
from zsim.kernel.journal import ROOT
from zsim.ports.errors import VendorError

KindOfFault = TypeVar("KindOfFault", bound=AtCall)

Act = Meanwhile | KeyRegenerated | RightWithdrawn


class Place(NamedTuple):
    """Where faults happen: an app, what is pinned to it, the world around it, and the steps a script has named."""

    app: str
    pins: Pins
    world: Surroundings
    steps: Mapping[str, Callable[[], object]]

    @property
    def called(self) -> str:
        """What people call the app."""
        return self.world.names().get(self.app, self.app)

    def fire(self, pinned: Pinned, module: str, sentence: str) -> int:
        """Write down that a fault happens, and give the number of the entry."""
        pinned.fired = True
        return self.world.journal.append("fault", "fault", (self.app, module), Fired(pinned.fault.kind, sentence))


class Met(NamedTuple):
    """A fault that a call meets, and that call in words; others may have been counted by the time it happens."""

    pinned: Pinned
    fault: AtCall
    call: str


class Meeting:
    """One call, or one notification, with the faults it meets in the order of pinning."""

    __slots__ = ("_met", "_module", "place")

    def __init__(self, place: Place, of: str, module: str) -> None:
        self.place = place
        self._module = module
        self._met = [_met(place, pinned) for pinned in place.pins.met_by(of, module)]

    def of_kind(self, kind: type[KindOfFault]) -> Iterator[tuple[Met, KindOfFault]]:
        """The faults of one kind among them."""
        for each in self._met:
            if isinstance(each.fault, kind):
                yield each, each.fault

    def before(self) -> None:
        """Let happen what happens before the app acts on the call; it may raise, and then the app never gets it."""
        for met in self._met:
            match met.fault:
                case Refused() as fault:
                    self._refuse(met, fault)
                case RateLimit() as fault:
                    self._ask_to_wait(met, fault)
                case ServerFailed(done=False):
                    self._break_down(met)
                case _:
                    self._happen(met, BEFORE)

    def after(self) -> None:
        """Let happen what happens once the app acted on the call; it may raise, and then its answer is lost."""
        for met in self._met:
            match met.fault:
                case ServerFailed(done=True):
                    self._break_down(met)
                case AnswerLost():
                    self.fire(met, f"the answer to {met.call} was lost")
                    raise self.error(NO_ANSWER, f"{self.place.called} did not answer")
                case _:
                    self._happen(met, AFTER)

    def fire(self, met: Met, sentence: str) -> int:
        """Write down that a fault happens, and give the number of the entry."""
        return self.place.fire(met.pinned, self._module, sentence)

    def error(self, name: str, message: str) -> VendorError:
        """The error of that name as the app gives it."""
        return refusal(self.place.app, name, message)

    def _refuse(self, met: Met, fault: Refused) -> None:
        if fault.error == NO_ANSWER:
            self.fire(met, f"{met.call} got lost on its way")
            raise self.error(NO_ANSWER, f"{self.place.called} did not answer")
        error = self.error(fault.error, f"{self.place.called} refused the call")
        self.fire(met, f"{met.call} was refused: {error.reason}")
        raise error

    def _ask_to_wait(self, met: Met, fault: RateLimit) -> None:
        error = too_many_calls(self.place.app, fault.limit, fault.wait_ms, self.place.world.now_ms)
        self.fire(met, f"{met.call} was refused: {error.message}, wait {duration(error.retry_after_ms)}")
        raise error

    def _break_down(self, met: Met) -> None:
        done = isinstance(met.fault, ServerFailed) and met.fault.done
        self.fire(met, f"{met.call} ended in an internal error" + (", though it was carried out" if done else ""))
        raise self.error("ServerError", f"{self.place.called} has an internal error")

    def _happen(self, met: Met, when: str) -> None:
        match met.fault:
            case SlowAnswer(when=moment) as fault if moment == when:
                self._be_slow(met, fault)
            case Meanwhile(when=moment) | KeyRegenerated(when=moment) | RightWithdrawn(when=moment) as act if (
                moment == when
            ):
                self._act(met, act)
            case Killed(when=moment) if moment == when:
                done = ", which the app carried out" if when == AFTER else ""
                self.fire(met, f"the engine was killed at {met.call}{done}")
                raise EngineKilled(met.call)
            case _:
                pass

    def _be_slow(self, met: Met, fault: SlowAnswer) -> None:
        self.fire(met, f"the answer to {met.call} took {duration(fault.delay_ms)}")
        world = self.place.world
        with world.journal.because(ROOT):  # what falls due meanwhile has causes of its own, and not this run
            world.pass_time(fault.delay_ms)

    def _act(self, met: Met, fault: Act) -> None:
        """Let somebody act; what comes of it goes back to the fault in the journal.

        What is done after the call waits for the run to let others have their turn, so that it may stop the run.
        """
        world = self.place.world
        entry = self.fire(met, f"just {fault.when} {met.call}: {self._deed(fault)}")
        with world.journal.because(entry):
            if fault.when == AFTER:
                world.later(0, partial(self._do, fault))
            else:
                self._do(fault)

    def _do(self, fault: Act) -> None:
        place = self.place
        match fault:
            case Meanwhile(do=str() as step):
                place.steps[step]()
            case Meanwhile(do=do) if callable(do):
                do()
            case KeyRegenerated():
                place.world.regenerate_key(place.app)
            case RightWithdrawn():
                place.world.withdraw_right(fault.profile, fault.hides)

    def _deed(self, fault: Act) -> str:
        match fault:
            case Meanwhile(do=str() as step):
                return step
            case Meanwhile():
                return "somebody acted"
            case KeyRegenerated():
                return f"the key of {self.place.called} was regenerated"
            case RightWithdrawn():
                return f"{fault.hides} was hidden from the users of the profile {fault.profile}"


def _met(place: Place, pinned: Pinned) -> Met:
    fault = pinned.fault
    assert isinstance(fault, AtCall), f"{fault} is pinned to no call"
    return Met(pinned, fault, the_call(fault.of, pinned.met, place.called, fault.module))
