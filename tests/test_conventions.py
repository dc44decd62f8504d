"""The promises of docs/architecture.md about the code itself, each kept by a test."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aniworld_core import errors
from aniworld_core.library import Library
from aniworld_core.opened import Opened
from tools.docs.errors import tree

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCES = sorted(REPOSITORY.glob("packages/*/src/**/*.py"))
TOOLS = sorted([*REPOSITORY.glob("tools/**/*.py"), *REPOSITORY.glob("bench/*.py")])
TESTS = sorted([*REPOSITORY.glob("tests/*.py"), *REPOSITORY.glob("packages/*/tests/**/*.py")])
FILE_LINES = 300
FUNCTION_LINES = 50
TYPE_MAKERS = {"HookspecMarker", "NewType", "ParamSpec", "TypeVar"}
"""Calls whose results a module needs for itself, without a meaning of their own for others."""


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=name(path))


def expect_none(faults: Iterator[str]) -> None:
    """Fail with every fault on a line of its own."""
    found = "\n".join(faults)
    if found:
        pytest.fail(found, pytrace=False)


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    def missing() -> Iterator[str]:
        for path in [*SOURCES, *TOOLS, *TESTS]:
            first = (ast.get_docstring(parse(path)) or "").partition("\n\n")[0]
            if not first.endswith("."):
                yield f"{name(path)}: {first!r}"

    expect_none(missing())


def test_files_and_functions_are_short() -> None:
    def long() -> Iterator[str]:
        for path in [*SOURCES, *TOOLS, *TESTS]:
            lines = len(path.read_text("utf-8").splitlines())
            if lines > FILE_LINES:
                yield f"{name(path)} has {lines} lines"
            for node in ast.walk(parse(path)):
                if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    yield f"{name(path)}:{node.lineno} {node.name} has {length} lines"

    expect_none(long())


def test_all_is_complete() -> None:
    def incomplete() -> Iterator[str]:
        for path in SOURCES:
            module = parse(path)
            stated, public = stated_names(module), set(public_names(module))
            if path.name == "__main__.py" or "versions" in path.parts:
                continue  # nobody imports these: Python and alembic run them
            if stated is None and public:
                yield f"{name(path)} has no __all__ for {', '.join(sorted(public))}"
            elif stated is not None and public - stated:
                yield f"{name(path)}: __all__ lacks {', '.join(sorted(public - stated))}"

    expect_none(incomplete())


def stated_names(module: ast.Module) -> set[str] | None:
    """Return what a module's __all__ says."""
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def public_names(module: ast.Module) -> Iterator[str]:
    """Yield what a module defines, not what it imports, without a leading underscore."""
    for node in module.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names = [node.name]
            case ast.Assign(targets=targets, value=value) if not makes_type(value):
                names = [target.id for target in targets if isinstance(target, ast.Name)]
            case ast.AnnAssign(target=ast.Name(id=one)):
                names = [one]
            case _:
                names = []
        yield from (one for one in names if not one.startswith("_"))


def makes_type(value: ast.expr) -> bool:
    """Tell whether a value is a type variable or a marker."""
    return isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in TYPE_MAKERS


IMPORT_ALONE = """
import importlib, sys
for module in sys.stdin.read().split():
    package = module.partition(".")[0]
    for loaded in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[loaded]
    try:
        importlib.import_module(module)
    except BaseException as error:
        print(f"{module}: {type(error).__name__}: {error}")
"""


@pytest.mark.parametrize("source", sorted(REPOSITORY.glob("packages/*/src")), ids=name)
def test_every_module_imports_alone_without_a_warning(source: Path) -> None:
    modules = [
        ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
        for path in source.glob("**/*.py")
        if path.name != "__main__.py" and "versions" not in path.parts and path.name != "env.py"
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALONE],
        input="\n".join(modules),
        capture_output=True,
        text=True,
        check=True,
    )
    assert modules
    assert done.stdout == ""


def test_only_the_core_defines_errors() -> None:
    known = {error.__name__ for error, _ in tree()} | {"Exception", "ValueError", "RuntimeError"}

    def others() -> Iterator[str]:
        for path in SOURCES:
            if path == Path(inspect.getfile(errors)):
                continue
            for node in ast.walk(parse(path)):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
                    if bases & known:
                        yield f"{name(path)}:{node.lineno} {node.name}"

    expect_none(others())


def test_the_drawing_of_the_error_tree_is_true() -> None:
    drawing = (errors.__doc__ or "").partition("::\n\n")[2].rstrip()
    lines = []
    for error, depth in tree():
        others = [base.__name__ for base in error.__bases__ if base.__module__ == "builtins"]
        others = others if depth else []
        lines.append(
            "    " * (depth + 1) + error.__name__ + f" ({', '.join(others)})" * bool(others)
        )
    assert drawing.splitlines() == lines
    assert {error.__name__ for error, _ in tree()} == set(errors.__all__)


def test_every_error_tells_front_ends_how_to_answer() -> None:
    for error, _ in tree():
        assert 400 <= error.status < 600, error
        assert 0 < error.exit_code < 256, error


def test_the_library_only_opens_and_closes() -> None:
    methods = {
        method
        for method, value in (vars(Opened) | vars(Library)).items()
        if not method.startswith("_") and (callable(value) or isinstance(value, classmethod))
    }
    assert methods == {"open", "close"}
