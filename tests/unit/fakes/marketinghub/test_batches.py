"""A batch of leads comes to what the same writes come to one by one."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fakes.marketinghub.conftest import Office, new_office
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.ports.errors import InvalidData
from zsim.ports.records import Create, Delete, RecordId, Update, Value, Write

ADDRESSES = st.sampled_from(
    [
        *("ann@example.com", " ANN@Example.com", "ben@example.com", "BEN@example.com "),
        *("old@example.com", "zoe@example.com", "straße@example.com", "STRASSE@example.com"),
    ]
)
ODD_ADDRESSES = st.sampled_from(["", " ", "ann", "a..b@example.com", None, 7])
LISTS = st.sampled_from(["Newsletter", "Offers", "Gone", "never was", "", None])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "email": ADDRESSES | ADDRESSES | ODD_ADDRESSES,
        "first_name": st.sampled_from(["Ann", "", None, 7]),
        "join_list": LISTS,
        "leave_list": LISTS,
        "cf_colour": st.sampled_from(["red", "", "green"]),
        "cf_size": st.sampled_from([3, "3"]),
        "status": st.just("active"),
        "no_such_field": st.just("x"),
    },
)
PLAIN = st.fixed_dictionaries(
    {"email": st.sampled_from(["cid", "dee", "eve", "fay", "gil", "hal"]).map(lambda name: f"{name}@example.com")},
    optional={"first_name": st.just("Ann"), "join_list": st.just("Newsletter"), "cf_colour": st.just("red")},
)
TRACES = st.sampled_from([0, 0, 1])
LEADS = st.integers(0, 5)
CREATES = st.builds(Create, PLAIN | FIELDS, TRACES)
WRITES = st.one_of(CREATES, CREATES, st.builds(Update, LEADS, PLAIN | FIELDS, TRACES), st.builds(Delete, LEADS, TRACES))
BATCHES = st.lists(st.lists(CREATES, max_size=5) | st.lists(WRITES, max_size=5), max_size=3)


class Busy:
    """A hub that knows Ann, deleted Old, does not mail Zoe, and has two lists and a deleted one."""

    def __init__(self, required: bool = False) -> None:
        self.office = new_office()
        hub = self.office.hub
        self.office.journal.append("somebody", "decision", None)
        hub.leads.add_field("cf_colour", "picklist", options=("red", "blue"))
        hub.leads.add_field("cf_size", "integer")
        lists = {name: hub.lists.create(name) for name in ("Newsletter", "Offers", "Gone")}
        self.lists: dict[object, Value] = {name: each.id for name, each in lists.items()}
        self.leads = [hub.leads.create(email=f"{name}@example.com") for name in ("ann", "old", "zoe")]
        hub.lists.delete(lists["Gone"])
        hub.leads.delete(self.leads[1])
        hub.lists.add(lists["Newsletter"], self.leads[0])
        hub.leads.unsubscribe(self.leads[0], from_list=lists["Newsletter"])
        hub.leads.complain(self.leads[2])
        if required:
            hub.leads.add_field("cf_origin", required=True)

    def meant(self, write: Write) -> Write:
        """The write with the ids of the lists and the leads it names."""
        if isinstance(write, Create):
            return write._replace(fields=self._named(write))
        known = [*[each.id for each in self.leads], *[each.id for each in self.office.hub.leads.all()]]
        lead_id = known[int(write.id) % len(known)]
        if isinstance(write, Update):
            return write._replace(id=lead_id, fields=self._named(write))
        return write._replace(id=lead_id)

    def write(self, writes: Sequence[Write]) -> list[tuple[RecordId | None, str, str]]:
        """What came of each."""
        with self.office.journal.because(1):
            results = self.office.hub.port().write("Leads", writes)
        return [
            (each.id, *(("", "") if each.error is None else (each.error.code, each.error.message))) for each in results
        ]

    def state(self) -> object:
        """All that there is now, and how it came about."""
        hub = self.office.hub
        found = [hub.port().search("Leads", "lists", [str(each)]) for each in self.lists.values()]
        return self.office.state(), hub.export(), found, list(self.office.journal)

    def _named(self, write: Create | Update) -> dict[str, Value]:
        lists = ("join_list", "leave_list")
        return {name: self.lists.get(each, each) if name in lists else each for name, each in write.fields.items()}


@given(BATCHES, st.booleans())
def test_writes_at_once_come_to_what_they_come_to_one_by_one(batches: list[list[Write]], required: bool) -> None:
    together, singly = Busy(required), Busy(required)
    for batch in batches:
        writes = [together.meant(each) for each in batch]
        assert together.write(writes) == [each for write in writes for each in singly.write([write])]
        assert together.state() == singly.state()


def test_a_required_custom_field_is_demanded_of_each_lead_of_a_batch(office: Office, hub: MarketingHub) -> None:
    hub.leads.add_field("cf_origin", required=True)
    people = [{"email": "ben@example.com"}, {"email": "cid@example.com", "cf_origin": "fair"}]
    people.append({"email": "dee@example.com", "cf_origin": " "})
    ben, cid, dee = hub.port().write("Leads", [Create(each) for each in people])
    for refused in (ben, dee):
        assert isinstance(refused.error, InvalidData)
        assert (refused.error.code, refused.error.field) == ("903", "cf_origin")
    assert [each.id for each in hub.leads.all()] == [cid.id]


def test_a_whole_batch_without_the_required_custom_field_is_refused(office: Office, hub: MarketingHub) -> None:
    hub.leads.add_field("cf_origin", required=True)
    before = office.state()
    results = hub.port().write("Leads", [Create({"email": f"{name}@example.com"}) for name in ("ben", "cid")])
    assert [each.error.field for each in results if each.error is not None] == ["cf_origin", "cf_origin"]
    assert office.state() == before


def test_traces_among_creates_without_are_kept_as_one_by_one(office: Office, newsletter: Handle) -> None:
    decision, force = (office.journal.append("somebody", "decision", None) for _ in range(2))
    people = zip(("ben", "cid", "dee", "eve"), (decision, 0, force, 0), strict=True)
    writes = [Create({"email": f"{name}@example.com", "join_list": newsletter.id}, trace) for name, trace in people]
    with office.journal.because(force):
        office.writes("Leads", *writes)
    assert [each.cause for each in office.journal.since(force)] == [decision, force, force, force]


def test_creates_without_trace_have_the_cause_in_force(office: Office) -> None:
    decision = office.journal.append("somebody", "decision", None)
    with office.journal.because(decision):
        office.writes("Leads", *[Create({"email": f"{name}@example.com"}) for name in ("ben", "cid")])
    assert [each.cause for each in office.journal.since(decision)] == [decision, decision]
