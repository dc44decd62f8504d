"""The description of the REST interface in the form of OpenAPI 3.1, made from the table of operations."""

from aniworld_web.rest.openapi.document import document

__all__ = ["document"]
