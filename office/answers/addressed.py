"""The answer that an address names."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from office.answers.files import find
from office.context import office_of


def addressed(request: Request) -> tuple[str, Mapping[str, Any]]:
    """Return the id in an address, and that answer as it is written.

    Raises:
        HTTPException: 404, where there is no such answer; KnowledgeError: when the files cannot be read.
            Endpoints make a page of both.
    """
    entry_id = request.path_params["entry_id"]
    data = find(office_of(request).shelf.folder, entry_id)
    if data is None:
        raise HTTPException(404)
    return entry_id, data
