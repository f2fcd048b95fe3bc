"""All situations: each is told once, and what a world met is counted the same in any process."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from collections import Counter
from itertools import product as every

import zsim.explore.situations
from tests.unit.explore.script.samples import ACME, ADA, SHOWING, SYNC, document, script, sold
from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.script import Script, ScriptStep, Start, do, plain, play
from zsim.explore.situations import SituationGroup, met_in, situations
from zsim.explore.situations.every import everything_met
from zsim.explore.situations.outcomes import SORTS
from zsim.explore.situations.rarity import rare
from zsim.explore.situations.trigger_answers import NEVER
from zsim.sync import Outcome

NAMES = Counter([each.name for each in situations()])
BOTH_WAYS = {"module": "accounts_and_contacts", "extent": "both_ways", "duplicates": "overwrite"}
CONNECTED = (do("connect"), do("configure", sync="customers", choices=BOTH_WAYS), do("save_and_sync", sync="customers"))


def met(*steps: ScriptStep, start: Start | None = None) -> Counter[str]:
    """What a script meets."""
    played = play(script(*steps, start=start))
    return met_in(played.world, played.results)


def test_each_is_told_once() -> None:
    assert [name for name, count in NAMES.items() if count > 1] == []


def test_what_is_rare_or_never_is_called_as_it_is() -> None:
    assert [name for name in rare() if name not in NAMES] == []
    assert [name for name in NEVER if name in NAMES] == []


def test_each_sort_of_record_has_each_outcome_or_a_reason_why_not() -> None:
    for sort in SORTS:
        never = [each for some in sort.never for each in some.split()]
        assert len(set(never)) == len(never), sort.name
        assert all(sort.never.values())
        had = {each.value for each in Outcome if f"{sort.name} {each.value}" in NAMES}
        assert had == {each.value for each in Outcome} - set(never)


def test_each_move_of_each_product_is_one() -> None:
    moves = [each for each in situations() if each.group is SituationGroup.MOVES]
    assert len(moves) == sum(
        [
            len({each[:3] for each in [(m.verb, m.before, m.after) for m in cycle.moves_in(product)]})
            for cycle, product in every(life_cycles().values(), ("invoice", "import", "books", "billing"))
            if product in cycle.products
        ]
    )


def test_outcomes_are_counted() -> None:
    found = met(ACME, ADA, *CONNECTED, do("update", record="acme", fields={"Phone": "2"}), SYNC)
    assert (found["account created"], found["person created"], found["account updated"]) == (1, 1, 1)
    assert not found["account deleted"]


def test_a_record_that_an_app_refuses_has_failed_and_why() -> None:
    taken = do("create", name="zed", module="finance.customers", fields={"contact_name": "Zed"})
    rename = do("update", record="acme", fields={"Account_Name": "Zed"})
    found = met(ACME, *CONNECTED, taken, rename, SYNC, do("advance", hours=2))
    assert found["account failed"]
    assert found["account failed: name taken"]
    assert found["sync partial"]
    assert not met(ACME, *CONNECTED, taken, SYNC)["account failed"]


def test_moves_and_answers_of_triggers_are_counted_by_product() -> None:
    found = met(*sold("billing", 1), start=Start("billing"))
    assert found["billing invoices mark_sent draft-sent"] == 1
    assert found["billing deal-invoice-new"] + found["billing deal-invoice"] == 1
    assert not found["books invoices mark_sent draft-sent"]


def test_refusals_are_counted_by_what_refuses_and_by_what_is_told() -> None:
    found = met(*SHOWING, document("i", "invoices"), do("reopen", record="i"), do("connect"))
    assert found["refused: an illegal move"] == 1
    assert found["document refused: not allowed"] == 1
    assert found["connecting refused: as things stand"] + found["connecting refused: not allowed"] == 1
    assert not met(*SHOWING, document("i", "invoices"))["refused: an illegal move"]


def test_starts_and_ends_of_runs_are_counted() -> None:
    found = met(ACME, *CONNECTED, do("generate_zsc_key", app="crm"), do("advance", hours=2))
    assert (found["sync initial"], found["sync scheduled"], found["sync broken off: invalid key"]) == (1, 1, 1)
    assert found["oddity CON-15"] == 1


def test_faults_are_counted() -> None:
    lost = Script(Start("books"), (ACME, *CONNECTED), ({"kind": "answer_lost", "app": "finance", "after_step": 3},))
    played = play(lost)
    assert met_in(played.world, played.results)["fault answer_lost"] == 1
    assert not met(ACME, *CONNECTED)["fault answer_lost"]


def test_what_only_a_fault_has_an_app_say_is_no_situation() -> None:
    fault = {"kind": "refused", "app": "crm", "error": "DuplicateValue", "after_step": 3, "call": 2}
    played = play(Script(Start("books"), (ACME, *CONNECTED), (fault,)))
    assert everything_met(played.world, played.results)["sync broken off: name taken"] == 1
    assert "sync broken off: name taken" not in met_in(played.world, played.results)


def test_each_is_said_in_a_sentence() -> None:
    assert [each.name for each in situations() if not each.says.endswith(".") or "_" in each.says] == []


OTHER = """
import json, sys
from zsim.explore.script import play, script_of
from zsim.explore.situations import met_in
played = play(script_of(json.load(sys.stdin)))
print(json.dumps(met_in(played.world, played.results)))
"""


def test_the_numbers_are_the_same_in_another_process() -> None:
    steps = (*SHOWING, document("i", "invoices"), do("send", record="i"), do("delete", record="acme"), SYNC)
    asked = Script(Start("books", call_ms=200), (*steps, do("advance", hours=2)))
    played = play(asked)
    here = met_in(played.world, played.results)
    assert len(here) > 10
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", OTHER]
        told = json.dumps(plain(asked))
        there = subprocess.run(command, input=told, env=environment, capture_output=True, text=True, check=True)
        assert list(json.loads(there.stdout).items()) == list(here.items())


def test_the_example_of_the_package_holds() -> None:
    failed, tried = doctest.testmod(zsim.explore.situations)
    assert (failed, tried > 0) == (0, True)
