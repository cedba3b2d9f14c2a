"""Values read from text: ids, pointers, dates, places. A reader returns the value, or refuses with a rule.

A value is an annotated type: `Reading` tells pydantic how to read it and editors what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..diagnostics import Rule, closest
from ..kinds import FLAGS, read_flag
from . import rules

__all__ = [
    "TEXT_KINDS",
    "Alarm",
    "Audience",
    "Code",
    "Colour",
    "Corners",
    "Count",
    "Day",
    "DecidingPlace",
    "Degrees",
    "Direction",
    "DirectoryType",
    "Fiche",
    "Flag",
    "Hours",
    "How",
    "Id",
    "Language",
    "Level",
    "Line",
    "Mail",
    "Nature",
    "Period",
    "Place",
    "Pointer",
    "Prose",
    "Reading",
    "Said",
    "Share",
    "Short",
    "Status",
    "TextKind",
    "Tone",
    "Url",
    "is_mail",
    "is_url",
    "read_date",
    "slug_of",
]  # fmt: skip

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_FOLD = str.maketrans("àâäéèêëîïôöùûüÿçœæ", "aaaeeeeiioouuuycoa")
_PLACE_CODE = r"R\d{2}|R9[78]\d|\d{2,3}|\d[\dAB]\d{3}(?:/\d{5})?|2[AB]|\d{9}|france|canton-[0-9a-zAB-]+"
_PLACE = re.compile(rf"(?P<code>{_PLACE_CODE})|[^()]+\((?P<named>{_PLACE_CODE})\)")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_CODE: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "number"}]}
_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"anyOf": [{**_TEXT, "enum": [*FLAGS]}, {"type": "boolean"}]}


def slug_of(text: str) -> str:
    """Return the id nearest to `text`: folded, lower case, hyphens ("Aide loyer" -> "aide-loyer")."""
    return _NOT_ID.sub("-", text.lower().translate(_FOLD)).strip("-")[:60].strip("-")


def is_url(text: object) -> bool:
    """Tell whether a value is the address of a page that may be shown."""
    return isinstance(text, str) and re.fullmatch(_URL, text) is not None


def is_mail(text: object) -> bool:
    """Tell whether a value is a mail address."""
    return isinstance(text, str) and re.fullmatch(_MAIL, text) is not None


def read_date(text: str) -> date | None:
    """Read 24/12/2026, 2026-12-24 or "24 décembre 2026"; None when it is no date."""
    words = text.lower().replace("1er", "1").split()
    if len(words) == 3 and words[1] in _MONTHS:
        text = f"{words[0]}/{_MONTHS.index(words[1]) + 1}/{words[2]}"
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --------------------------------------------------------------------------------------------------------------------
# How pydantic and editors see a value.


@dataclass(frozen=True, eq=False)
class Reading:
    """What reads a value from text, and its JSON Schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def _refuse(rule: Rule, value: str, **fields: object) -> PydanticCustomError:
    return PydanticCustomError(rule.code, "refused", {"value": value[:80], **fields})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text")
    return value.strip()


def _matching(rule: Rule, pattern: str, *, limit: int = 500) -> Callable[[Any], str]:
    """Return a reader of texts that match `pattern` wholly."""
    wanted = re.compile(pattern, re.ASCII)

    def read(value: Any) -> str:
        text = _text(value)
        if not wanted.fullmatch(text) or len(text) > limit:
            raise _refuse(rule, text)
        return text

    return read


def _one_of(*choices: str) -> Reading:
    def read(value: Any) -> str:
        text = _text(value)
        if text not in choices:
            near = next(closest(text, choices), "")
            raise _refuse(rules.BAD_CHOICE, text, choices=" | ".join(choices), near=near)
        return text

    return Reading(read, {**_TEXT, "enum": list(choices)})


# --------------------------------------------------------------------------------------------------------------------
# The readers.


def _id(value: Any) -> str:
    text = _text(value)
    if not _ID.fullmatch(text) or len(text) > 60:
        raise _refuse(rules.BAD_ID, text, mended=slug_of(text) or "mon-identifiant")
    return text


def _flag(value: Any) -> bool:
    text = _text(value)
    found = read_flag(text)
    if found is None:
        raise _refuse(rules.BAD_FLAG, text)
    return found


def _date(value: Any) -> date:
    text = _text(value)
    found = read_date(text)
    if found is None or not 1900 <= found.year <= 2199:
        raise _refuse(rules.BAD_DATE, text)
    return found


_degrees_text = _matching(rules.BAD_NUMBER, r"-?\d{1,3}(?:[.,]\d{1,12})?")


def _degrees(value: Any) -> float:
    return float(_degrees_text(value).replace(",", "."))


_count_text = _matching(rules.BAD_COUNT, r"\d{1,3}")


def _count(value: Any) -> int:
    return int(_count_text(value))


def _place(value: Any) -> str:
    text = _text(value)
    match = _PLACE.fullmatch(text)
    if not match:
        raise _refuse(rules.BAD_PLACE, text)
    return match["code"] or match["named"]


