"""What a run of triggers keeps about its decisions."""

from __future__ import annotations

from tests.unit.sync.stages import gone, journal, told
from tests.unit.sync.triggers.samples import DEAL, INVOICE, context, deal, document, given
from zsim.ports.records import RecordId
from zsim.sync.runs.applier import Task
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.results import RunResults
from zsim.sync.triggers.decisions import TriggerDecision
from zsim.sync.triggers.judging import NEVER, Judged, Phase
from zsim.sync.triggers.plan import plan_deal
from zsim.sync.triggers.trigger_books import TriggerBooks

INVOICE_ID = document(INVOICE, "draft").id


def books(results: RunResults | None = None) -> TriggerBooks:
    return TriggerBooks(EngineState().table("judged"), results or RunResults(), journal(), "sync books triggers")


def task(decision: TriggerDecision, made: RecordId | None = None) -> Task[TriggerDecision]:
    done = Task(decision, 7, books().steps(decision), None)
    done.created = made
    return done


MAKING = plan_deal(context(), given(deal("Won")))


def test_what_was_made_is_remembered_with_how_the_deal_was_judged():
    kept = books(results := RunResults())
    kept.settle([task(MAKING, INVOICE_ID)])
    assert kept.of(DEAL) == Judged(invoice=Phase.WON, invoices=(INVOICE_ID,))
    assert results.counts == {Outcome.CREATED: 1}


def test_a_decision_that_judges_nothing_leaves_what_was_remembered():
    kept = books(results := RunResults())
    kept.settle([task(MAKING._replace(phase=None, step=None, later=True))])
    assert kept.of(DEAL) == NEVER
    assert list(results.retry) == [MAKING.deal]


def test_what_failed_is_told_and_looked_at_again():
    kept = TriggerBooks(EngineState().table("judged"), results := RunResults(), log := journal(), "sync")
    kept.fail(task(MAKING), gone())
    assert kept.of(DEAL) == NEVER
    assert list(results.retry) == [MAKING.deal]
    assert len(told(log, "failure")) == 1
    assert "deal Fit-out failed" in results.remarks[0]


def test_a_document_is_its_own_if_it_is_a_triggers_and_not_known_yet():
    kept = books()
    (step,) = kept.steps(MAKING)
    assert kept.mark(step) == ("zcrm_potential_id", DEAL)
    assert kept.is_made_by(step, document(INVOICE, "draft"))
    kept.settle([task(MAKING, INVOICE_ID)])
    assert not kept.is_made_by(step, document(INVOICE, "draft"))


def test_a_document_moved_is_known_by_its_status():
    voiding = plan_deal(context(), given(deal("Lost"), Judged(invoice=Phase.WON), document(INVOICE, "draft")))
    (step,) = books().steps(voiding)
    assert books().holds(step, document(INVOICE, "void"))
    assert not books().holds(step, document(INVOICE, "draft"))


def test_what_a_run_before_was_broken_off_in_is_told_as_finished():
    resumed = books().resumed(MAKING)
    assert (resumed.outcome, resumed.phase) == (Outcome.FINISHED, Phase.WON)
    assert "made an invoice" in resumed.entry().sentence
