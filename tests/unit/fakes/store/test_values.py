"""Records are values: whoever holds one cannot write to it, and no dictionary of a user's is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim.fakes.store import Effect
from zsim.fakes.store.codec import export_table, load_table
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.records import Create, Record, Update, Value


def held(workshop: Workshop) -> Record:
    """The record as its handle gives it."""
    return workshop.things.one(Name="Cup").record


def changed(workshop: Workshop) -> Record:
    return workshop.port.changed("Things", None).records[0]


def read(workshop: Workshop) -> Record:
    return workshop.port.read("Things", [held(workshop).id])[0]


def searched(workshop: Workshop) -> Record:
    return workshop.port.search("Things", "Name", ["cup"])[0]


def without_a_layout(workshop: Workshop) -> Record:
    workshop.modules["Things"].set_layout("Price", "Other")
    return read(workshop)


def edited(workshop: Workshop) -> Record:
    workshop.things.update(held(workshop).id, Count=3)
    return held(workshop)


def restored(workshop: Workshop) -> Record:
    cup = workshop.things.one(Name="Cup")
    workshop.things.delete(cup)
    return workshop.things.restore(cup).record


def loaded(workshop: Workshop) -> Record:
    other = Workshop()
    load_table(other.table, export_table(workshop.table))
    return held(other)


@pytest.mark.parametrize(
    "record",
    [held, changed, read, searched, without_a_layout, edited, restored, loaded],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("batch", [False, True])
def test_no_record_can_be_written_to(workshop: Workshop, record: Callable[[Workshop], Record], *, batch: bool) -> None:
    if batch:
        workshop.table.insert_all([{"Name": "Cup"}], "engine")
    else:
        workshop.things.create(Name="Cup")
    fields = record(workshop).fields
    with pytest.raises(UsageError, match=r"call \.update\(record, Name=\.\.\.\) on the record's module"):
        fields["Name"] = "Jug"
    assert [each.Name for each in workshop.things.find(Name="Cup")] == ["Cup"]


def test_what_a_port_is_given_may_be_changed_by_the_giver_later(workshop: Workshop) -> None:
    fields: dict[str, Value] = {"Name": "Cup"}
    changes: dict[str, Value] = {"Count": 3}
    (made,) = workshop.port.write("Things", [Create(fields)])
    assert made.id is not None
    workshop.port.write("Things", [Update(made.id, changes)])
    before = workshop.journal.digest()
    fields["Name"] = changes["Count"] = "other"
    assert (held(workshop).fields, workshop.journal.digest()) == ({"Name": "Cup", "Count": 3}, before)


def test_what_a_table_is_given_may_be_changed_by_the_giver_later(workshop: Workshop) -> None:
    rows: list[dict[str, Value]] = [{"Name": "Cup"}, {"Name": "Jug"}, {"Name": "Pot"}]
    first = workshop.table.insert(rows[0], "engine")
    (second,) = workshop.table.insert_all([rows[1]], "engine")
    third = workshop.table.replace(second, rows[2], "engine")
    for each in rows:
        each["Name"] = "other"
    assert [each.fields["Name"] for each in (first, second, third)] == ["Cup", "Jug", "Pot"]


def test_the_past_cannot_be_written_to(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    workshop.things.update(cup, Count=3)
    command, _, _, effect = workshop.journal
    assert isinstance(command.detail, Command)
    assert isinstance(effect.detail, Effect)
    for each in (command.detail.given, effect.detail.before, effect.detail.after):
        with pytest.raises(UsageError):
            each["Name"] = "Jug"
