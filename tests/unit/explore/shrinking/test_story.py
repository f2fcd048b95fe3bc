"""What a scenario file tells of the failure that it was made for."""

from __future__ import annotations

from zsim.explore.failures import MODEL, Signature
from zsim.explore.script import Script, Start
from zsim.explore.shrinking.story import told_of


def test_what_the_reference_model_has_against_a_run_is_told_with_how_to_ask_it() -> None:
    signature = Signature(MODEL, ("CUS-07",), ("customers",), ("books",))
    told = told_of("a_phone_is_lost", Script(Start("books")), signature, "explored seed 7", shortened_from=9)
    assert told.title == "Broken: What must come of it by the rules."
    assert told.story == (
        "Found in explored seed 7, shortened from 9 steps to 0. It is about CUS-07."
        " What tells it is the reference model: pytest --zsim-model."
    )
