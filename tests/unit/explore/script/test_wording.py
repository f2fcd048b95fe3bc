"""Steps in the words of a story."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, BOLT, CONNECTED, CORA
from zsim.explore.script import ScriptStep, do
from zsim.explore.script.wording import in_story, told


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (ACME, "acme is created"),
        (CONNECTED[1], "customers are configured"),
        (do("save_and_sync", sync="items"), "items are saved and synced"),
        (do("connect", product="books"), "books is connected"),
        (do("create_user", app="crm", user="Rita"), "user Rita is created"),
        (do("set_email", app="books", email="a@b.example"), "email a@b.example is set"),
        (do("mark_sent", record="bill in crm"), "bill's counterpart in crm is marked sent"),
        (do("record_payment", record="bill", name="paid", amount=5), "payment of bill is recorded"),
        (do("delete", record="books.invoices of fit"), "what was made of fit in books.invoices is deleted"),
        (do("advance_to", moment="2026-02-01 00:00"), "time passes until 2026-02-01 00:00"),
        (do("crash"), "the engine is killed and starts anew"),
        (do("attach_to", record="fit", file="a.txt", content=""), "a.txt is attached to fit"),
        (do("advance", days=1), "1 day passes"),
        (do("advance", hours=2, minutes=1), "2 hours and 1 minute pass"),
    ],
)
def test_a_step_is_a_clause(step: ScriptStep, words: str):
    assert in_story(step) == words


def test_what_is_done_alike_is_told_together():
    assert (
        told((ACME, BOLT, CORA, do("delete", record="acme"))) == "acme, bolt and cora are created and acme is deleted"
    )
