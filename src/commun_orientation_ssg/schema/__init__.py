"""The shape of every document kind: one declaration for validation, editor completion and reference pages.

`values` reads text, `fields` says how a key is described, the documents stand in `journeys`, `contacts`, `partners`,
`words`, `danger` and `plain_words`, `overlays` derives what a partner may write over them, `binding` turns a tree into
a document or into located findings, and `export` writes the JSON Schema. Rules that need more than one item belong to
`resolve` and `checks`.
"""

from .binding import bind, plain
from .danger import Danger, Sign
from .documents import MODELS
from .export import json_schema
from .fields import Doc
from .overlays import overlay_of
from .plain_words import Budget, Explained, Jargon, PlainWords
from .values import is_mail, is_url, read_date, slug_of
from .words import Lexicon

__all__ = [
    "MODELS", "Budget", "Danger", "Doc", "Explained", "Jargon", "Lexicon", "PlainWords", "Sign", "bind", "is_mail",
    "is_url", "json_schema", "overlay_of", "plain", "read_date", "slug_of",
]  # fmt: skip
