"""What is done to a connection over records that wait, and what more than one connection shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zsim.explore.situations.story import CRM, Change, CommandSeen, Judgement, Standstill, WorldStory, between
from zsim.ports.records import Ref
from zsim.sync import Grade, Outcome, Trigger

DIES = ("invalid key",)
EDITING = ("edit", "configure")


def paused_over_an_edit(story: WorldStory) -> int:
    """A synced record is edited while its sync is paused, and a run carries it once the sync is resumed."""
    return _carried_after(story, between(story.commands("pause"), story.commands("resume")))


def disabled_over_an_edit(story: WorldStory) -> int:
    """A synced record is edited while its integration is disabled, and a run carries it once it is enabled."""
    return _carried_after(story, between(story.commands("disable"), story.commands("enable", "connect")))


def disabled_with_documents_to_show(story: WorldStory) -> int:
    """A document changes in finance while the integration is disabled, and the CRM shows it once it is enabled."""
    spans = between(story.commands("disable"), story.commands("enable", "connect"))
    shown = [each for each in story.judged if each.sort == "document"] if spans else []
    return _in_spans(shown, spans)


def deal_saved_while_disabled(story: WorldStory) -> int:
    """A deal is saved while the integration is disabled, and the triggers judge it once it is enabled."""
    spans = between(story.commands("disable"), story.commands("enable", "connect"))
    deals = [each for each in story.judged if each.entry.kind == "deal"] if spans else []
    return _in_spans(deals, spans)


def key_died_and_was_renewed(story: WorldStory) -> int:
    """A key dies, a run fails by it, somebody enters the new one, and the next run makes good what was missed."""
    renewed = [each.number for each in story.commands("update_credentials", "connect", "enable")]
    failing: set[tuple[str, str]] = set()
    found = 0
    for run in story.runs:
        key = run.organisation, run.module
        if run.reason.startswith(DIES):
            failing.add(key)
        elif run.grade is Grade.DONE and key in failing:
            failing.discard(key)
            found += any(each < run.began for each in renewed)
    return found


def module_hidden_and_shown_again(story: WorldStory) -> int:
    """A run fails because a module is hidden from its user, and one goes well once it is shown again."""
    failing: set[tuple[str, str]] = set()
    found = 0
    for run in story.runs if story.commands("show") else ():
        key = run.organisation, run.module
        if run.reason.startswith("no permission"):
            failing.add(key)
        elif run.grade is Grade.DONE and key in failing:
            failing.discard(key)
            found += 1
    return found


def deleted_and_connected_anew(story: WorldStory) -> int:
    """An integration is deleted and made anew, and records that were synced before are matched again."""
    gone = {each.organisation: each.number for each in reversed(story.commands("delete")) if each.organisation}
    if not gone:
        return 0
    before = {each.key for each in story.of_pairs if each.number < gone.get(each.organisation, 0)}
    return sum([each.key in before and each.number > gone.get(each.organisation, 0) for each in story.of_pairs])


def a_pending_edit_when_preferences_change(story: WorldStory) -> int:
    """A record is edited, and before a run sees that, somebody changes direction, duplicates, mapping or view."""
    choices = story.commands("edit")
    return sum([_stands_between(each.edits, choices, each.number, each.organisation) for each in story.of_edits])


def direction_changed(story: WorldStory) -> int:
    """A sync that fetched from the CRM is told to go both ways, or the other way round, and a run follows."""
    return _changed(story, "extent")


def duplicates_choice_changed(story: WorldStory) -> int:
    """A sync is told to treat duplicates in another way than before, and a run follows."""
    return _changed(story, "duplicates")


def mapping_changed_over_synced_records(story: WorldStory) -> int:
    """A field is mapped, or taken out of the mapping, once records are synced."""
    first = story.of_pairs[0].number if story.of_pairs else 0
    return sum([bool(each.given.get("mapping")) and 0 < first < each.number for each in story.commands(*EDITING)])


def field_removed_while_mapped(story: WorldStory) -> int:
    """Somebody removes a field of the CRM or of finance that is mapped."""
    mapped = [
        name
        for each in story.commands(*EDITING)
        for pair in dict(each.given.get("mapping", {})).items()
        for name in pair
    ]
    return sum([each.given.get("name") in mapped for each in story.commands("remove_field")])


def options_of_a_pick_list_changed(story: WorldStory) -> int:
    """Somebody changes the options of a pick list once records are synced."""
    first = story.of_pairs[0].number if story.of_pairs else 0
    return sum([0 < first < each.number for each in story.commands("set_options")])


def view_left_and_entered_again(story: WorldStory) -> int:
    """A record leaves the view that a sync reads through, a run passes, and it comes back."""
    views = [each for each in story.commands("create_view", "update_view") if each.given["name"] in _chosen(story)]
    fields = {(each.subject[1], name): each.number for each in reversed(views) for name in _asked_for(each)}
    found = 0
    former: dict[tuple[Ref, str], tuple[object, int]] = {}
    for each in story.changes if fields else ():
        for name in [name for module, name in fields if module == each.ref.module and each.ref.app == CRM]:
            if each.edited and each.changes(name) and fields[each.ref.module, name] < each.number:
                before, after = each.held(name)
                held, number = former.get((each.ref, name), (after, 0))
                found += held == after and any(0 < number < run.began < each.number for run in story.runs)
                former[each.ref, name] = before, each.number
    return found


def view_changed_over_synced_records(story: WorldStory) -> int:
    """Somebody changes which records the view lists that a sync reads through."""
    first = story.of_pairs[0].number if story.of_pairs else 0
    changed = [each for each in story.commands("update_view") if 0 < first < each.number]
    return sum([each.given["name"] in _chosen(story) for each in changed])


def left_out_with_its_account(story: WorldStory) -> int:
    """A contact stays out of the sync because its account does."""
    codes = ("account-not-synced", "account-left-out", "account-outside")
    return sum([each.code in codes for each in story.judged])


def two_products_on_one_record(story: WorldStory) -> int:
    """Two products on one CRM both sync the same record of it."""
    by: dict[object, set[str]] = {}
    for each in story.of_pairs:
        for ref in each.entry.covers:
            if ref.app == CRM:
                by.setdefault(ref, set()).add(each.organisation)
    return sum([len(each) > 1 for each in by.values()])


def an_edit_of_one_product_reaches_another(story: WorldStory) -> int:
    """An edit made in one product comes to the CRM, and from there to another product."""
    wrote: dict[object, str] = {}
    found = 0
    for each in story.of_pairs:
        if each.entry.outcome not in (Outcome.UPDATED, Outcome.CONFLICT):
            continue
        for ref in each.entry.covers:
            found += wrote.get(ref, each.organisation) != each.organisation
        wrote.update([(ref, each.organisation) for ref in story.written.get(each.number, ()) if ref.app == CRM])
    return found


def a_further_organisation_of_one_product(story: WorldStory) -> int:
    """Two organisations of one product are synced with one CRM."""
    synced = {(run.product, run.organisation) for run in story.runs if run.module in KINDS_SYNCED}
    return max(0, len(synced) - len({product for product, _ in synced}))


def record_fetched_alone_while_paused(story: WorldStory) -> int:
    """Somebody fetches a single record although its sync is paused."""
    paused = between(story.commands("pause"), story.commands("resume"))
    single = [run for run in story.runs if run.trigger is Trigger.SINGLE] if paused else []
    return sum([each.holds_for(run) and each.start < run.began < each.end for run in single for each in paused])


KINDS_SYNCED = ("customers", "vendors", "items")
CONNECTING = (
    paused_over_an_edit,
    disabled_over_an_edit,
    disabled_with_documents_to_show,
    deal_saved_while_disabled,
    key_died_and_was_renewed,
    module_hidden_and_shown_again,
    deleted_and_connected_anew,
    a_pending_edit_when_preferences_change,
    direction_changed,
    duplicates_choice_changed,
    mapping_changed_over_synced_records,
    field_removed_while_mapped,
    options_of_a_pick_list_changed,
    view_left_and_entered_again,
    view_changed_over_synced_records,
    left_out_with_its_account,
    two_products_on_one_record,
    an_edit_of_one_product_reaches_another,
    a_further_organisation_of_one_product,
    record_fetched_alone_while_paused,
)


def _carried_after(story: WorldStory, spans: list[Standstill]) -> int:
    """How many decisions carried what somebody did within one of the spans, once it was over."""
    return _in_spans([each for each in story.of_edits if story.written.get(each.number)], spans) if spans else 0


def _in_spans(judged: Iterable[Judgement], spans: Sequence[Standstill]) -> int:
    return sum([any(_waited(each, span) for span in spans) for each in judged])


def _waited(judged: Judgement, span: Standstill) -> bool:
    """Whether something was done within the span that was judged after it."""
    edits = [edit.number for edit in judged.edits if _worth(edit)]
    of_it = span.holds_for(judged.run) or (judged.run is None and judged.organisation == span.organisation)
    return of_it and span.end < judged.number and any(span.start < each < span.end for each in edits)


def _stands_between(edits: Sequence[Change], choices: Sequence[CommandSeen], number: int, organisation: str) -> bool:
    edited = [each.number for each in edits if each.edited]
    asked = [each.number for each in choices if each.organisation == organisation and each.number < number]
    return any(edit < each for edit in edited for each in asked)


def _changed(story: WorldStory, choice: str) -> int:
    """How often a choice was made that differs from the one before, once records were synced."""
    former: dict[tuple[str, object], object] = {}
    found = 0
    first = story.of_pairs[0].number if story.of_pairs else len(story.asked)
    for each in story.commands(*EDITING):
        if choice in each.given:
            key = each.organisation, each.given.get("module")
            found += first < each.number and former.get(key, each.given[choice]) != each.given[choice]
            former[key] = each.given[choice]
    return found


def _chosen(story: WorldStory) -> set[object]:
    """The views that were chosen for a sync, by name."""
    choices = [dict(each.given) for each in story.commands(*EDITING)]
    return {view for each in choices for name, view in each.items() if name.endswith("view")}


def _asked_for(view: CommandSeen) -> list[str]:
    """The fields that a view asks for."""
    return [condition[0] for condition in view.given.get("conditions", ())]


def _worth(edit: Change) -> bool:
    """Whether it left something to carry, and did not only save a record as it was."""
    return edit.edited or edit.effect.change != "updated"
