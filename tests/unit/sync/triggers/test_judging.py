"""How a deal stands with a trigger, and what is remembered of that."""

from __future__ import annotations

import pytest

from tests.unit.sync.triggers.samples import ESTIMATE, INVOICE, STAGES, deal
from zsim.ports.records import RecordId
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.judging import NEVER, Phase, phase_of

MADE = RecordId("31")


@pytest.mark.parametrize(
    ("trigger", "stage", "phase"),
    [
        (INVOICE, "Open", Phase.OPEN),
        (INVOICE, "Won", Phase.WON),
        (INVOICE, "Lost", Phase.LOST),
        (INVOICE, "A stage that nobody gave a probability", Phase.OPEN),
        (ESTIMATE, "Open", Phase.DUE),
        (ESTIMATE, "Won", Phase.WON),
        (ESTIMATE, "Lost", Phase.LOST),
    ],
    ids=str,
)
def test_a_deal_stands_as_its_stage_does(trigger: DealTrigger, stage: str, phase: Phase):
    assert phase_of(deal(stage), trigger, TriggerChoices(), STAGES) is phase


def test_stages_chosen_stand_in_place_of_won_and_lost():
    choices = TriggerChoices(created_at="A", accepted_at="B", declined_at="Won")
    phases = [phase_of(deal(each), ESTIMATE, choices, STAGES) for each in ("A", "B", "Won", "Lost")]
    assert phases == [Phase.DUE, Phase.WON, Phase.LOST, Phase.OPEN]


def test_each_trigger_has_its_own_judgement_and_documents():
    judged = NEVER.judged(ESTIMATE, Phase.DUE, MADE).judged(INVOICE, Phase.WON)
    assert (judged.phase(ESTIMATE), judged.phase(INVOICE)) == (Phase.DUE, Phase.WON)
    assert (judged.made(ESTIMATE), judged.made(INVOICE)) == ((MADE,), ())
