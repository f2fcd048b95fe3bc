"""The pytest plugin: collects scenarios, gives each its world, and records what became of it.

It is loaded with every pytest session, so the apps and the engine are imported only when the first world is made.
"""

from __future__ import annotations

import inspect
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.kernel.texts import shown
from zsim.recording.schema import RecordedFailure, Result
from zsim.testing.case import Case, base_id, check_place, checked_products, in_case
from zsim.testing.declare import MARK, Declaration, declaration_in
from zsim.testing.failure import FailingStatement
from zsim.testing.project import project_of
from zsim.testing.recorder import Recorder, is_worker, refuse
from zsim.testing.result import failure, put_on
from zsim.testing.running import Planted, Running
from zsim.testing.selection import (
    AskedFiles,
    add_options,
    check_options,
    failed_before,
    is_selected,
    last_failed,
    narrowed,
    unknown_choice,
)
from zsim.testing.showing import WorldShowing

if TYPE_CHECKING:
    from zsim.world import World

CASE = pytest.StashKey[Case]()
RUNNING = pytest.StashKey[Running]()
SHOWING = pytest.StashKey[WorldShowing]()
SEEN = pytest.StashKey[dict[str, "Seen"]]()  # by the node id without brackets
TAKEN = pytest.StashKey[dict[str, str]]()  # the node ids, by the ids of scenarios
PROJECTS = pytest.StashKey[dict[Path, Path]]()  # by the folders of tests
FILES = pytest.StashKey[AskedFiles]()
REFUSAL = pytest.StashKey[UsageError]()
BUG = pytest.StashKey[Planted]()
PLANTING = "zsim.explore.planting"
"""The plugin that knows the bank of planted bugs, which stands above this package: loaded where one is asked for."""


class Seen(NamedTuple):
    """A scenario collected so far: the products it runs for, or why it is refused."""

    products: tuple[str, ...]
    refusal: UsageError | None = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of scenarios."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known, check the options, and have results recorded by the process that writes them.

    What a planted bug does is recorded nowhere.
    """
    config.addinivalue_line("markers", f"{MARK}(declaration): a scenario, made by the decorator of that name")
    config.stash[SHOWING] = WorldShowing()
    config.stash[SEEN] = {}
    config.stash[TAKEN] = {}
    config.stash[PROJECTS] = {}
    check_options(config)
    config.stash[FILES] = AskedFiles.of(config)
    if config.option.zsim_bug:
        config.pluginmanager.import_plugin(PLANTING)
    elif not is_worker(config):
        config.pluginmanager.register(Recorder(config), "zsim-recorder")


def case_of(item: pytest.Item) -> Case | None:
    """The scenario an item runs; ``None`` for any other test."""
    return item.stash.get(CASE, None)


def refusal_of(item: pytest.Item) -> UsageError | None:
    """Why a scenario cannot be run as it is declared; ``None`` for any that can, and for any other test."""
    return item.stash.get(REFUSAL, None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a scenario once for each of its products."""
    item, function = metafunc.definition, metafunc.function
    declaration = declaration_in(item.iter_markers(MARK))
    if declaration is None:
        return
    try:
        check_place(function.__name__, declaration_in(item.own_markers) is declaration)
        products = checked_products(function, declaration, catalogue())
        _take(metafunc.config, item.nodeid, base_id(_file(item), function.__name__))
    except UsageError as error:
        metafunc.config.stash[SEEN][item.nodeid] = Seen((), error)
    else:
        metafunc.config.stash[SEEN][item.nodeid] = Seen(products)
        metafunc.parametrize("product", products or (None,), ids=None if products else (pytest.HIDDEN_PARAM,))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Note which scenario an item runs, or why it cannot be run."""
    declaration = declaration_in(item.iter_markers(MARK))
    if declaration is None or not isinstance(item, pytest.Function) or item.parent is None:
        return
    seen = item.config.stash[SEEN].get(f"{item.parent.nodeid}::{item.originalname}") or Seen((), in_case(item.name))
    item.stash[CASE] = _case(item, declaration, seen)
    if seen.refusal is not None:
        item.stash[REFUSAL] = seen.refusal
    elif declaration.known_gap is not None:
        item.add_marker(pytest.mark.xfail(strict=True, reason=declaration.known_gap))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over the files that cannot hold what the options ask for."""
    return True if collection_path.is_file() and not config.stash[FILES].may_hold(collection_path) else None


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the options do not ask for; a file that cannot be collected may hold all that seems missing."""
    if not narrowed(config) and not config.option.zsim_failed:
        return
    cases = [case_of(item) for item in items]
    refusal = unknown_choice(config, [case for case in cases if case is not None])
    if refusal is not None and not session.testsfailed:
        refuse(config, refusal)
    chosen = [is_selected(config, case_of(item)) or refusal_of(item) is not None for item in items]
    if config.option.zsim_failed:
        noted = last_failed(config)
        chosen = [keep and failed_before(item, noted) for item, keep in zip(items, chosen, strict=True)]
    left_out = [item for item, keep in zip(items, chosen, strict=True) if not keep]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item, keep in zip(items, chosen, strict=True) if keep]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse a scenario that says something wrong about itself, leave out one that cannot be spread; all others run."""
    refusal, case = refusal_of(item), case_of(item)
    if refusal is not None:
        pytest.fail(str(refusal), pytrace=False)
    if item.config.option.zsim_spread and case is not None and case.declaration.exact:
        pytest.skip("it is about an exact moment")


