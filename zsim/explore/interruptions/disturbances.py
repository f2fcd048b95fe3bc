"""What can happen at a call: the engine dies, an app fails, somebody acts, or another sync runs in between.

Each is a value that makes the faults of a script for one call. What somebody does may leave another end than that of
the runs undisturbed: that of the same done before them, between two of their steps, or after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zsim.catalogue import ConnectsBy, catalogue
from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.deeds import Steps, deeds_of
from zsim.explore.interruptions.watching import PortCall
from zsim.explore.script import ScriptStep, aside, do
from zsim.ports.records import Ref

BEFORE, AFTER = "before", "after"
MINUTES_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One thing that can happen at a call.

    ``faults`` are those of a script but for the call. ``deed`` is what somebody does, ``when`` before the app acts on
    the call or after. With ``elsewhere`` the end may be that of the deed done before or after the runs. ``then`` is
    done after the disturbed runs, to put right what somebody has to.
    """

    name: str
    faults: tuple[Mapping[str, Any], ...] = ()
    deed: Steps = ()
    when: str = BEFORE
    elsewhere: bool = False
    then: Steps = ()

    @property
    def kind(self) -> str:
        """What happens, whomever it happens to."""
        return self.name.partition(":")[0]

    def at(self, call: PortCall, after_step: int) -> tuple[Mapping[str, Any], ...]:
        """The faults of a script in which it happens at that call, counted from the step behind ``after_step``."""
        place = {"app": call.app, "call": call.at_app, "of": call.of, "after_step": after_step}
        deeds = [{"kind": "meanwhile", "do": tuple(map(aside, self.deed)), "when": self.when}] if self.deed else []
        return tuple([{**each, **place} for each in (*deeds, *self.faults)])


BY_NOBODY = (
    Disturbance("killed before", ({"kind": "killed"},)),
    Disturbance("killed after", ({"kind": "killed", "when": AFTER},)),
    Disturbance("answer lost", ({"kind": "answer_lost"},)),
    Disturbance("lost on its way", ({"kind": "refused", "error": "NoAnswer"},)),
    Disturbance("broke down", ({"kind": "server_failed"},)),
    Disturbance("broke down after", ({"kind": "server_failed", "done": True},)),
    Disturbance("broken for long", ({"kind": "server_failed", "times": 12},)),
    Disturbance("refused", ({"kind": "refused", "error": "NotAllowed"},)),
    Disturbance("rate limited", ({"kind": "rate_limit"},)),
    Disturbance("slow", ({"kind": "slow_answer", "delay_ms": MINUTES_MS},)),
)
"""What happens to any case."""


def disturbances_of(case: SweepCase, seen: Mapping[str, Ref]) -> tuple[Disturbance, ...]:
    """All that can happen in a case; ``seen`` are the records concerned and their counterparts, by their names."""
    people = [Disturbance(what, deed=deed, elsewhere=True) for what, deed in deeds_of(seen)]
    return (*BY_NOBODY, *_of_connections(case), *people)


def _of_connections(case: SweepCase) -> Iterator[Disturbance]:
    """What somebody does to the connections, and runs of one at the calls of another."""
    connected = [each.given.get("product", case.products[0]) for each in case.prefix if each.verb == "connect"]
    connected = [case.products[0] if each == "finance" else each for each in connected]
    when = BEFORE if case.command else AFTER  # nobody stops a command whose answer is there
    for product in connected:
        given = {"product": product}
        yield Disturbance(
            f"paused and resumed: {product}", deed=(do("pause", **given), do("resume", **given)), when=when
        )
        yield Disturbance(
            f"disabled and enabled: {product}", deed=(do("disable", **given), do("enable", **given)), when=when
        )
        if len(connected) > 1:
            for sync in _syncs(case, product):
                run = (do("instant_sync", sync=sync, **given),)
                yield Disturbance(f"synced alongside: {product}'s {sync}", deed=run)
                slow = {"kind": "slow_answer", "delay_ms": MINUTES_MS, "when": BEFORE}
                yield Disturbance(f"synced in between: {product}'s {sync}", (slow,), run)
    keyed = [each for each in connected if catalogue().product(each).connects_by is ConnectsBy.KEY]
    if keyed:
        renewed = tuple([do("update_credentials", product=each, key="present") for each in keyed])
        yield Disturbance("key regenerated: crm", deed=(do("generate_zsc_key", app="crm"),), when=when, then=renewed)
    for each in dict.fromkeys([each.given.get("source", "invoice") for each in case.prefix if _is_hub(each)]):
        yield from _of_source(case, each)


def _of_source(case: SweepCase, source: str) -> Iterator[Disturbance]:
    syncs = [str(each.given["sync"]) for each in case.prefix if each.verb == "new_sync"]
    again = tuple([do("activate_sync", sync=each, source=source) for each in syncs])
    then = (do("update_account", source=source, key="present"), *again)
    yield Disturbance(f"key regenerated: {source}", deed=(do("generate_zsc_key", app=source),), when=AFTER, then=then)
    for each in syncs:
        given = {"sync": each, "source": source}
        deed = (do("deactivate_sync", **given), do("activate_sync", **given))
        yield Disturbance(f"deactivated and activated: {each}", deed=deed, when=AFTER)


def _is_hub(step: ScriptStep) -> bool:
    return step.verb == "connect_marketinghub"


def _syncs(case: SweepCase, product: str) -> tuple[str, ...]:
    """The syncs of a product that the script saves."""
    saved = [each for each in case.prefix if each.verb == "configure"]
    return tuple([str(each.given["sync"]) for each in saved if each.given.get("product", case.products[0]) == product])
