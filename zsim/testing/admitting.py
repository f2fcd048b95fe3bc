"""What must hold of who may: what a profile was denied is refused, and nobody is let in or kept out against the rules.

It is told from the journal's commands, of which those that were refused do not count, and asked once more at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zsim.catalogue import ConnectsBy, catalogue
from zsim.checks import InvariantViolated, Violation
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Entry
from zsim.ports.errors import NoPermission, VendorError
from zsim.ports.refusals import Refusal
from zsim.sync import Call
from zsim.testing.vain import killed

if TYPE_CHECKING:
    from zsim.fakes.crm.users import CrmUser
    from zsim.fakes.store.handle import Handle
    from zsim.world import World

MAY = "only-who-may"
"""The invariant of rights, keys and users."""

ALL = ("view", "create_edit", "email")
SUMMARY, VIEW = "summary", "view"
INTEGRATION_ROLE = "Integration User (Zoho CRM)"
INTEGRATION_USERS_MAX = 1000
FULL = "the plan has room for"
SECTION = "Finance_"
CLEARS_REPORTS = ("DIS-02", "DIS-03")


def check_admitting(world: World) -> None:
    """Compare who was let do what with what was chosen; ``InvariantViolated`` where that differs."""
    entries = list(world.journal)
    refused = {each.cause: each.detail.message for each in entries if isinstance(each.detail, Refusal)}
    refused |= dict.fromkeys(killed(entries), "")
    done = [each for each in entries if isinstance(each.detail, Command) and each.number not in refused]
    found = [*_let_through(world, entries, refused), *_kept_out(world, entries, refused), *_too_many(world)]
    found += [*_reports(world, done), *_rights(world, done)]
    if found:
        raise InvariantViolated(tuple([Violation(MAY, each) for each in found]))


class Admitted:
    """Who holds which profile and signs in how, which modules profiles hide, and whose key is the CRM's present one."""

    def __init__(self) -> None:
        self.hidden: dict[str, set[str]] = {}
        self.profiles: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.emails: dict[str, str] = {}
        self.maker = ""
        self.dead = False

    def take_in(self, entry: Entry, command: Command) -> None:
        """Take in a command that was not refused."""
        given = command.given
        match entry.subject, command.name:
            case ("crm", "Profiles", str() as name), "create":
                self._hide(name, given["hidden_modules"])
            case ("crm", "Profiles", str() as name), "hide":
                self._hide(name, given["modules"])
            case ("crm", "Profiles", str() as name), "show":
                shown = given["modules"]
                self.hidden.get(name, set()).difference_update(shown if isinstance(shown, tuple) else ())
            case ("crm", "Users", str() as name), "create" | "update":
                self.profiles[name] = str(given["profile"])
                self.names.update({str(given["email"]): name} if "email" in given else {})
            case ("crm", "Users", str() as name), "deactivate":
                self.dead |= name == self.maker
            case ("crm", "Organisation"), "generate_zsc_key":
                self.maker, self.dead = entry.actor, False
            case ("integration", str() as key), "connect" | "update_credentials":
                self.emails[key] = str(given["email"])

    def hides(self, key: str, module: str) -> bool:
        """Whether the user by whose email an organisation is connected does not see a module."""
        user = self.names.get(self.emails.get(key, ""), "")
        return module in self.hidden.get(self.profiles.get(user, ""), ())

    def _hide(self, name: str, modules: object) -> None:
        self.hidden.setdefault(name, set()).update(modules if isinstance(modules, tuple) else ())


def _let_through(world: World, entries: Sequence[Entry], refused: Mapping[int, str]) -> Iterator[str]:
    """That the CRM answers no call over a module that is hidden from who connected, or over a key whose maker went."""
    told = Admitted()
    for each in entries:
        match each.subject, each.detail:
            case _, Command() as command if each.number not in refused:
                told.take_in(each, command)
            case ("crm", str() as module), Call(refusal="") as call if each.actor.startswith("sync "):
                key = each.actor.split()[1]
                where = f"entry {each.number}: the CRM answered {call.method} of {key}"
                if told.hides(key, module):
                    yield f"{where} over {module}, which is hidden from whoever connected it (CON-06, CON-18)"
                by_key = catalogue().product(world[key].product.key).connects_by is ConnectsBy.KEY
                if told.dead and by_key and world.quirks.on("CON-15"):
                    yield f"{where} with a key whose maker {told.maker} was deactivated (CON-16)"


