"""What may become of a record that left its app: where a pair was born decides what happens to the other.

Source: CUS-30, DEL-01 to DEL-07, DEL-16, IMP-10, ITM-09.
"""

from __future__ import annotations

from zsim.checks.model.kinds import chosen_kinds, kind_of_crm
from zsim.checks.model.records import Records
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Together, edited_in_crm
from zsim.checks.model.told import CRM
from zsim.checks.model.unlinked import fresh_ways, spoken_of_twice
from zsim.checks.model.way import Way, nothing
from zsim.ports.records import Fields


def gone_ways(scene: Scene, pair: Together) -> tuple[Way, ...]:
    """What may become of a pair of which the CRM's record, or finance's, is gone."""
    crm = scene.records.live.get(pair.crm)
    now = kind_of_crm(scene.terms, pair.crm, crm) if crm is not None else None
    if now not in (None, pair.kind):  # it is something else now: CUS-25
        stays = nothing(("kept", "excluded", "unchanged"), "it was deleted in finance", "DEL-06")
        return (*stays, *[each._replace(open=True) for each in fresh_ways(scene, pair.crm)])
    if pair.kind not in chosen_kinds(scene.terms):
        words = ("excluded", "kept", "unchanged", "deleted")  # what becomes of a deletion under another choice is open
        return (Way(words, "the module choice leaves it out", ("CUS-01", "CUS-02"), open=True),)
    if crm is not None:
        return _gone_in_finance(scene, pair, crm)
    if pair.finance not in scene.records.live:
        return nothing(("kept", "excluded", "unchanged", "deleted"), "both are gone", "DEL-06")
    if pair.origin != CRM and scene.terms.quirk("DEL-01"):
        return (
            Way(
                ("kept", "unchanged"),
                "it was born in finance, and stays",
                ("DEL-01", "DEL-16"),
                meant=(pair.crm, pair.finance),
            ),
            # merged into a record that is nobody's counterpart: the catalogue is silent on whether it goes on with that
            Way(("updated",), "its own was merged into another, with which it goes on", ("CUS-30",), open=True),
        )
    if _kept_with_transactions(scene.records, pair):
        why = "transactions use it"
        if scene.terms.product == "import" and not scene.terms.quirk("DEL-03"):
            return (Way(("failed", "deleted"), f"{why}, and it is tried all the same", ("DEL-03",)),)
        return (Way(("deactivated",), why, ("DEL-03", "DEL-04", "ITM-09"), idle=(pair.finance,)),)
    rules = ("DEL-02", "CUS-30") if scene.terms.product == "import" else ("DEL-04", "CUS-30")
    return (Way(("deleted",), "it was born in the CRM and deleted there", rules, gone=(pair.finance,)),)


def _gone_in_finance(scene: Scene, pair: Together, crm: Fields) -> tuple[Way, ...]:
    """What may become of a record of the CRM of which finance's is gone. Source: DEL-06."""
    stays = nothing(("kept", "excluded", "unchanged"), "it was deleted in finance and the CRM's stays", "DEL-06")
    if pair.origin != CRM:
        return stays
    later = scene.records.changed[pair.crm][1] > scene.records.gone[pair.finance]
    if not later and pair.crm not in scene.begun:
        return stays
    fresh = fresh_ways(scene, pair.crm)
    if not later or not edited_in_crm(scene.terms, pair.kind, scene.memory.agreed_at_first(pair), crm):
        # it changed before finance's was deleted, in one interval, or in what is not mapped: this may count, or not
        return (*stays, *[each._replace(open=True) for each in fresh])
    # whether a fetch of one record, or the run that reads of both, brings it back, or the next run, is not said
    let_go = (
        scene.run.single
        or pair.finance in scene.begun
        or spoken_of_twice(scene, pair.crm)
        or all(way.rests for way in fresh)
    )
    return (*fresh, *stays) if let_go else fresh


def _kept_with_transactions(records: Records, pair: Together) -> bool:
    return pair.kind != "person" and records.used(pair.finance)
