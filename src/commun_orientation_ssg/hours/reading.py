"""What a referent writes (`lundi-vendredi: 8h30-12h, 13h30-17h`) to a `Week`, with located findings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from commun_orientation_ssg.diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity, closest

from .week import DAYS, EVENING, HOLIDAYS, MIDNIGHT, MORNING, NOON, HolidayRule, Span, Week

__all__ = ["Entry", "parse_hours"]

Entry = tuple[str, str, Location, Location]
"""One line of an `hours:` mapping: key text, value text, location of the key, location of the value."""

_EXPECTED = Bilingual(
    "des heures comme « 8h30-12h, 13h30-17h », « 24h/24 », « fermé » ou « sur rendez-vous »",
    'hours such as "8h30-12h, 13h30-17h", "24h/24", "fermé" or "sur rendez-vous"',
)
_EXPECTED_DAY = Bilingual(
    "un jour ou des jours : « lundi », « lundi-vendredi », « mardi et jeudi », « tous les jours », « jours fériés »",
    'a day or days: "lundi", "lundi-vendredi", "mardi et jeudi", "tous les jours", "jours fériés"',
)
EMPTY = Rule(
    "hours-empty",
    Severity.ERROR,
    Bilingual("les horaires sont vides", "the opening hours are empty"),
    _EXPECTED,
    Bilingual("écrivez les heures, ou retirez la ligne.", "write the hours, or remove the line."),
)
UNKNOWN_DAY = Rule(
    "unknown-day",
    Severity.ERROR,
    Bilingual("« {day} » n'est pas un jour", '"{day}" is not a day'),
    _EXPECTED_DAY,
)
DUPLICATE_DAY = Rule(
    "duplicate-day",
    Severity.ERROR,
    Bilingual("les heures de « {day} » sont écrites deux fois", 'the hours of "{day}" are written twice'),
    Bilingual("chaque jour une seule fois", "each day only once"),
    Bilingual(
        "mettez toutes les heures de ce jour sur une ligne : « 9h-12h, 14h-17h ».",
        'put all the hours of that day on one line: "9h-12h, 14h-17h".',
    ),
)
UNREADABLE = Rule(
    "unreadable-hours",
    Severity.ERROR,
    Bilingual("« {hours} » ne se lit pas comme des heures", '"{hours}" does not read as hours'),
    _EXPECTED,
)
OUT_OF_RANGE = Rule(
    "hour-out-of-range",
    Severity.ERROR,
    Bilingual("« {hours} » contient une heure qui n'existe pas", '"{hours}" holds an hour that does not exist'),
    Bilingual("des heures de 0h à 24h, des minutes de 00 à 59", "hours from 0h to 24h, minutes from 00 to 59"),
)
BACKWARDS = Rule(
    "closing-before-opening",
    Severity.ERROR,
    Bilingual("« {hours} » ferme avant d'ouvrir", '"{hours}" closes before it opens'),
    Bilingual(
        "l'ouverture puis la fermeture, le même jour ; une nuit commence à 17h ou après et finit à 9h ou avant",
        "opening then closing, on one day; a night starts at 17h or later and ends at 9h or earlier",
    ),
    Bilingual(
        "échangez les deux heures, ou coupez à minuit : « 22h-minuit » puis, le lendemain, « minuit-6h ».",
        'swap the two hours, or cut at midnight: "22h-minuit" then, the next day, "minuit-6h".',
    ),
)
OVERLAP = Rule(
    "overlapping-hours",
    Severity.ERROR,
    Bilingual("deux plages de « {day} » se chevauchent", 'two ranges of "{day}" overlap'),
    Bilingual("des plages qui se suivent, une nuit comprise", "ranges that follow one another, a night included"),
    Bilingual(
        "vérifiez la fin de la première et le début de la seconde.",
        "check where the first ends and the second starts.",
    ),
)
NO_DAY = Rule(
    "hours-without-day",
    Severity.WARNING,
    Bilingual("ces heures ne disent pas quels jours", "these hours do not say which days"),
    _EXPECTED_DAY,
    Bilingual("écrivez par exemple « lundi-vendredi: {hours} ».", 'write for instance "lundi-vendredi: {hours}".'),
)

_EVERY_DAY = tuple(range(7))
_LONGEST = 400  # characters; beyond, nobody wrote hours, and reading stays quick whatever the input
_PH = 7  # the eighth "day" while reading: public holidays
_GROUPS: dict[str, tuple[int, ...]] = {
    "tous les jours": _EVERY_DAY,
    "tlj": _EVERY_DAY,
    "semaine": (0, 1, 2, 3, 4),
    "en semaine": (0, 1, 2, 3, 4),
    "week-end": (5, 6),
    "weekend": (5, 6),
    "week end": (5, 6),
    "week-ends": (5, 6),
    "jours feries": (_PH,),
    "jour ferie": (_PH,),
    "feries": (_PH,),
}
_WORDS_ONLY = re.compile(
    r"rendez-?\s?vous|\brdv\b|sur deux|\bpaires?\b|\bimpaires?\b|\bselon\b|\bvariables?\b|\bsauf\b|\bhors\b"
    r"|\bexcepte\b|\bpermanences?\b|\bvacances\b|\bdu mois\b|\bper[iy]odes?\b|\bete\b|\bhiver\b|\bsaison\b|\b1 ?ers?\b"
    r"|\b[1-5] ?e(?:me)?s?\b"
    r"|\bpremiers?\b|\bdeuxiemes?\b|\btroisiemes?\b|\bquatriemes?\b|\bderniers?\b|\ba partir\b|\bpossible\b"
)
_EXCEPT = re.compile(r"\b(?:sauf|hors|excepte|tous)\b")
_USUAL_WORDS = frozenset({"ouvert", "horaires habituels", "comme d'habitude", "habituel", "idem"})
_UNKNOWN_WORDS = frozenset({"horaires non precises", "non precise", "non precises", "inconnu", "a verifier"})
_EVERY_DAY_WORDS = re.compile(r"\b7 ?(?:j|jours?) ?(?:/|sur) ?7(?: ?j)?\b")
_ALL_DAY_WORDS = re.compile(r"\b24 ?h? ?(?:/|sur) ?24(?: ?h)?\b|^(?:toute la journee|jour et nuit)$")
_TIME = r"(midi|minuit|\d{1,2} ?(?:h|heures?|:) ?(?:\d{2})?)"
_RANGE = re.compile(rf"(?:ouvert )?(?:de |des )?{_TIME} ?(?:-|a|jusqu'a) ?{_TIME}")
_LEAD = re.compile(r"^(?:du |le |les |chaque |tous les |ouvert )+")


def parse_hours(
    source: str | Iterable[Entry], location: Location, *, holidays: HolidayRule = HolidayRule.CLOSED
) -> tuple[Week, list[Diagnostic]]:
    """Read opening hours as French people write them.

    Args:
        source: one text (`24h/24`, `7j/7, 9h-20h`, `sur rendez-vous`), or the lines of a mapping of days to ranges.
        location: of the whole `hours` value.
        holidays: what holds when the lines say nothing of public holidays; "every day" and 24h/24 then mean USUAL.

    Returns:
        the week, and findings located at the key or the value they speak of; with errors, what was readable.
    """
    if isinstance(source, str):
        return _read_text(source, location, holidays)
    entries = list(source)
    reader = _Reader(holidays)
    if not entries:
        reader.found.append(EMPTY.at(location))
    for entry in entries:
        reader.read(*entry)
    return reader.week(), reader.found


def _read_text(text: str, location: Location, holidays: HolidayRule) -> tuple[Week, list[Diagnostic]]:
    """A text is computed when every word is understood; otherwise it is kept as it is, without a finding."""
    plain = _plain(text)
    if not plain:
        return Week(), [EMPTY.at(location)]
    reader = _Reader(holidays)
    for key, value in _lines_of_text(plain) if len(plain) <= _LONGEST else ():
        reader.read(key, value, location, location)
    if reader.keys and not reader.found and not reader.words:
        return reader.week(), []
    ranges, problem = _read_ranges(plain)
    found = [NO_DAY.at(location, hours=_short(text))] if ranges and not problem else []
    return Week(((),) * 7, HolidayRule.UNKNOWN, (), _EVERY_DAY, _squeeze(text)), found


def _lines_of_text(plain: str) -> Iterator[tuple[str, str]]:
    """Cut "du lundi au jeudi de 9h a 12h ; vendredi 9h-12h" into (days, ranges); 24h/24 needs no day."""
    for part in plain.split(";"):
        every_day = _EVERY_DAY_WORDS.search(part)
        rest = _EVERY_DAY_WORDS.sub("", part).strip(" ,:")
        if every_day or rest == "ferme" or _ALL_DAY_WORDS.fullmatch(rest):
            yield "tous les jours", rest
        else:
            days = re.match(r"[^\d]*?(?=[ ,:]*(?:\bde |\bdes )?(?:\d|\bmidi\b|\bminuit\b|\bferme))", part)
            cut = days.end() if days else len(part)
            yield part[:cut].strip(" ,:"), part[cut:].strip(" ,:")


class _Reader:
    """Collects the lines of one mapping: spans by day, days in words, findings."""

    def __init__(self, holidays: HolidayRule) -> None:
        self.holidays = holidays
        self.found: list[Diagnostic] = []
        self.keys: dict[int, Location] = {}
        self.words: list[str] = []
        self._spans: list[tuple[int, Span, Location]] = []
        self._unsure: set[int] = set()
        self._stated: HolidayRule | None = None

    def read(self, key: str, value: str, key_at: Location, value_at: Location) -> None:
        """Read one line: which days, then which hours."""
        plain_key, plain = _plain(key), _plain(value)
        if _WORDS_ONLY.search(plain_key):
            named = [day for day, name in enumerate(DAYS) if re.search(rf"\b{name}s?\b", plain_key)]
            days: tuple[int, ...] = tuple(named) if len(named) == 1 and "sauf" not in plain_key else _EVERY_DAY
            self._keep_words(days, key, value)
            return
        days = self._days(plain_key, key, key_at)
        self._hours(self._once(days, key_at), key, value, plain, value_at)
        if set(_EVERY_DAY) <= set(days) and self._spans and self.holidays is HolidayRule.CLOSED:
            self.holidays = HolidayRule.USUAL

    def _days(self, plain: str, key: str, at: Location) -> tuple[int, ...]:
        if len(plain) > _LONGEST:
            self.found.append(UNKNOWN_DAY.at(at, day=_short(key)))
            return ()
        days: list[int] = []
        for part in re.split(r" ?[,/&+;] ?| et | ou ", _EVERY_DAY_WORDS.sub("tous les jours", plain)):
            found = _days_of(part)
            if found is None:
                self.found.append(_unknown_day(part or key, at))
            days += found or ()
        return tuple(days)

    def _once(self, days: tuple[int, ...], at: Location) -> list[int]:
        """Return the days not written yet, reporting the others once per line."""
        fresh = [day for day in dict.fromkeys(days) if day not in self.keys]
        again = [day for day in days if day in self.keys] or [day for day in days if days.count(day) > 1]
        if again:
            note = Note(Bilingual("déjà écrit ici", "already written here"), self.keys.get(again[0], at))
            self.found.append(DUPLICATE_DAY.at(at, notes=[note], day=_day_name(again[0])))
        self.keys.update(dict.fromkeys(fresh, at))
        return fresh

    def _hours(self, days: list[int], key: str, value: str, plain: str, at: Location) -> None:
        if not plain:
            self.found.append(EMPTY.at(at))
        elif _PH in days and plain in _USUAL_WORDS:
            self._stated = HolidayRule.USUAL
        elif _WORDS_ONLY.search(plain) or plain in _UNKNOWN_WORDS:
            self._keep_words(days, key, value)
        else:
            ranges, problem = _read_ranges(plain)
            if problem:
                self.found.append(problem.at(at, hours=_short(value)))
            for day in days:
                self._add(day, ranges, value, at)

    def _keep_words(self, days: Iterable[int], key: str, value: str) -> None:
        for day in days:
            if day == _PH:
                self._stated = HolidayRule.UNKNOWN
            else:
                self._unsure.add(day)
        if _plain(value) not in _UNKNOWN_WORDS:
            self.words.append(f"{_squeeze(key)} : {_squeeze(value)}")

    def _add(self, day: int, ranges: list[tuple[int, int]], value: str, at: Location) -> None:
        if day == _PH:
            self._stated = HolidayRule.OWN if ranges else HolidayRule.CLOSED
        for start, end in ranges:
            if start < end:
                self._spans.append((day, Span(start, end), at))
            elif day == _PH or start < EVENING or end > MORNING:
                self.found.append(BACKWARDS.at(at, hours=_short(value)))
            else:
                self._spans.append((day, Span(start, MIDNIGHT), at))
                self._spans.append(((day + 1) % 7, Span(0, end), at))

    def week(self) -> Week:
        """Return the week read so far, reporting overlaps."""
        days = tuple(self._merged(day) for day in range(8))
        rule = self._stated or self.holidays
        if self._stated is None and len(self._unsure) == 7:
            rule = HolidayRule.UNKNOWN
        return Week(days[:7], rule, days[_PH], tuple(sorted(self._unsure)), " ; ".join(self.words) or None)

    def _merged(self, day: int) -> tuple[Span, ...]:
        """Join the spans of a day that touch."""
        merged: list[Span] = []
        for span, at in sorted((span, at) for of, span, at in self._spans if of == day):
            if merged and span.start_min <= merged[-1].end_min:
                if span.start_min < merged[-1].end_min:
                    self.found.append(OVERLAP.at(at, day=_day_name(day)))
                span = Span(merged[-1].start_min, max(merged.pop().end_min, span.end_min))
            merged.append(span)
        return tuple(merged)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Lower case, no accent, plain hyphens, apostrophes and single spaces, no final full stop."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'")
    return _squeeze(text).rstrip(" .")


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    """At most 80 characters of `text`, for a message."""
    text = _squeeze(text)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _day_name(day: int) -> str:
    return (*DAYS, HOLIDAYS)[day]


@lru_cache(maxsize=4096)
def _days_of(part: str) -> tuple[int, ...] | None:
    """Return the days of "lundi", "du lundi au vendredi", "samedi-lundi" or a group, None when unknown."""
    part = part.strip(" :")
    for name in (part, _LEAD.sub("", part)):
        if name in _GROUPS:
            return _GROUPS[name]
    ends = [_weekday(end) for end in re.split(r" ?- ?| au | a ", _LEAD.sub("", part))]
    if len(ends) > 2 or None in ends:
        return None
    first, last = ends[0] or 0, ends[-1] or 0
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _weekday(word: str) -> int | None:
    """Return the day of "lundi", "lundis", "lun", "lun." or "merc"."""
    word = word.rstrip(".")
    for day, name in enumerate(DAYS):
        if len(word) >= 3 and (name.startswith(word) or word == f"{name}s"):
            return day
    return None


def _unknown_day(word: str, at: Location) -> Diagnostic:
    guesses = list(closest(_plain(word), (*DAYS, *_GROUPS)))
    if not guesses:
        return UNKNOWN_DAY.at(at, day=_short(word))
    help_ = Bilingual("vouliez-vous dire « {guess} » ?", 'did you mean "{guess}"?')
    return UNKNOWN_DAY.at(at, help=help_, day=_short(word), guess=guesses[0].replace("feries", "fériés"))


@lru_cache(maxsize=4096)
def _read_ranges(plain: str) -> tuple[list[tuple[int, int]], Rule | None]:
    """Return the (start, end) minutes of "8h30-12h et 13h30-17h"; the end is smaller over midnight. [] means closed."""
    if plain in ("ferme", "fermee", "fermes", "ferme toute la journee"):
        return [], None
    if len(plain) > _LONGEST:
        return [], UNREADABLE
    ranges = []
    for part in re.split(r" ?[,;/&+] ?(?:et )?| et | puis ", _ALL_DAY_WORDS.sub("0h-24h", plain)):
        times = _RANGE.fullmatch(part.strip())
        if times is None:
            return [], UNREADABLE
        start, end = _minute(times[1]), _minute(times[2])
        if start is None or end is None or (start == MIDNIGHT and times[1] != "minuit"):
            return [], OUT_OF_RANGE
        start %= MIDNIGHT
        # "00:00 - 00:00" is an empty slot in real exports, never a day and a night: kept equal, it is refused.
        ranges.append((start, start if times[1] == times[2] or (start, end) == (0, 0) else end or MIDNIGHT))
    return ranges, None


def _minute(text: str) -> int | None:
    """Return the minutes from midnight of "8h30", "14:00", "midi" or "minuit"; None when there is no such hour."""
    if text in ("midi", "minuit"):
        return NOON if text == "midi" else MIDNIGHT
    numbers = re.findall(r"\d+", text)
    minute = int(numbers[0]) * 60 + int((*numbers, "0")[1])
    return minute if minute <= MIDNIGHT and int((*numbers, "0")[1]) < 60 else None
