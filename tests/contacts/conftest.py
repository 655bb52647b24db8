import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from accounts.models import User


@dataclass
class Api:
    """Somebody's browser that speaks JSON to /v1/contacts."""

    client: Client

    def __call__(
        self, method: str, path: str = "", body: Any = None, *, if_match: str | None = None
    ) -> Any:
        return self.client.generic(
            method,
            f"/v1/contacts{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"if-match": if_match} if if_match else {},
        )

    def created(self, **body: Any) -> dict[str, Any]:
        response = self("POST", "", body)
        assert response.status_code == 201, response.content
        made: dict[str, Any] = response.json()
        return made


@pytest.fixture
def api_of(client_of: Callable[[User], Client]) -> Callable[[User], Api]:
    return lambda user: Api(client_of(user))


@pytest.fixture
def api(api_of: Callable[[User], Api], agent: User) -> Api:
    """The agent's: what everybody with contacts may do."""
    return api_of(agent)
