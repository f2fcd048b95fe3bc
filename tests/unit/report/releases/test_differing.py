"""What differs between two releases, and whether the later one may be released."""

from __future__ import annotations

from dataclasses import replace

from zsim.report.releases.differing import Matter, ReleaseChange, compared
from zsim.report.releases.model import RecordOutcome, Release, ReleasedRule, ReleasedStory, ReleasedTelling

RULE = ReleasedRule("CUS-12", "Overwrite", "It is overwritten.", "It rests on 000.", {"Books": "proven"})
STORY = ReleasedStory("It is", ("So it is.",), (ReleasedTelling("", (("Then", "it is"),)),), (("Books", "passed"),))
QUESTION = ("account", "in both", "fetch from CRM", "skip", "Books")
OLD = Release("old", {"CUS-12": RULE}, {"It is": STORY}, {QUESTION: ("skipped", "skipped")})


def with_rule(**more: object) -> Release:
    return replace(OLD, name="new", rules={"CUS-12": RULE._replace(**more)})


def with_story(**more: object) -> Release:
    return replace(OLD, name="new", stories={"It is": STORY._replace(**more)})


def changes(new: Release, matter: Matter, old: Release = OLD) -> list[ReleaseChange]:
    return list(compared(old, new).changes[matter])


def test_equal_releases_do_not_differ_and_may_be_released() -> None:
    found = compared(OLD, OLD)
    assert not found
    assert found.verdict == "May this be released: yes."


def test_a_rule_is_new_gone_or_says_something_else() -> None:
    without = replace(OLD, rules={})
    assert [each.what for each in changes(without, Matter.RULES)] == ["gone"]
    assert [each.what for each in changes(OLD, Matter.RULES, without)] == ["new"]
    (changed,) = changes(with_rule(text="It is left."), Matter.RULES)
    assert changed == ("says something else", "CUS-12 Overwrite", "It is overwritten.", "It is left.", "CUS-12", ())


def test_a_rule_that_is_proven_no_longer_may_not_be_released() -> None:
    found = compared(OLD, with_rule(states={"Books": "failing"}))
    assert found.changes[Matter.STATES] == (("for Books", "CUS-12 Overwrite", "proven", "failing", "CUS-12", ()),)
    assert found.verdict == "May this be released: no, CUS-12 Overwrite is failing for Books, and was proven."


def test_what_stands_better_may_be_released() -> None:
    assert compared(with_rule(states={"Books": "no scenario"}), OLD).refusals == ()


def test_a_new_rule_that_nothing_proves_may_not_be_released() -> None:
    new = with_rule(states={"Books": "no scenario"})
    assert compared(replace(OLD, rules={}), new).refusals == ("CUS-12 Overwrite is no scenario for Books",)


def test_a_known_gap_that_was_one_is_no_reason() -> None:
    gap = with_rule(states={"Books": "known gap"})
    assert compared(gap, gap).refusals == ()


def test_a_story_that_failed_is_the_first_reason() -> None:
    found = compared(OLD, with_story(results=(("Books", "failed"),)))
    assert found.verdict == "May this be released: no, “It is” failed for Books."
    assert [each.what for each in found.changes[Matter.STORIES]] == ["ended otherwise"]


def test_a_story_is_new_gone_or_has_other_steps() -> None:
    without = replace(OLD, stories={})
    assert [each.what for each in changes(without, Matter.STORIES)] == ["gone"]
    assert [each.what for each in changes(OLD, Matter.STORIES, without)] == ["new"]
    (changed,) = changes(with_story(tellings=(ReleasedTelling("", (("Then", "it was"),)),)), Matter.STORIES)
    assert changed == ("has other steps", "It is", "Then it is", "Then it was", "", ())


def test_a_run_that_failed_and_so_told_fewer_steps_only_ended_otherwise() -> None:
    steps = (("Then", "it is"), ("And", "it stays"))
    old = with_story(tellings=(ReleasedTelling("", steps),))
    tellings = (ReleasedTelling("Invoice", steps), ReleasedTelling("Books", steps[:1]))
    new = with_story(tellings=tellings, results=(("Books", "failed"),))
    assert [each.what for each in changes(new, Matter.STORIES, old)] == ["ended otherwise"]


def test_a_line_of_the_decision_table_is_another() -> None:
    new = replace(OLD, decisions={QUESTION: ("overwritten", "skipped")})
    (changed,) = changes(new, Matter.DECISIONS)
    assert changed.name == "Books: account in both, fetch from CRM, skip"
    assert (changed.old, changed.new) == ("skipped; skipped", "overwritten; skipped")


def test_a_release_without_a_table_is_not_compared_by_it() -> None:
    assert changes(replace(OLD, decisions={}), Matter.DECISIONS) == []


def test_a_record_that_both_recordings_decide_about_otherwise_is_told() -> None:
    one, other = (
        RecordOutcome("kept", "sync kept it", "kept …"),
        RecordOutcome("deleted", "sync deleted it", "deleted …"),
    )
    old, new = [replace(OLD, outcomes={"It is (Books)": {"account 'Acme'": each}}) for each in (one, other)]
    (changed,) = changes(new, Matter.DECISIONS, old)
    assert (changed.name, changed.new) == ("account 'Acme': It is (Books)", "sync deleted it")


def test_records_that_are_decided_otherwise_for_one_reason_are_one_change() -> None:
    runs = {f"It is ({product})": ("account 'Acme'", "account 'Bolt'") for product in ("Billing", "Books")}
    runs["It was"] = ("account 'Acme'",)
    old, new = [
        replace(
            OLD, outcomes={run: {name: outcome_of(word, name, run) for name in names} for run, names in runs.items()}
        )
        for word in ("kept", "deleted")
    ]
    several, single = changes(new, Matter.DECISIONS, old)
    assert several.name == "4 records, such as account 'Acme': It is (Billing)"
    assert (several.old, several.new) == ("sync kept …", "sync deleted …")
    assert several.cases[-1] == "account 'Bolt': It is (Books)"
    assert (single.name, single.new) == ("account 'Acme': It was", "sync deleted account 'Acme'")


def outcome_of(word: str, name: str, run: str) -> RecordOutcome:
    return RecordOutcome(word, f"sync {word} {name}", f"sync {word} …" if run != "It was" else f"sync {word} it")


def test_decisions_inside_stories_are_compared_only_where_both_tell_them() -> None:
    told = replace(OLD, outcomes={})
    assert compared(told, told).in_stories
    assert not compared(OLD, told).in_stories


def test_a_record_that_one_recording_alone_decides_about_is_told() -> None:
    decided = RecordOutcome("kept", "sync kept it", "kept …")
    without, with_it = [replace(OLD, outcomes={"It is (Books)": each}) for each in ({}, {"account 'Acme'": decided})]
    told = [changes(with_it, Matter.DECISIONS, without), changes(without, Matter.DECISIONS, with_it)]
    assert [(each.old, each.new) for (each,) in told] == [("", "sync kept it"), ("sync kept it", "")]


def test_of_a_part_of_the_suite_nothing_is_gone_and_nothing_may_be_released() -> None:
    part = replace(with_rule(states={"Books": "no scenario"}), stories={}, partial=True)
    found = compared(OLD, part)
    assert not found
    assert found.verdict == "May this be released: no, only a part of the suite was run."