def _kept_out(world: World, entries: Sequence[Entry], refused: Mapping[int, str]) -> Iterator[str]:
    """That a plan takes as many users as it has room for, those of the integration aside. Source: USR-04."""
    asked: dict[str, list[tuple[int, Command]]] = {}
    for each in entries:
        match each.subject, each.detail:
            case (str() as app, "users", *_), Command() as command:
                asked.setdefault(app, []).append((each.number, command))
    for app, commands in asked.items():
        own = len([each for each in world[app].users.all() if each.role != INTEGRATION_ROLE])
        count = own - sum([_more(command) for number, command in commands if number not in refused])
        room: object = None
        for number, command in commands:
            if command.name == "set_maximum":
                room = room if number in refused else command.given["users"]
            elif isinstance(room, int) and command.name == "create":
                if count < room and FULL in refused.get(number, ""):
                    yield f"entry {number}: {app} has {count} users of its own and room for {room}, and takes no more"
                if count >= room and number not in refused:
                    yield f"entry {number}: {app} has {count} users of its own, and takes more than {room}"
            count += 0 if number in refused else _more(command)


def _more(command: Command) -> int:
    """How many more users there are once that was done."""
    return {"create": 1, "delete": -1}.get(command.name, 0)


def _too_many(world: World) -> Iterator[str]:
    """That no more users of the CRM hold the role than may. Source: USR-04."""
    most = world.limits.integration_users or INTEGRATION_USERS_MAX
    for integration in world.integrations:
        users = world[integration.organisation_key].users.all()
        held = [each.name for each in users if each.role == INTEGRATION_ROLE]
        if len(held) > most:
            told = f"{integration.organisation_key} has {len(held)} integration users"
            yield f"{told}, and room for {most}: {', '.join(held)} (USR-04)"


def _reports(world: World, done: Sequence[Entry]) -> Iterator[str]:
    """That the custom reports over what finance shows go when it is disabled. Source: DIS-02, DIS-03."""
    made: dict[str, int] = {}
    shown: set[str] = set()
    cleared: dict[str, int] = {}
    for each in done:
        assert isinstance(each.detail, Command), "only commands are done"
        match each.subject, each.detail.name:
            case ("crm", "Reports", str() as name), "create":
                cleared.pop(name, None)
                if str(each.detail.given["module"]).startswith(SECTION):
                    made[name] = each.number
            case ("crm", "Reports", str() as name), "delete":
                made.pop(name, None)
            case ("integration", str() as key), "enable_transactions":
                shown = shown | {key} if each.detail.given["modules"] else shown - {key}
            case ("integration", str() as key), "connect":
                shown.discard(key)
            case ("integration", str() as key), "disable" if key in shown and _clears(world, key):
                cleared.update(dict.fromkeys(made, each.number))
                made.clear()
    there = {each.name for each in world.crm.reports}
    for name in sorted(there.intersection(cleared)):
        yield f"the report {name!r} is there, though entry {cleared[name]} disabled what it is about (DIS-02, DIS-03)"


def _clears(world: World, key: str) -> bool:
    product = world[key].product.key
    return any(catalogue().behaviour(each).holds_for(product) and world.quirks.on(each) for each in CLEARS_REPORTS)


def _rights(world: World, done: Sequence[Entry]) -> Iterator[str]:
    """That each profile has the rights that it was given last, and lacks those that it was denied."""
    told: dict[tuple[str, str, str], bool] = {}
    for each in done:
        assert isinstance(each.detail, Command), "only commands are done"
        match each.subject, each.detail.name:
            case ("crm", "Profiles", str() as name), "allow" | "deny":
                about = str(each.detail.given["type"])
                named: Any = each.detail.given["rights"] or ((VIEW,) if about == SUMMARY else ALL)
                told.update({(name, about, str(right)): each.detail.name == "allow" for right in named})
    for (name, about, right), may in told.items():
        if world.crm.profiles.may(name, about, right) is not may:
            wrong = "may not, and was allowed" if may else "may, and was denied"
            yield f"the profile {name} {wrong} the right {right!r} over {about} (PRM-01, PRM-07, PRM-10)"
    denied = {name for (name, about, _), may in told.items() if about == SUMMARY and not may}
    party = next(iter(world.crm.accounts.all()), None) if denied else None
    for user in world.crm.users.all():
        if party is not None and user.active and user.profile in denied and _sees_summary(world, user, party):
            yield f"{user.name} of the profile {user.profile}, which was denied the summary, sees it (PRM-04)"


def _sees_summary(world: World, user: CrmUser, party: Handle) -> bool:
    try:
        world.crm.as_user(user).summary(party)
    except NoPermission:
        return False
    except (UsageError, VendorError):  # nothing, or more than one, is connected: that was asked after the right
        return True
    return True
