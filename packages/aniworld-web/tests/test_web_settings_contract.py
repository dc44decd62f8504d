"""The operations on settings keep their word where a file can be changed, whatever is sent (T23)."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.applications import Starlette

from aniworld_core.config import load
from aniworld_core.library import Library
from aniworld_core.services.settings import Settings
from aniworld_web.app import create_app
from aniworld_web.rest import settings as rest
from aniworld_web.rest import settings_backups
from aniworld_web.rest.openapi import document
from aniworld_web.rest.openapi.document import address_of
from aniworld_web.rest.operation import Operation

OPERATIONS = (*rest.OPERATIONS, *settings_backups.OPERATIONS)
WRITING = [one for one in OPERATIONS if one.method != "GET" and one.body is not None]
SCHEMA = schemathesis.openapi.from_dict(document(OPERATIONS))


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """Return a settings file that has no more than a library."""
    file = tmp_path / "config.toml"
    file.write_text(f'library = "{root}"\ndata = "{tmp_path / "data"}"\n')
    return file


@pytest.fixture
def app(library: Library, file: Path) -> Starlette:
    return create_app(library, settings=Settings(file))


@pytest.mark.parametrize("operation", WRITING, ids=lambda one: f"{one.method} {one.path}")
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_an_operation_keeps_its_word(
    operation: Operation, mode: GenerationMode, client: httpx.Client, file: Path
) -> None:
    described = SCHEMA[address_of(operation)][operation.method]

    @settings(
        max_examples=15,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=described.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        # A value that the schema allows can still be refused by a rule of its setting, with a 422.
        case.call_and_validate(
            base_url=str(client.base_url),
            headers={"Authorization": client.headers["Authorization"]},
            excluded_checks=[positive_data_acceptance],
        )

    ask()
    load(file)  # what stands in the file is in order, whatever was sent
