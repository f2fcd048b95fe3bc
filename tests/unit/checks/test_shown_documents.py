"""Documents shown by a run where they show as somebody refreshes the list."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import run
from zsim.checks import EffectSeen
from zsim.checks.shown_documents import shown_when_asked
from zsim.ports.records import RecordId, Ref

SHOWN = {"status": "draft", "Account_Name": "11"}


@pytest.mark.parametrize(("after", "told"), [({"Account_Name": "12"}, 0), ({"status": "sent"}, 1)], ids=str)
def test_what_the_crm_takes_along_in_a_merge_was_shown_by_nobody(after: dict[str, str], told: int):
    effect = EffectSeen(7, Ref("crm", "Finance_Invoices", RecordId("41")), "updated", SHOWN, {**SHOWN, **after})
    assert len(list(shown_when_asked(run(product="invoice", effects=[effect])))) == told
