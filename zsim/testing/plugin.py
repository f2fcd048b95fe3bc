"""The pytest plugin: collects scenarios, gives each its world, and records what became of it.

It is loaded with every pytest session, so the apps and the engine are imported only when the first world is made.
"""

from __future__ import annotations

import inspect
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.testing.case import Case, base_id, checked_products
from zsim.testing.declare import MARK, Declaration
from zsim.testing.recorder import RESULT, Recorder, is_worker, refuse
from zsim.testing.result import Category
from zsim.testing.running import Running
from zsim.testing.selection import add_options, check_options, is_selected, narrowed, unknown_tag
from zsim.testing.stage import Stage

if TYPE_CHECKING:
    from zsim.world import World

CASE = pytest.StashKey[Case]()
RUNNING = pytest.StashKey[Running]()
STAGE = pytest.StashKey[Stage]()
SEEN = pytest.StashKey[dict[str, "Seen"]]()


class Seen(NamedTuple):
    """A scenario collected so far: where it stands, and the products it runs for."""

    node_id: str
    products: tuple[str, ...]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of scenarios."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known, check the options, and have results recorded by the process that writes them."""
    config.addinivalue_line("markers", f"{MARK}(declaration): a scenario, made by the decorator of that name")
    config.stash[STAGE] = Stage()
    config.stash[SEEN] = {}
    check_options(config)
    if not is_worker(config):
        config.pluginmanager.register(Recorder(config), "zsim-recorder")


def case_of(item: pytest.Item) -> Case | None:
    """The scenario an item runs; ``None`` for any other test."""
    return item.stash.get(CASE, None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a scenario once for each of its products; refuse one that says something wrong about itself."""
    mark = metafunc.definition.get_closest_marker(MARK)
    if mark is None:
        return
    try:
        products = checked_products(metafunc.function, mark.args[0], catalogue())
        _note(metafunc.config, metafunc.definition.nodeid, metafunc.function.__name__, products)
    except UsageError as error:
        raise pytest.Collector.CollectError(str(error)) from None
    if products:
        metafunc.parametrize("product", products)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Note which scenario an item runs."""
    mark = item.get_closest_marker(MARK)
    if mark is None or not isinstance(item, pytest.Function):
        return
    declaration: Declaration = mark.args[0]
    item.stash[CASE] = _case(item, declaration)
    if declaration.known_gap is not None:
        item.add_marker(pytest.mark.xfail(strict=True, reason=declaration.known_gap))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the options do not ask for."""
    if not narrowed(config):
        return
    cases = [case_of(item) for item in items]
    refusal = unknown_tag(config, [case for case in cases if case is not None])
    if refusal is not None:
        refuse(config, refusal)
    chosen = [is_selected(config, case) for case in cases]
    left_out = [item for item, keep in zip(items, chosen, strict=True) if not keep]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item, keep in zip(items, chosen, strict=True) if keep]


@pytest.fixture
def product() -> str | None:
    """The key of the product a scenario runs for; scenarios are parametrised with it."""
    return None


@pytest.fixture
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A fresh world, seeded from the scenario's id and ``--zsim-seed``; Python's clocks show its time in the test."""
    item, stage = request.node, request.config.stash[STAGE]
    running = Running(item.stash.get(CASE, None), item.nodeid, request.config.option.zsim_seed, stage.frozen.move_to)
    item.stash[RUNNING] = running
    with running.telling() as fresh:
        stage.enter_world()
        yield fresh


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Show the time of a test's world while it is called, and check at its end what must hold there."""
    __tracebackhide__ = True
    with item.config.stash[STAGE].call(RUNNING in item.stash):
        outcome = yield
        running = item.stash.get(RUNNING, None)
        if running is not None:
            running.finish()
            if item.config.option.zsim_twice and isinstance(item, pytest.Function) and case_of(item) is not None:
                running.repeat(lambda world: _call(item, world))
    return outcome


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Show the real time where a test left somebody else's freezing to its fixtures."""
    try:
        return (yield)
    finally:
        item.config.stash[STAGE].clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the result of a scenario on its report, and its story beside a failure."""
    report = yield
    case = case_of(item)
    if case is not None and (call.when == "call" or not report.passed):
        running = item.stash.get(RUNNING, None) or Running(case, case.id, item.config.option.zsim_seed)
        _record(case, running, call, report)
    if call.when == "teardown" and RUNNING in item.stash:
        del item.stash[RUNNING]  # the world is not needed any more, and a session has many
    return report


def _record(case: Case, running: Running, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
    error = call.excinfo.value if call.excinfo is not None else None
    expected = report.skipped and hasattr(report, "wasxfail")
    category = running.category("failed" if expected else report.outcome, error, call.when == "call")
    if expected and category is Category.FAILED:
        category = Category.KNOWN_GAP
    elif expected:
        report.outcome = "failed"  # a script that is itself at fault shows no gap
        del report.wasxfail
    if report.failed and running.story is not None:
        report.sections.append((f"zsim: {case.id}", running.told()))
    setattr(report, RESULT, running.result(category, _error(case, call, report)))


def _error(case: Case, call: pytest.CallInfo[None], report: pytest.TestReport) -> tuple[str, str] | None:
    """What went wrong and where in the script; the message alone where no error was raised."""
    if report.passed:
        return None
    if call.excinfo is None:
        return str(report.longrepr), case.file
    inside = [entry for entry in call.excinfo.traceback if Path(entry.path).as_posix().endswith(case.file)]
    where = f"{case.file}:{inside[-1].lineno + 1}" if inside else case.file
    return _message(call.excinfo.value), where


def _message(error: BaseException) -> str:
    text = str(error)
    return text if text and isinstance(error, (AssertionError, UsageError)) else f"{type(error).__name__}: {text}"


def _case(item: pytest.Function, declaration: Declaration) -> Case:
    file = item.nodeid.partition("::")[0]
    name = item.originalname
    stem = base_id(file, name)
    spec = getattr(item, "callspec", None)
    product = spec.params.get("product") if spec is not None else None
    suffix = f"[{spec.id}]" if spec is not None else ""
    doc = inspect.getdoc(item.function) or ""
    return Case(stem + suffix, name, file, doc, product, item.config.stash[SEEN][stem].products, declaration)


def _note(config: pytest.Config, node_id: str, name: str, products: tuple[str, ...]) -> None:
    """Remember a scenario; refuse one whose id another one has."""
    scenario_id = base_id(node_id.partition("::")[0], name)
    first = config.stash[SEEN].setdefault(scenario_id, Seen(node_id, products))
    if first.node_id != node_id:
        raise UsageError(
            asked=f"the scenario {scenario_id}",
            found=f"there are two of that id: {first.node_id} and {node_id}",
            right="a name of its own for each scenario of an area",
        )


def _call(item: pytest.Function, world: World) -> None:
    """Call the test once more, in another world."""
    names = inspect.signature(item.obj).parameters
    item.obj(**{name: world if name == "world" else item.funcargs[name] for name in names})
