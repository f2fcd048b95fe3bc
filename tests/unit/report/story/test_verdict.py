"""What became of a scenario, in a sentence."""

from __future__ import annotations

from tests.report.made_up import result, run, small_catalogue
from zsim.report.story.verdict import verdict_of

STEPS = [{"keyword": "then", "text": "it is there", "first": 1, "last": 1}]


def verdict(*results: str):
    products = ("invoice", "books", "billing")
    error = {"message": "assert 1 == 2\nmore", "where": ""}
    runs = [
        run(result(f"a/b[{product}]", (), result=each, steps=STEPS, **({"error": error} if each == "failed" else {})))
        for product, each in zip(products, results, strict=False)
    ]
    return verdict_of(small_catalogue(), runs)


def test_runs_that_passed_are_counted_with_their_products() -> None:
    assert verdict("passed", "passed").sentence == "All 2 runs passed, for Invoice · Books."
    assert verdict("passed").sentence == "It passed, for Invoice."
    assert not verdict("passed").bad


def test_a_failure_says_at_which_step_and_why() -> None:
    told = verdict("passed", "failed")
    assert told.sentence == "1 of 2 runs did not pass: Books."
    assert told.failures == ("Books failed at the step “then it is there”: assert 1 == 2",)
    assert told.bad


def test_what_neither_passed_nor_failed_is_counted() -> None:
    assert verdict("passed", "skipped").sentence == "1 passed, 1 skipped, for Invoice · Books."


def test_a_long_list_of_variants_is_left_to_the_table() -> None:
    runs = [run(result(f"a/b[books-a_rather_long_variant_{number}]", ())) for number in range(20)]
    assert verdict_of(small_catalogue(), runs).sentence == "All 20 runs passed, for Books (in variants, listed below)."
