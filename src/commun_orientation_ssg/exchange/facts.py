"""What official files write to facts that we can show: numbers, addresses of mail and web, days and hours. Pure.

A fact that is not sure is left out and told; its contact stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..diagnostics import Rule
from ..hours import DAYS, Span
from ..phones import PhoneCost, PhoneNumber, PhoneProblem, classify
from ..records import RecordPhone
from . import rules

__all__ = ["Slot", "Tell", "line_of", "mails_and_urls", "minutes", "opening", "phones", "urls"]

Tell = Callable[[Rule, str], None]
"""Takes what was left out: the rule, and the value as it was written."""

Slot = tuple[str, str, tuple[tuple[str, str], ...], str]
"""First day, last day, (opens, closes) pairs as written, comment."""

_URL = re.compile(r"https?://[^\s/?#@<>\"'`\\]+\.[^\s<>\"'`\\]{2,}", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)[^\s/?#@<>\"'`\\]+\.[a-z]{2,}(?:/[^\s<>\"'`\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PAID = re.compile(r"payant|major[ée]|surtax", re.IGNORECASE)
_PRICE = re.compile(
    r"num[ée]ro (?:gris|vert|violet)|co[ûu]t|tarif|prix d.un appel|€|\beuros?\b|service gratuit", re.IGNORECASE
)
_COSTLY_NUMBER = re.compile(r"\b0 ?8[ .]?[1-9]")
_RESTRICTS = re.compile(
    r"uniquement|seulement|exclusivement|\bque sur\b|ferm|sauf|\bhors\b|vacances|cong[ée]s|p[ée]riode|saison|été|hiver"
    r"|janvier|f[ée]vrier|mars|avril|\bmai\b|juin|juillet|août|septembre|octobre|novembre|d[ée]cembre"
    r"|\bselon\b|\bmois\b|semaine|\b1 ?er|\b[1-5] ?e\b|\bpairs?\b|paires|impaire|altern|variable|\bdu \d",
    re.IGNORECASE,
)
_MEETING = re.compile(r"rendez-?\s?vous|\brdv\b", re.IGNORECASE)
_BY_PHONE = re.compile(r"(?:accueil|permanence) t[ée]l[ée]phonique", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})[:hH](\d{2})?(?::\d{2})?")
_LONGEST = 280


def line_of(value: object, longest: int = _LONGEST) -> str:
    """Return a text on one line, without what does not print; cut at a word when it is too long."""
    if not isinstance(value, str) or not value:
        return ""
    if len(value) <= longest and value.isprintable() and "  " not in value and value[0] != " " != value[-1]:
        return value  # nearly all of them
    text = " ".join(value.split())
    if not text.isprintable():
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def phones(found: Iterable[tuple[str, str]], tell: Tell) -> tuple[RecordPhone, ...]:
    """Return the numbers that people may call, from (number, remark) pairs; a surcharged one is left out."""
    kept: dict[str, RecordPhone] = {}
    for text, remark in found:
        if text.strip():
            for phone in _phone(line_of(text), line_of(remark, 120), tell):
                kept.setdefault(phone.number, phone)
    return tuple(kept.values())


def _phone(text: str, remark: str, tell: Tell) -> Iterator[RecordPhone]:
    for part, found in _numbers(text):
        if isinstance(found, PhoneProblem):
            tell(rules.BAD_PHONE, part)
        elif found.cost is PhoneCost.SURCHARGED or _PAID.search(remark):
            tell(rules.COSTLY_PHONE, part)
        else:
            label = "" if not remark or _PRICE.search(remark) or _COSTLY_NUMBER.search(remark) else remark
            yield RecordPhone(found.display.replace("\u00a0", " "), label[:1].upper() + label[1:])


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[tuple[str, PhoneNumber | PhoneProblem], ...]:
    """Return each number as it was written, and what it is; several only when all of them are numbers."""
    found = classify(text)
    if isinstance(found, PhoneProblem):
        pieces = re.split(r"[,;/]|\bou\b|\bet\b|(?<=\d\d) +(?=0\d \d\d \d\d \d\d \d\d$)", text)
        parts = tuple((part.strip(), classify(part.strip())) for part in pieces if part.strip())
        if len(parts) > 1 and not any(isinstance(each, PhoneProblem) for _, each in parts):
            return parts
    return ((text, found),)


def mails_and_urls(mails: Iterable[str], pages: Iterable[str], tell: Tell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return mail addresses and pages; a page written in the place of a mail address goes where it belongs."""
    kept: list[str] = []
    moved: list[str] = []
    for text in mails:
        for part in re.split(r"[;,\s]+", text.strip()) if "://" not in text else [text.strip()]:
            part = part.removeprefix("mailto:").rstrip(".")
            if _MAIL.fullmatch(part):
                kept.append(part)
            elif part and (_URL.fullmatch(part) or _HOST.fullmatch(part)):
                tell(rules.MOVED_URL, part)
                moved.append(part)
            elif part:
                tell(rules.BAD_MAIL, line_of(part, 80))
    return tuple(dict.fromkeys(kept)), tuple(urls([*pages, *moved], tell))


