"""What a run as a whole owes: which app's records go first, and what its history counts.

Source: CUS-08, VEN-02, ITM-02, SYN-05.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zsim.checks.model.difference import Difference
from zsim.checks.model.kinds import name_of
from zsim.checks.model.scene import Scene
from zsim.checks.model.told import CRM, ITEMS, RunTold
from zsim.ports.folding import folded

ADDED = ("created", "cloned")
COUNTED = ("created", "cloned", "updated", "overwritten", "merged", "deleted", "deactivated", "skipped", "failed")


def order(scene: Scene) -> Iterator[Difference]:
    """Of a two-way run one app's records go first: the CRM's, for items finance's. Source: CUS-08, VEN-02, ITM-02.

    One may wait until its name is free, or until it is known what becomes of another that is called alike.
    """
    run = scene.run
    passed_over = [told.subject for told in run.decisions if told.outcome == "skipped"]
    awaited = {(ref.app, folded(name_of(ref, scene.records.live.get(ref, {})))) for ref in passed_over}
    first_is_crm = run.terms.module != ITEMS or not run.terms.quirk("ITM-02")
    late, freed = False, set[str]()
    for told in run.decisions if run.terms.both_ways else ():
        freed.update([name_of(each.ref, each.before or {}) for each in told.taken()])
        waited = any(name_of(each.ref, each.after or {}) in freed for each in told.made())  # until its name was free
        waited |= (told.subject.app, folded(name_of(told.subject, scene.records.live.get(told.subject, {})))) in awaited
        if told.outcome not in (*ADDED, "overwritten") or told.subject.module == "contact_persons" or waited:
            continue
        late = late or (told.subject.app == CRM) is not first_is_crm
        if late and (told.subject.app == CRM) is first_is_crm and told.subject.module != "Contacts":
            wrong = "this app's records go first, and one of it was added after the other's"
            yield Difference(run.name, told.subject, wrong, ("CUS-08", "VEN-02", "ITM-02"), ())


def counted(run: RunTold) -> Iterator[Difference]:
    """A history counts what became of the records: those added, changed and deleted, by outcome. Source: SYN-05."""
    said = Counter(told.outcome for told in run.decisions)
    for outcome in COUNTED if run.counts is not None and run.finished else ():
        counted = (run.counts or {}).get(outcome, 0)
        if counted != said[outcome]:
            wrong = f"{said[outcome]} records are {outcome}, and the history counts {counted}"
            yield Difference(run.name, None, wrong, ("SYN-05",), ())
