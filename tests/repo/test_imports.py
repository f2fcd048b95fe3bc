"""What is imported of the engine from outside: what its packages export, and they export nothing else."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.repo.tree import files, modules_of_zsim, text_of

ENGINE = "zsim.sync"
INSIDE = (Path("zsim/sync"), Path("tests/unit/sync"))
"""The engine, and the tests that mirror it and may look where it may."""


def imported(sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """File, module and name of every import from the engine; a module taken whole is a name of its package."""
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom):
                found = [(str(node.module), each.name) for each in node.names]
            elif isinstance(node, ast.Import):
                found = [(module, name) for module, _, name in (each.name.rpartition(".") for each in node.names)]
            else:
                continue
            yield from ((file, *each) for each in found if f"{'.'.join(each)}.".startswith(f"{ENGINE}."))


def breaches(sources: Mapping[str, str], exports: Mapping[str, list[str]]) -> list[str]:
    """The imports of what no package exports, as ``file: module.name``."""
    return [
        f"{file}: {module}.{name}" for file, module, name in imported(sources) if name not in exports.get(module, ())
    ]


def idle(sources: Mapping[str, str], exports: Mapping[str, list[str]]) -> list[str]:
    """What a package exports and no file takes from it, as ``package.name``."""
    used = {(module, name) for _, module, name in imported(sources)}
    return [f"{package}.{name}" for package, names in exports.items() for name in names if (package, name) not in used]


def exported() -> dict[str, list[str]]:
    """The names each package of the engine lists; one that lists none exports nothing."""
    paths = [each for each in modules_of_zsim() if INSIDE[0] in each.parents and each.name == "__init__.py"]
    return {".".join(each.parent.parts): listed(text_of(each)) for each in paths}


def listed(source: str) -> list[str]:
    """What a module has in its ``__all__``."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(each) for each in ast.literal_eval(node.value)]
    return []


def outsiders() -> dict[str, str]:
    """The Python files outside the engine and its mirrored tests, each with its text."""
    python = [each for each in files() if each.suffix == ".py" and not any(room in each.parents for room in INSIDE)]
    return {each.as_posix(): text_of(each) for each in python}


def test_nobody_outside_imports_below_a_package() -> None:
    assert breaches(outsiders(), exported()) == []


def test_nothing_is_exported_that_nobody_outside_takes() -> None:
    assert idle(outsiders(), exported()) == []


def test_a_name_is_exported_once() -> None:
    times = Counter(name for names in exported().values() for name in names)
    assert [name for name, count in times.items() if count > 1] == []


def test_an_import_below_a_package_is_noticed_however_it_is_written() -> None:
    exports = {"zsim.sync": ["Run"], "zsim.sync.model": ["CRM"]}
    sources = {
        "good.py": "from zsim.sync import Run\nfrom zsim.sync.model import CRM\nfrom zsim.synchronous import Other",
        "below.py": "from zsim.sync.model.kinds import CRM",
        "late.py": "def run():\n    import zsim.sync.model.kinds as kinds",
        "module.py": "from zsim.sync.model import kinds",
        "whole.py": "from zsim import sync",
    }
    assert breaches(sources, exports) == [
        "below.py: zsim.sync.model.kinds.CRM",
        "late.py: zsim.sync.model.kinds",
        "module.py: zsim.sync.model.kinds",
        "whole.py: zsim.sync",
    ]
    assert idle(sources, exports) == []


def test_a_name_nobody_takes_is_noticed() -> None:
    exports = {"zsim.sync": listed('__all__ = ["Run", "Status"]'), "zsim.sync.runs": listed('"""Nothing."""')}
    assert idle({"a.py": "from zsim.sync import Run"}, exports) == ["zsim.sync.Status"]
