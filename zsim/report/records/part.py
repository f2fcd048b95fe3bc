"""The pages of records, as a part of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment, Template

from zsim.recording.schema import ScenarioRun
from zsim.report.parts import Door, SitePage
from zsim.report.phrases import counted
from zsim.report.records.arrivals import Arrivals
from zsim.report.records.consequences import Consequence, Otherwise
from zsim.report.records.failed_runs import FailedRuns
from zsim.report.records.hints import Hint
from zsim.report.records.parties import Instructive, ToldParty, told_party
from zsim.report.records.party_drawing import drawing_of_party
from zsim.report.records.sides import sides
from zsim.report.records.tally import NotArrived, ReasonTally
from zsim.report.records.wording import Wording
from zsim.report.site import RECORDS, Site
from zsim.report.telling import ToldRun, ToldStory

REASONS, PARTIES, CONSEQUENCES = (f"{RECORDS}/{each}.html" for each in ("reasons", "parties", "consequences"))


class RecordsPart:
    """What did not arrive in each product, all reasons, parties through all apps, and consequences of events."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self._site = site
        self._wording = Wording(site.catalogue)
        self._arrivals = Arrivals(self._wording)
        self._not_arrived = NotArrived()
        self._failed = FailedRuns()
        self._instructive = Instructive()
        self._templates = templates
        self._doors: list[Door] = []

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """No page of its own; it is read."""
        for each in told.runs:
            self._not_arrived.take_in(self._arrivals.of(each), each.run)
            self._failed.take_in(self._arrivals.failed(each), each.run)
            self._instructive.take_in(each)
        yield from ()

    def pages(self) -> Iterator[SitePage]:
        """All of them."""
        parties: list[ToldParty] = []
        yield from self._of_products()
        yield from self._of_reasons()
        yield from self._of_consequences(parties)
        yield from self._of_parties(parties)

    def doors(self) -> tuple[Door, ...]:
        """One for each product, and one for each list."""
        return tuple(self._doors)

    def _of_products(self) -> Iterator[SitePage]:
        page = self._template("records_not_arrived.html")
        for product in self._site.products:
            found = sides(self._not_arrived, product.key, self._wording)
            if not found:
                continue
            path, title = not_arrived_path(product.key), f"Not arrived in {product.name}"
            reasons = len(self._not_arrived.of(product.key))
            says = "; ".join([*[each.says for each in found], counted(reasons, "reason")])
            self._doors.append(Door(title, path, says))
            whole = title + (" or in the CRM" if found[-1].home == product.key else "")
            yield SitePage(path, page.render(title=whole, sides=found, reasons=reasons))

    def _of_reasons(self) -> Iterator[SitePage]:
        keys = [each.key for each in self._site.products]
        reasons, failed = self._not_arrived.over_all(keys), self._failed.all()
        if not reasons and not failed:
            return
        says = f"{counted(len(reasons), 'reason')} with rule, example and what to do"
        self._doors.append(Door("Why records do not arrive", REASONS, says))
        page = self._template("records_reasons.html")
        yield SitePage(REASONS, page.render(reasons=[ReasonRow(*each) for each in reasons], failed=failed))

    def _of_consequences(self, parties: list[ToldParty]) -> Iterator[SitePage]:
        """The pages of events; their parties are added to those."""
        undisturbed, *others = self._site.recording.consequences or (None,)
        if undisturbed is None:
            return
        usual = ToldRun(undisturbed)
        otherwise, usual_party = Otherwise(usual, self._wording), told_party(usual, self._site)
        parties += [usual_party] if usual_party is not None else []
        page = self._template("records_consequence.html")
        told: list[Consequence] = []
        for happened in map(ToldRun, others):
            each, own = otherwise.consequence(happened), told_party(happened, self._site)
            told.append(each)
            parties += [own] if own is not None else []
            party = own or usual_party
            path = consequence_path(happened.run)
            yield SitePage(path, page.render(each=each, party=party.path if party else ""))
        self._doors.append(Door("What follows from an event", CONSEQUENCES, counted(len(told), "event")))
        listed = self._template("records_consequences.html")
        themes = {theme: [each for each in told if each.theme == theme] for theme in dict.fromkeys(map(_theme, told))}
        yield SitePage(CONSEQUENCES, listed.render(count=len(told), themes=themes, undisturbed=undisturbed))

    def _of_parties(self, parties: Sequence[ToldParty]) -> Iterator[SitePage]:
        of_scenarios = [told_party(ToldRun(run), self._site) for run in self._instructive.runs()]
        parties = [*parties, *(each for each in of_scenarios if each is not None)]
        if not parties:
            return
        page = self._template("records_party.html")
        order = [each.key for each in self._site.products]
        for each in parties:
            drawing = drawing_of_party(each.party, self._wording.organisation, order)
            yield SitePage(each.path, page.render(each=each, drawing=drawing))
        self._doors.append(Door("A party through all apps", PARTIES, counted(len(parties), "party", "parties")))
        yield SitePage(PARTIES, self._template("records_parties.html").render(parties=parties))

    def _template(self, name: str) -> _Rendering:
        return _Rendering(self._templates.get_template(name), self._site, self._wording)


def _theme(told: Consequence) -> str:
    return told.theme


class ReasonRow:
    """A reason over all products: its tallies, all its rules, and its smallest example."""

    def __init__(self, hint: Hint, tallies: dict[str, ReasonTally]) -> None:
        self.hint = hint
        self.tallies = tallies
        found = list(tallies.values())
        self.outcome = found[0].outcome
        self.rules = tuple(dict.fromkeys([rule for each in found for rule in each.rules]))
        self.kinds = tuple(dict.fromkeys([kind for each in found for kind in each.kinds]))
        self.example: ScenarioRun = min((each.example for each in found), key=lambda run: (run.entries, run.id))


class _Rendering:
    """A template with what all pages of records need."""

    def __init__(self, template: Template, site: Site, wording: Wording) -> None:
        self._template = template
        self._given = {
            "site": site,
            "up": "../",
            "pieces": wording.pieces,
            "organisation": wording.organisation,
            "known": wording.known,
            "not_arrived_path": not_arrived_path,
            "consequence_path": consequence_path,
        }

    def render(self, **named: object) -> str:
        """The page."""
        return self._template.render(**self._given, **named)


def not_arrived_path(product: str) -> str:
    """The page of what did not arrive in a product."""
    return f"{RECORDS}/not-arrived-{product}.html"


def consequence_path(run: ScenarioRun) -> str:
    """The page of an event."""
    return f"{RECORDS}/consequence-{run.id.rpartition('/')[2]}.html"
