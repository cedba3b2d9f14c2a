"""The titles of a spreadsheet's columns to the keys of a contact, and back. Pure.

A key is a path: "name", "phone.1.number", "desk.hours", "closures.2.from"; the postcode and the town, and the hours of
each day, are columns that many spreadsheets have and that make one value together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..hours import DAYS
from ..phones import PhoneProblem, classify
from ..schema import slug_of

__all__ = ["DAY_KEYS", "KEYS", "Guess", "find_columns", "key_named", "title_of"]

# Key -> its title in what we write, then the other ways people write it (as slugs).
_SINGLE: Mapping[str, tuple[str, str]] = {
    "id": ("identifiant", "id code ref reference"),
    "kind": ("nature", "kind type-de-contact"),
    "part_of": ("fait partie de", "part-of parent rattache-a"),
    "corrects": ("corrige", "corrects"),
    "name": (
        "nom",
        "name intitule libelle denomination structure nom-de-la-structure organisme service contact raison-sociale "
        "nom-du-service nom-du-contact nom-de-l-organisme nom-de-l-etablissement etablissement",
    ),
    "role": ("rôle", "role mission missions description objet"),
    "provides": ("services rendus", "provides services competences thematiques"),
    "area": ("pour qui", "area secteur territoire communes zone perimetre secteur-couvert communes-desservies"),
    "general": ("information générale", "general"),
    "sensitive": ("sensible", "sensitive"),
    "languages": ("langues", "languages langue"),
    "desk.address": ("adresse", "address rue voie adresse-postale adresse-complete lieu"),
    "desk.hours": (
        "horaires",
        "hours heures horaire horaires-d-ouverture ouverture heures-d-ouverture jours-et-heures "
        "horaires-d-accueil opening-hours",
    ),
    "desk.appointment": ("rendez-vous", "appointment rdv prise-de-rendez-vous"),
    "desk.access": ("accès", "access acces accessibilite transports"),
    "desk.latitude": ("latitude", "lat"),
    "desk.longitude": ("longitude", "lon lng long"),
    "share": ("partage", "share"),
    "owner": ("tenu par", "owner responsable-de-la-fiche"),
    "verified_on": ("vérifié le", "verified-on date-de-verification verifie maj mis-a-jour-le date-maj"),
    "source": ("source", ""),
    "source_date": ("date de la source", "source-date"),
    "review_every": ("à revoir tous les", "review-every"),
    "reply_within": ("répond en", "reply-within delai delai-de-reponse"),
    "self_service_first": ("en ligne d'abord", "self-service-first"),
    "agreement": ("accord", "agreement"),
    "postcode": ("code postal", "cp postcode postal-code"),
    "town": ("commune", "ville town city localite"),
}
_LISTS: Mapping[str, tuple[str, str, Mapping[str, tuple[str, str]]]] = {
    "phone": (
        "téléphone",
        "phone tel telephones numero numero-de-telephone telephone-fixe tel-fixe fixe portable mobile",
        {
            "number": ("", ""),
            "label": ("précision", "label"),
            "hours": ("horaires", "hours"),
            "cost": ("coût", "cost"),
            "sms": ("SMS", ""),
            "voice": ("voix", "voice"),
            "anonymous": ("anonyme", "anonymous"),
            "unsure": ("dans le doute", "unsure"),
        },
    ),
    "mail": (
        "courriel",
        "mail email e-mail mel adresse-mail adresse-electronique messagerie adresse-email courriels",
        {"address": ("", ""), "label": ("précision", "label")},
    ),
    "online": (
        "site",
        "online url web site-web site-internet website lien internet page",
        {"url": ("", ""), "title": ("titre", "title")},
    ),
    "closures": (
        "fermeture",
        "closures closure",
        {"from": ("du", "from"), "to": ("au", "to"), "text": ("raison", "text")},
    ),
}
DAY_KEYS = tuple(f"day.{day}" for day in DAYS)
_MOST = 9  # of one list
_PROSE = ("name", "role", "desk.address")


def _names() -> dict[str, str]:
    found = {day: f"day.{day}" for day in DAYS} | {f"h-{day}": f"day.{day}" for day in DAYS}
    for key, (title, others) in _SINGLE.items():
        found |= dict.fromkeys([slug_of(title), slug_of(key), *others.split()], key)
    for key, (title, others, parts) in _LISTS.items():
        for base in [slug_of(title), *others.split()]:
            for part, (said, more) in parts.items():
                for tail in [slug_of(said), *more.split()] if said else [""]:
                    found[f"{base}-{tail}" if tail else base] = f"{key}.{{}}.{part}"
    return found


_NAMED = _names()
KEYS = frozenset(_NAMED.values())


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for; `key` is "" when nobody knows; `sure` when its title says it."""

    column: int
    title: str
    key: str
    example: str
    sure: bool


def key_named(title: str) -> str:
    """Return the key that a title names, "" when it names none: "Téléphone 2 (précision)" -> "phone.2.label"."""
    words = slug_of(title).split("-")
    numbers = [word for word in words if re.fullmatch(r"[1-9]", word)]
    bare = "-".join(word for word in words if word not in numbers[:1])
    key = _NAMED.get(bare, "") or _NAMED.get(slug_of(title), "")
    if "{}" in key:
        return key.format(numbers[0] if numbers else "1")
    return key if not numbers else ""


def title_of(key: str) -> str:
    """Return the title that we write for a key; `key_named` reads it back."""
    if key in _SINGLE:
        return _SINGLE[key][0]
    base, number, part = key.split(".")
    title, _, parts = _LISTS[base]
    rank = "" if number == "1" else f" {number}"
    return f"{title}{rank} : {parts[part][0]}" if parts[part][0] else f"{title}{rank}"


def find_columns(
    header: Mapping[int, str], samples: Sequence[Mapping[int, str]], asked: Mapping[str, str]
) -> list[Guess]:
    """Return what each column is taken for: what was asked, else its title, else what its cells look like.

    Args:
        header: column -> title.
        samples: some rows.
        asked: slug of a title -> key, "" to leave the column out.
    """
    taken: set[str] = set()
    found = []
    for column, title in sorted(header.items()):
        values = [row[column] for row in samples if row.get(column, "").strip()]
        wanted = asked.get(slug_of(title))
        key, sure = (key_named(title), True) if wanted is None else (wanted, True)
        if not key and wanted is None:
            key, sure = _look(values), False
        key = _free(key, taken)
        taken.add(key)
        found.append(Guess(column, title.strip(), key, values[0].strip() if values else "", sure))
    return found


def _free(key: str, taken: Iterable[str]) -> str:
    """Return the key, or the next rank of its list, or "" when it is taken."""
    if key not in taken:
        return key
    parts = key.split(".")
    if len(parts) != 3:
        return ""
    ranks = (f"{parts[0]}.{rank}.{parts[2]}" for rank in range(2, _MOST + 1))
    return next((other for other in ranks if other not in taken), "")


def _look(values: list[str]) -> str:
    """Return what most of these cells look like."""
    tests = {
        "mail.1.address": lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", text.strip(), re.IGNORECASE)),
        "online.1.url": lambda text: bool(re.match(r"(?:https?://|www\.)\S+$", text.strip())),
        "phone.1.number": lambda text: not isinstance(classify(text), PhoneProblem),
    }
    for key, test in tests.items():
        if values and sum(map(test, values)) >= 0.8 * len(values):
            return key
    return ""