@pytest.fixture
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A fresh world, seeded from the scenario's id and ``--zsim-seed``; Python's clocks show its time in the test."""
    item, showing = request.node, request.config.stash[SHOWING]
    option, move_to = request.config.option, showing.frozen.move_to
    chosen = {"spread": option.zsim_spread, "model": option.zsim_model, "bug": request.config.stash.get(BUG, None)}
    running = Running(case_of(item), item.nodeid, option.zsim_seed, move_to, **chosen)
    item.stash[RUNNING] = running
    with running.telling() as fresh:
        showing.enter_world()
        yield fresh


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Show the time of a test's world while it is called, and check at its end what must hold there."""
    __tracebackhide__ = True
    with item.config.stash[SHOWING].call(RUNNING in item.stash):
        outcome = yield
        running = item.stash.get(RUNNING, None)
        if running is not None:
            running.finish()
            if running.model:
                running.judge()
            if item.config.option.zsim_onward:
                running.go_on()
            if item.config.option.zsim_twice and isinstance(item, pytest.Function) and case_of(item) is not None:
                running.repeat(lambda world: _call(item, world))
    return outcome


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Show the real time where a test left somebody else's freezing to its fixtures."""
    try:
        return (yield)
    finally:
        item.config.stash[SHOWING].clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the result of a scenario on its report, and its story beside a failure."""
    report = yield
    case = case_of(item)
    within = item.config.stash[SHOWING].calling  # a subtest's report, while its test goes on
    if case is not None and not within and (call.when == "call" or not report.passed):
        running = item.stash.get(RUNNING, None) or Running(case, case.id, item.config.option.zsim_seed)
        _record(case, running, call, report)
    if call.when == "teardown" and RUNNING in item.stash:
        del item.stash[RUNNING]  # the world is not needed any more, and a session has many
    return report


def _record(case: Case, running: Running, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
    error = call.excinfo.value if call.excinfo is not None else None
    expected = report.skipped and hasattr(report, "wasxfail")
    result = running.result("failed" if expected else report.outcome, error, call.when == "call")
    if expected and result is Result.FAILED:
        result = Result.KNOWN_GAP
    elif expected:
        report.outcome = "failed"  # a script that is itself at fault shows no gap
        del report.wasxfail
    if report.failed and running.story is not None:
        report.sections.append((f"zsim: {case.id}", running.told(_statement(case, call))))
    put_on(report, running.recorded(result, _error(case, running, call, report)))


def _error(
    case: Case, running: Running, call: pytest.CallInfo[None], report: pytest.TestReport
) -> RecordedFailure | None:
    """What went wrong and where in the script; the message alone where no error was raised."""
    if report.passed:
        return None
    if call.excinfo is None:
        return failure(str(report.longrepr), case.file)
    failing = _statement(case, call)
    where = f"{case.file}:{failing.line}" if failing.line else case.file
    about = [line.number for line in failing.concerned(running.lines)]
    return failure(_message(call.excinfo.value), where, failing.source, tuple(about))


def _statement(case: Case, call: pytest.CallInfo[None]) -> FailingStatement:
    """The innermost statement of the script that raised, with the error's words."""
    raised = call.excinfo
    inside = [each for each in raised.traceback if Path(each.path) == case.path] if raised is not None else []
    if raised is None or not inside:
        return FailingStatement()
    frame = inside[-1]
    return FailingStatement(dedent(str(frame.statement)), str(raised.value), frame.frame.f_locals, frame.lineno + 1)


def _message(error: BaseException) -> str:
    text = str(error)
    return text if text and isinstance(error, (AssertionError, UsageError)) else f"{type(error).__name__}: {text}"


def _case(item: pytest.Function, declaration: Declaration, seen: Seen) -> Case:
    """The scenario of an item; one that is refused covers nothing, and its product is not known."""
    file, name = _file(item), item.originalname
    spec = getattr(item, "callspec", None)
    product = spec.params.get("product") if spec is not None else None
    suffix = f"[{spec.id}]" if spec is not None and spec.id else ""
    scenario_id = base_id(file, name) + suffix
    if seen.refusal is not None:
        scenario_id, declaration = (
            item.nodeid,
            replace(declaration, covers=(), tags=tuple(map(shown, declaration.tags))),
        )
    doc = shown(inspect.getdoc(item.function) or "")
    test = item.nodeid.partition("::")[2]
    return Case(scenario_id, name, file, item.path, test, doc, product, seen.products, declaration)


def _file(item: pytest.Item) -> str:
    """The file of a test, relative to the project that holds it."""
    folders, path = item.config.stash[PROJECTS], item.path
    if path.parent not in folders:
        folders[path.parent] = project_of(path.parent, item.config.invocation_params.dir)
    project = folders[path.parent]
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else item.nodeid.partition("::")[0]


def _take(config: pytest.Config, node_id: str, scenario_id: str) -> None:
    """Note whose an id is; refuse one that another scenario has."""
    first = config.stash[TAKEN].setdefault(scenario_id, node_id)
    if first != node_id:
        raise UsageError(
            asked=f"the scenario {scenario_id}",
            found=f"there are two of that id: {first} and {node_id}",
            right="a name of its own for each scenario of an area",
        )


def _call(item: pytest.Function, world: World) -> None:
    """Call the test once more, in another world."""
    names = inspect.signature(item.obj).parameters
    item.obj(**{name: world if name == "world" else item.funcargs[name] for name in names})
