"""Plays the events, each in a world of its own, and records them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from zsim.explore.consequences.event import Event
from zsim.explore.consequences.events import EVENTS, NOTHING
from zsim.explore.consequences.setting import ABOUT, GOING_ON, go_on, stand
from zsim.recording.schema import RecordedStep, ScenarioRun
from zsim.recording.worlds import with_world
from zsim.testing.steps import Story, given, telling, then, when
from zsim.world import World
from zsim.world.journal_words.looks import Look

SEED = 13
FOLDER = "consequences"
START = "2026-01-05 09:00"
UNTIL = "2026-01-05 21:30"
"""By then each sync has had a slot, those of the import and of leads as well."""


def events_of(rules: Collection[str]) -> tuple[Event, ...]:
    """The events that one of these rules decides, first of all none; where there are no others, not even that."""
    found = [each for each in EVENTS if not frozenset(rules).isdisjoint(each.rules)]
    return (NOTHING, *found) if found else ()


def played_consequences(events: Iterable[Event]) -> tuple[ScenarioRun, ...]:
    """What comes of each event; it counts nowhere."""
    return tuple([_played(each) for each in events])


def _played(event: Event) -> ScenarioRun:
    world, looks = World(SEED, START), list[Look]()
    with telling(world) as story:
        with given("the apps are connected and everything is synced"):
            stand(world)
            if event.before is not None:
                event.before(world)
            world.advance(hours=2, minutes=50)
        looks += standing(world)
        with when(f"{event.title[:1].lower()}{event.title[1:]}"):
            event.happens(world)
            world.settle()
        with when("work goes on"):
            world.advance(minutes=5)
            go_on(world)
        with then("all slots of the day have come"):
            world.advance_to(UNTIL)
        looks += standing(world)
    told = ScenarioRun(
        id=f"{FOLDER}/{event.name}",
        file="",
        title=event.title,
        doc=f"{ABOUT}\n\n{GOING_ON}",
        covers=event.rules,
        product=event.product,
        tags=(event.theme,),
        steps=_steps(story),
    )
    return with_world(told, world, looks)


def standing(world: World) -> Iterator[Look]:
    """How connections and syncs stand now, as somebody who looks at each of them sees it."""
    after = len(world.journal)
    for integration in world.integrations:
        key = integration.organisation_key
        yield Look(after, key, "connection", str(integration.state))
        for sync in integration.syncs:
            yield Look(after, key, f"sync of {sync.name}", "paused" if sync.paused else str(sync.status))
        for notice in world[key].notifications:
            yield Look(after, key, "notice", notice.text)
    for leads in world.sync_services("invoice").syncs:
        yield Look(after, "marketinghub", f"sync of leads {leads.description!r}", str(leads.state))


def _steps(story: Story) -> tuple[RecordedStep, ...]:
    return tuple([RecordedStep(span.keyword, span.text, span.first, span.last) for span in story.spans])
