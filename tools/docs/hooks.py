"""The page of hooks: signature, meaning and a complete plugin for each."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

from tools.docs.markdown import GENERATED, doc

__all__ = ["EXAMPLES", "Hook", "hooks", "page", "signature"]

Hook = FunctionType

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
_SPECIFICATIONS = ("aniworld_core.hookspecs", "aniworld_cli.hookspecs")

_INTRODUCTION = """
A plugin is an ordinary Python package: a module that holds hook functions, and one entry point in
the group `aniworld`:

```toml
[project]
name = "aniworld-example"
version = "1.0"
dependencies = ["aniworld-core"]

[project.entry-points.aniworld]
example = "aniworld_example"
```

The module is loaded at every start, so import heavy things inside the hook; leave out arguments
that you do not need. A plugin that fails is shown as broken by `aniw plugins` and stops nothing
else. What hooks give are protocols of `aniworld_core.ports`: no class has to be inherited, and
`aniworld_core.testing` has a contract test for each.

Every example below is the smallest plugin module that works, from `docs/examples/`, and the tests
run it. It shows the hook and need not fulfil the contract of its port: begin with the
[guide](plugins.md) and `aniw plugins new`, which writes a plugin that does.
"""


def page() -> str:
    """Return docs/hooks.md."""
    return "\n".join([f"# Hooks\n\n{GENERATED}\n{_INTRODUCTION}", *map(_section, hooks())])


def hooks() -> Iterator[Hook]:
    """Yield every hook specification, the core's first."""
    for name in _SPECIFICATIONS:
        yield from _specifications(importlib.import_module(name))


def signature(hook: Hook) -> str:
    """Return a hook's signature exactly as its source states it, on one line."""
    source = ast.parse(inspect.getsource(hook)).body[0]
    if not isinstance(source, ast.FunctionDef):
        raise TypeError(f"{hook.__name__} is no function.")
    result = ast.unparse(source.returns) if source.returns else "None"
    text = f"def {source.name}({ast.unparse(source.args)}) -> {result}"
    return text.replace("'", "").replace('"', "")


def _specifications(module: ModuleType) -> Iterator[Hook]:
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and name.startswith("aniworld_"):
            yield value


def _section(hook: Hook) -> str:
    options = getattr(hook, "aniworld_spec", {})
    kind = (
        "The first plugin that returns something wins."
        if options.get("firstresult")
        else "What all plugins return is collected."
    )
    example = (EXAMPLES / f"{hook.__name__}.py").read_text("utf-8").strip()
    return (
        f"## {hook.__name__}\n\n```text\n{signature(hook)}\n```\n\n{doc(hook)}\n\n{kind}\n\n"
        f"```python\n{example}\n```\n"
    )