def urls(pages: Iterable[str], tell: Tell) -> list[str]:
    """Return web addresses, each once."""
    kept: list[str] = []
    for text in pages:
        page = text.strip()
        page = f"http://{page}" if _HOST.fullmatch(page) else page
        if _URL.fullmatch(page):
            kept.append(page)
        elif page:
            tell(rules.BAD_URL, line_of(page, 80))
    return list(dict.fromkeys(kept))


# --- Days and hours.


def minutes(text: str) -> int | None:
    """Return the minutes from midnight of "08:30:00" or "8h30"; None when there is no such hour. 23:59 is midnight."""
    found = _TIME.fullmatch(text.strip(" '"))  # a spreadsheet left its mark in some
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    if minute > 1440 or int(found[2] or 0) > 59:
        return None
    return 1440 if minute == 1439 else minute


Said = tuple[tuple[str, str], ...] | str
"""Hours as a record has them: days to times in the words of the YAML, or a text that nobody computes."""


@lru_cache(maxsize=8192)
def opening(slots: tuple[Slot, ...], remark: str = "") -> tuple[Said, str, str]:
    """Return hours, what is said of appointments and exceptions, and what could not be read.

    With a remark that limits them ("fermé en août", "uniquement sur rendez-vous") they are a text: shown with the
    remark, and never as open now.

    Args:
        remark: what is said of the whole week.
    """
    days: list[list[Span]] = [[] for _ in DAYS]
    limits: list[str] = []
    notes: list[str] = []
    for first, last, pairs, comment in slots:
        span_days = _span_of(first, last)
        spans = _spans(pairs)
        if span_days is None or spans is None:
            shown = f"{first}-{last} " + ", ".join(f"{opens}-{closes}" for opens, closes in pairs)
            return "", "", line_of(shown, 80)
        for day in span_days:
            days[day] += spans
        _sort_remark(line_of(comment), limits, notes)
    _sort_remark(line_of(remark), limits, notes)
    note = line_of(" ".join(dict.fromkeys(notes)))
    lines = _lines([_joined(spans) for spans in days])
    if limits:
        words = " ; ".join(f"{label} : {times}" for label, times in lines)
        remarks = " ".join(dict.fromkeys(limits))
        return line_of(f"{words}. {remarks}" if words else remarks), note, ""
    return lines, note, ""


def _lines(days: list[tuple[Span, ...]]) -> tuple[tuple[str, str], ...]:
    """Return ("lundi-vendredi", "8h30-12h, 13h30-17h") pairs; seven days a week says nothing of public holidays."""
    found: list[tuple[str, str]] = []
    first = 0
    for day in range(1, 8):
        if day == 7 or days[day] != days[first]:
            if days[first]:
                label = DAYS[first] if first == day - 1 else f"{DAYS[first]}-{DAYS[day - 1]}"
                found.append(
                    (label, ", ".join(f"{_hour(span.start_min)}-{_hour(span.end_min)}" for span in days[first]))
                )
            first = day
    return (*found, ("jours fériés", "horaires non précisés")) if found and all(days) else tuple(found)


def _hour(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}h{rest:02d}" if rest else f"{hour}h"


def _sort_remark(text: str, limits: list[str], notes: list[str]) -> None:
    if text:
        harmless = not _RESTRICTS.search(text) and (_MEETING.search(text) or _BY_PHONE.match(text))
        (notes if harmless else limits).append(text)


@lru_cache(maxsize=256)
def _span_of(first: str, last: str) -> tuple[int, ...] | None:
    names = [name.strip().casefold() for name in (first, last or first)]
    if any(name not in DAYS for name in names):
        return None
    start, end = (DAYS.index(name) for name in names)
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))


def _spans(pairs: tuple[tuple[str, str], ...]) -> list[Span] | None:
    spans = []
    for opens, closes in pairs:
        start, end = minutes(opens), minutes(closes)
        if start is None or end is None:
            return None
        if start == end:  # "00:00 - 00:00" is an empty slot in real files
            continue
        if end == 0:
            end = 1440
        if end < start:
            return None
        spans.append(Span(start, end))
    return spans


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Sort the spans of a day and join those that touch: real files repeat them."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start_min <= kept[-1].end_min:
            span = Span(kept[-1].start_min, max(kept.pop().end_min, span.end_min))
        kept.append(span)
    return tuple(kept)
