"""What may become of a record that left its app: where a pair was born decides what happens to the other.

Source: CUS-30, DEL-01 to DEL-07, DEL-16, IMP-10, ITM-09.
"""

from __future__ import annotations

from zsim.checks.model.kinds import chosen_kinds
from zsim.checks.model.state import Memory, Records, Together
from zsim.checks.model.told import CRM, Terms
from zsim.checks.model.way import Way, nothing


def gone_ways(records: Records, memory: Memory, terms: Terms, pair: Together) -> tuple[Way, ...]:
    """What may become of a pair of which the CRM's record, or finance's, is gone."""
    if pair.kind not in chosen_kinds(terms):
        return nothing(("excluded", "kept", "unchanged"), "the module choice leaves it out", "CUS-01", "CUS-02")
    if pair.crm in records.live:
        if pair.origin == CRM:
            again = ("kept", "unchanged", "excluded", "created", "overwritten", "cloned", "skipped", "failed", "merged")
            return (Way(again, "finance's was deleted; it comes again when it changes", ("DEL-06",), open=True),)
        return nothing(("kept", "excluded", "unchanged"), "it was deleted in finance and the CRM's stays", "DEL-06")
    if pair.finance not in records.live:
        return nothing(("kept", "excluded", "unchanged", "deleted"), "both are gone", "DEL-06")
    if pair.origin != CRM and terms.quirk("DEL-01"):
        return (
            Way(("kept",), "it was born in finance, and stays", ("DEL-01", "DEL-16"), meant=(pair.crm, pair.finance)),
        )
    if _kept_with_transactions(records, pair):
        why = "transactions use it"
        return (Way(("deactivated",), why, ("DEL-03", "DEL-04", "ITM-09"), idle=(pair.finance,)),)
    rules = ("DEL-02", "CUS-30") if terms.product == "import" else ("DEL-04", "CUS-30")
    return (Way(("deleted",), "it was born in the CRM and deleted there", rules, gone=(pair.finance,)),)


def _kept_with_transactions(records: Records, pair: Together) -> bool:
    return pair.kind != "person" and records.used(pair.finance)