def _share(value: Any) -> str:
    text = _text(value)
    if (flag := read_flag(text)) is not None:
        return "oui" if flag else "non"
    word, _, contact = text.partition(" ")
    if word != "via" or not _ID.fullmatch(contact.strip()):
        raise _refuse(rules.BAD_SHARE, text)
    return f"via {contact.strip()}"


def _hours(value: Any) -> tuple[tuple[str, str], ...] | str:
    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("string_too_short", "empty")
        return value.strip()
    if not isinstance(value, dict):
        raise PydanticCustomError("hours_type", "hours")
    for times in value.values():
        if not isinstance(times, str):
            raise PydanticCustomError("hours_type", "hours")
    return tuple(value.items())


# --------------------------------------------------------------------------------------------------------------------
# The types.

_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_POINTER = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?"
_URL = r"https?://[^\s/?#@<>\"'`\\]+\.[^\s<>\"'`\\]{2,}"
_MAIL = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"

Id: TypeAlias = Annotated[str, Reading(_id, {**_TEXT, "pattern": _ID_PATTERN, "maxLength": 60})]
Pointer: TypeAlias = Annotated[
    str, Reading(_matching(rules.BAD_POINTER, _POINTER, limit=121), {**_TEXT, "pattern": r"^[a-z0-9-]+(/[a-z0-9-]+)?$"})
]
DirectoryType: TypeAlias = Annotated[
    str, Reading(_matching(rules.BAD_DIRECTORY_TYPE, "[a-z0-9]+(?:_[a-z0-9]+)*"), {**_TEXT, "pattern": "^[a-z0-9_]+$"})
]
Flag: TypeAlias = Annotated[bool, Reading(_flag, _FLAG)]
Day: TypeAlias = Annotated[date, Reading(_date, _TEXT)]
Url: TypeAlias = Annotated[str, Reading(_matching(rules.BAD_URL, _URL), {**_TEXT, "pattern": "^https?://"})]
Mail: TypeAlias = Annotated[str, Reading(_matching(rules.BAD_MAIL, _MAIL), {**_TEXT, "pattern": r"^[^@\s]+@[^@\s]+$"})]
Colour: TypeAlias = Annotated[
    str,
    Reading(
        _matching(rules.BAD_COLOUR, "#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"),
        {**_TEXT, "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
    ),
]
Degrees: TypeAlias = Annotated[float, Reading(_degrees, _CODE)]
Count: TypeAlias = Annotated[int, Reading(_count, _CODE)]
Place: TypeAlias = Annotated[str, Reading(_place, _CODE)]
Period: TypeAlias = Annotated[
    str, Reading(_matching(rules.BAD_PERIOD, r"\d{1,3} (?:jours?|semaines?|mois|ans?)"), _TEXT)
]
Fiche: TypeAlias = Annotated[
    str, Reading(_matching(rules.BAD_FICHE, r"[FNR]\d{1,6}"), {**_TEXT, "pattern": "^[FNR][0-9]{1,6}$"})
]
Share: TypeAlias = Annotated[
    str,
    Reading(_share, {"anyOf": [*_FLAG["anyOf"], {**_TEXT, "pattern": "^via [a-z0-9-]+$"}]}),
]
Line: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Short: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Prose: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Said: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True)]
Code: TypeAlias = Annotated[Line, WithJsonSchema(_CODE)]
Hours: TypeAlias = Annotated[
    Any, Reading(_hours, {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]})
]
Level: TypeAlias = Annotated[
    str, _one_of("commune", "intercommunalite", "departement", "region", "etat", "operateur", "association")
]
Status: TypeAlias = Annotated[str, _one_of("demo", "pilot", "live")]
Nature: TypeAlias = Annotated[str, _one_of("body", "service", "team", "person")]
DecidingPlace: TypeAlias = Annotated[str, _one_of("residence", "event", "any", "none")]
Alarm: TypeAlias = Annotated[str, _one_of("banner", "block", "listed")]
How: TypeAlias = Annotated[str, _one_of("call", "sms", "chat")]
Direction: TypeAlias = Annotated[str, _one_of("ltr", "rtl")]
Language: TypeAlias = Annotated[
    str,
    _one_of(
        "am", "ar", "bg", "bn", "de", "el", "en", "es", "fa", "fr", "hi", "hu", "hy", "it", "ka", "ku", "lt", "nl",
        "pl", "ps", "pt", "ro", "ru", "sk", "so", "sq", "sr", "ta", "ti", "tr", "uk", "ur", "vi", "zh",
    ),
]  # fmt: skip
Corners: TypeAlias = Annotated[str, _one_of("none", "soft", "round")]
Tone: TypeAlias = Annotated[str, _one_of("sober", "soft", "vivid")]
Audience: TypeAlias = Annotated[str, _one_of("moi", "proche", "témoin", "agent")]
TEXT_KINDS = (
    "title", "ask", "answer", "help", "text", "step", "tell", "after", "plain", "emergency", "alert", "page", "screen",
)  # fmt: skip
TextKind: TypeAlias = Annotated[str, _one_of(*TEXT_KINDS)]
