"""What happens in the middle of a run."""

from __future__ import annotations

from collections.abc import Callable

from zsim.explore.situations.story import CommandSeen, RunSpan, WorldStory
from zsim.ports.records import Ref

SETTINGS = ("configure", "edit", "edit_mapping", "edit_retrieval", "configure_triggers", "configure_workflows")
RUNNING = ("save_and_sync", "save_and_sync_later", "instant_sync", "fetch", "initiate")


def record_made_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody adds a record while a run is under way."""
    return sum([each.effect.change == "created" and bool(each.during) for each in story.changes])


def record_edited_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody edits a record while a run is under way."""
    return sum([each.edited and bool(each.during) for each in story.changes])


def record_deleted_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody deletes a record while a run is under way."""
    return sum([each.deleted and each.asked != "merge" and bool(each.during) for each in story.changes])


def records_merged_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody merges records while a run is under way."""
    return sum([bool(each.during) for each in story.commands("merge")])


def gone_by_its_turn(story: WorldStory) -> int:
    """A run reads a record, and somebody deletes it before its turn comes."""
    return sum(
        [each.code == "gone" and any(edit.deleted and edit.during for edit in each.edits) for each in story.judged]
    )


def edited_before_the_run_that_read_it_wrote(story: WorldStory) -> int:
    """A run decides about a record, and somebody edits it before the run writes, so that it is looked at once more."""
    seen: dict[tuple[RunSpan | None, Ref], int] = {}
    found = 0
    for each in story.of_pairs:
        first = seen.setdefault((each.run, each.entry.subject), each.number)
        found += first < each.number and any(change.edited and change.number > first for change in each.edits)
    return found


def counterpart_gone_by_its_turn(story: WorldStory) -> int:
    """A run is about to carry an edit when it finds that the other side's record was deleted meanwhile."""
    return sum([each.code == "counterpart-gone" for each in story.judged])


def paused_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody pauses a sync while its run is under way."""
    return _broken_off(story, "paused")


def disabled_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody disables an integration while a run of it is under way."""
    return _broken_off(story, "the integration was disabled")


def deactivated_in_the_middle_of_a_fetch(story: WorldStory) -> int:
    """Somebody deactivates a sync of leads while it fetches."""
    return _broken_off(story, "it was deactivated")


def key_regenerated_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody generates another key while a run with the former one is under way, between two pages or two writes."""
    asked = [each for each in story.commands("generate_zsc_key") if each.during]
    return sum([any("key" in run.reason for run in each.during) for each in asked])


def right_withdrawn_in_the_middle_of_a_run(story: WorldStory) -> int:
    """A module is hidden from the integration's user while a run is under way."""
    return sum([any("permission" in run.reason for run in each.during) for each in story.commands("hide")])


def currency_changed_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody changes a base currency while a run is under way."""
    return sum([bool(each.during) for each in story.commands("set_base_currency")])


def settings_changed_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody changes what is synced, or how, while a run with the former choices is under way."""
    return sum([_of_it(each) for each in story.commands(*SETTINGS)])


def run_asked_for_while_one_is_under_way(story: WorldStory) -> int:
    """Somebody asks for a run while another one of the same connection is under way, and it waits for its turn."""
    return sum([_of_it(each) for each in story.commands(*RUNNING)])


def view_changed_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody changes which records a view lists while a run reads through it."""
    choices = [dict(each.given) for each in story.commands("configure", "edit")]
    chosen = {view for each in choices for name, view in each.items() if name.endswith("view")}
    return sum([bool(each.during) and each.given["name"] in chosen for each in story.commands("update_view")])


def two_products_run_at_a_time(story: WorldStory) -> int:
    """A run of one product goes on while one of another product, on the same CRM, is under way."""
    return _at_a_time(story, lambda one, other: one.product != other.product and not (one.fetches or other.fetches))


def a_fetch_of_leads_beside_a_sync(story: WorldStory) -> int:
    """Leads are fetched from a finance app while one is synced with the CRM."""
    return _at_a_time(story, lambda one, other: one.fetches is not other.fetches)


def document_changed_in_the_middle_of_a_run(story: WorldStory) -> int:
    """A document is sent, paid or edited while a run is under way."""
    modules = ("estimates", "invoices", "sales_orders", "purchase_orders", "bills")
    return sum([bool(each.during) and each.ref.module in modules for each in story.changes])


def deal_saved_in_the_middle_of_a_run(story: WorldStory) -> int:
    """Somebody saves a deal while a run of the triggers is under way."""
    return sum(
        [each.ref.module == "Deals" and any(run.module == "triggers" for run in each.during) for each in story.changes]
    )


OVERTAKING = (
    record_made_in_the_middle_of_a_run,
    record_edited_in_the_middle_of_a_run,
    record_deleted_in_the_middle_of_a_run,
    records_merged_in_the_middle_of_a_run,
    gone_by_its_turn,
    edited_before_the_run_that_read_it_wrote,
    counterpart_gone_by_its_turn,
    paused_in_the_middle_of_a_run,
    disabled_in_the_middle_of_a_run,
    deactivated_in_the_middle_of_a_fetch,
    key_regenerated_in_the_middle_of_a_run,
    right_withdrawn_in_the_middle_of_a_run,
    currency_changed_in_the_middle_of_a_run,
    settings_changed_in_the_middle_of_a_run,
    run_asked_for_while_one_is_under_way,
    view_changed_in_the_middle_of_a_run,
    two_products_run_at_a_time,
    a_fetch_of_leads_beside_a_sync,
    document_changed_in_the_middle_of_a_run,
    deal_saved_in_the_middle_of_a_run,
)


def _broken_off(story: WorldStory, reason: str) -> int:
    return sum([run.reason == reason for run in story.runs])


def _of_it(asked: CommandSeen) -> bool:
    """Whether it was asked of a connection, or a sync of leads, while a run of the same was under way."""
    organisation = asked.organisation or (asked.subject[0] if isinstance(asked.subject, tuple) else "")
    return any(run.organisation == organisation for run in asked.during)


def _at_a_time(story: WorldStory, alike: Callable[[RunSpan, RunSpan], bool]) -> int:
    """How many runs began while another one, to which that applies, was under way."""
    under_way: list[RunSpan] = []
    found = 0
    for run in story.runs:
        under_way = [each for each in under_way if not each.ended or each.ended > run.began]
        found += any(alike(each, run) for each in under_way)
        under_way.append(run)
    return found
