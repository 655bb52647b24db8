"""How drf-spectacular reads our views: every operation can also answer a problem document."""

from collections import defaultdict
from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.serializers import EmailField, ListSerializer

from callcrm.api.problems import PROBLEM_TYPE, PROBLEMS, Problem

PROBLEM_REFERENCE = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": (
        "What went wrong, as RFC 9457 says it. Decide by `code`; show people `detail`. Some codes "
        "add members of their own, such as `contact_id` of `duplicate_phone`."
    ),
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what to do."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "code": {"type": "string", "enum": sorted(PROBLEMS)},
        "request_id": {"type": "string", "description": "Find it in the server's log."},
        "retryable": {
            "type": "boolean",
            "description": "Whether the same request may succeed later.",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string", "description": "Nested names join by a dot."},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
                "required": ["field", "code", "message"],
            },
        },
    },
    "required": [
        *("type", "title", "status", "detail", "instance"),
        *("code", "request_id", "retryable", "errors"),
    ],
}
HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}},
    503: {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}},
}


def problems(*codes: str) -> dict[tuple[int, str], dict[str, Any]]:
    """What a view adds to `responses` of `extend_schema`: the problems that only it can answer."""
    return {(PROBLEMS[code].status, PROBLEM_TYPE): PROBLEM_REFERENCE for code in codes}


def problem_responses() -> dict[str, dict[str, Any]]:
    """By status: the documented answer, with the codes that it may carry."""
    by_status: dict[int, list[tuple[str, Problem]]] = defaultdict(list)
    for code, problem in PROBLEMS.items():
        by_status[problem.status].append((code, problem))
    return {
        str(status): {
            "description": "\n".join(f"- `{code}`: {problem.title}" for code, problem in rows),
            "content": {PROBLEM_TYPE: {"schema": PROBLEM_REFERENCE}},
            **({"headers": HEADERS[status]} if status in HEADERS else {}),
        }
        for status, rows in by_status.items()
    }


class ProblemAwareSchema(AutoSchema):
    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        declared = {status for status, response in responses.items() if is_problem(response)}
        for status in sorted(declared | self.usual_problems() - responses.keys()):
            answer = ResolvedComponent(  # type: ignore[no-untyped-call]  # has no types
                f"Problem{status}",
                ResolvedComponent.RESPONSE,
                schema=problem_responses()[status],
                object=Problem,
            )
            self.registry.register_on_missing(answer)
            responses[status] = answer.ref
        return responses

    def get_summary(self) -> str:
        return super().get_summary() or self.get_operation_id().replace("_", " ").capitalize()

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ANN401
        """Our lists name the serializer of the whole page: there is nothing to wrap."""
        return isinstance(serializer, ListSerializer)

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:  # noqa: ANN401
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if isinstance(field, EmailField) and field.read_only:
            schema.pop("format", None)  # it may be empty, which is no address
        # That nothing is the default of what may be left out says nothing, and breaks minLength.
        for option in (schema, *schema.get("oneOf", ())):
            if option.get("default") == "":
                del option["default"]

    def usual_problems(self) -> set[str]:
        """The statuses that can come back without the view saying so."""
        statuses = {"400", "500", "503"}
        if self.view.get_authenticators():
            statuses |= {"401", "403"}
        if "{" in self.path:
            statuses |= {"404"}
        if self._get_request_body():  # type: ignore[no-untyped-call]
            statuses |= {"413", "415"}
        return statuses


def is_problem(response: dict[str, Any]) -> bool:
    return list(response.get("content", ())) == [PROBLEM_TYPE]


class BearerToken(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "accounts.authentication.TokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:  # noqa: ARG002
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A phone's token (`manage.py create_device`) or a person's "
            "(`manage.py create_token`). Valid until revoked.",
        }


class BrowserSession(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "accounts.authentication.SessionAuthentication"
    name = ["session", "csrf"]  # noqa: RUF012 - the library's own declaration

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[Any]]:
        return {"session": []} if auto_schema.method == "GET" else {"session": [], "csrf": []}

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, Any]]:  # noqa: ARG002
        return [
            {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "A signed-in person's browser.",
            },
            {
                "type": "apiKey",
                "in": "header",
                "name": "X-CSRFToken",
                "description": "The value of the cookie `csrftoken`; only for requests that write.",
            },
        ]
