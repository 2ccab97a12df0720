"""What is answered to programs where something went wrong? A problem as JSON (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from firsthand.show.present import as_json


def problem(status: HTTPStatus, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """The problem in a form that any program reads; `why` is a sentence for people."""
    told = as_json({"type": "about:blank", "title": status.phrase, "status": status.value, "detail": why})
    return Response(told, status, headers=dict(headers or {}), media_type="application/problem+json")
