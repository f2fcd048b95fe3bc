"""The made-up recording with twins: a run without its oddity, and one by the other option of a policy."""

from __future__ import annotations

from dataclasses import replace

from tests.report.made_up import Data, overwritten, recording, result, run, small_catalogue, small_run
from zsim.catalogue import Catalogue
from zsim.fakes.store import Effect
from zsim.recording.schema import Recording, ScenarioRun
from zsim.report import Evidence

RAISED = "AssertionError: assert '999' == '111'"
CHANGED = 7
"""The entry in which the customer changes."""
STEPS = [{"keyword": "then", "text": "the last edit stands", "first": 1, "last": 1}]


def twinned_recording() -> Recording:
    """The small recording; a story under the other option of its policy passes, and both twins end otherwise."""
    chosen: Data = {"policies": [["conflicts", "last"]], "steps": STEPS}
    scenarios = [*small_run()["scenarios"], result("customers/the_last_edit_wins[books]", ("CUS-21",), **chosen)]
    plain = recording({"scenarios": scenarios})
    return replace(plain, switched=(_without_oddity(), _by_policy()))


def twinned_evidence() -> Evidence:
    """What it proves."""
    return Evidence(small_catalogue(), twinned_recording())


def twice_twinned_evidence() -> Evidence:
    """The same where the policy decides the oddity as well, which so has two pairs on its page."""
    small = small_catalogue()
    (policy,) = small.policies
    known = Catalogue(
        areas=small.areas,
        behaviours=small.behaviours,
        products=small.products,
        policies=(replace(policy, decides=(*policy.decides, "CON-02")),),
        invariants=small.invariants,
        documents=small.documents,
    )
    return Evidence(known, twinned_recording())


def _without_oddity() -> ScenarioRun:
    ended: Data = {"result": "failed", "error": {"message": RAISED, "where": ""}, "switched": "without CON-02"}
    usual = overwritten("books")
    changed = Effect("updated", {"contact_name": "Acme", "phone": "999"}, {"contact_name": "Acme", "phone": "222"})
    journal = [each._replace(detail=changed) if each.number == CHANGED else each for each in usual["journal"]]
    return run(overwritten("books", **ended, steps=usual["steps"][:3], journal=journal))


def _by_policy() -> ScenarioRun:
    ended: Data = {"result": "failed", "error": {"message": "NotAllowed: it was not set up", "where": ""}}
    ended |= {"switched": "conflicts = first_reader", "steps": STEPS}
    return run(result("customers/the_last_edit_wins[books]", ("CUS-21",), **ended))
