"""The REST interface is what OpenAPI says it is: every operation, asked by schemathesis (T23)."""

import os
import re
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from aniworld_web.rest.openapi import document
from aniworld_web.rest.openapi.document import address_of
from aniworld_web.rest.operation import Operation
from aniworld_web.rest.table import OPERATIONS

CASES = int(os.environ.get("ANIWORLD_CONTRACT_CASES", "8"))
SCHEMA: BaseSchema = schemathesis.openapi.from_dict(document(OPERATIONS))


def name(operation: Operation) -> str:
    return f"{operation.method} {address_of(operation)}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_an_operation_keeps_its_word(operation: Operation, client: httpx.Client) -> None:
    described = SCHEMA[address_of(operation)][operation.method]
    takes_nothing = not (described.body or described.query or described.path_parameters)
    for mode in GenerationMode:
        if mode.is_negative and takes_nothing:
            continue
        ask(client, described.as_strategy(generation_mode=mode))


def ask(client: httpx.Client, cases: SearchStrategy[Case[Any]]) -> None:
    headers = {"Authorization": client.headers["Authorization"]}

    @settings(
        max_examples=CASES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=cases)
    def asking(case: Case[Any]) -> None:
        # What follows the schema can still break a rule that no schema can tell (an installed provider,
        # a folder that is there): that is answered with a documented 422.
        case.call_and_validate(
            base_url=str(client.base_url),
            headers=headers,
            excluded_checks=[positive_data_acceptance],
        )

    asking()


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_only_who_is_signed_in_gets_in(operation: Operation, stranger: httpx.Client) -> None:
    path = re.sub(r"\{\w+\}", "1", address_of(operation))
    if operation.scope is None:
        pytest.skip("it is open to everybody")
    answer = stranger.request(operation.method, path, json={})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_no_two_operations_have_one_address() -> None:
    assert len({name(one) for one in OPERATIONS}) == len(OPERATIONS)


def test_every_object_has_a_plain_name_of_its_own() -> None:
    names = SCHEMA.raw_schema["components"]["schemas"]
    assert [one for one in names if not one.isidentifier()] == []
