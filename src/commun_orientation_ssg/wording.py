"""French words around facts: names with their article, dates, ranges of days, the word an A to Z sorts by; pure.

What a page says with them is `pages`'s; the interface's own sentences are the theme's.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

__all__ = [
    "as_title",
    "fold",
    "french_date",
    "french_month",
    "french_period",
    "keyword",
    "of_name",
    "the_name",
    "to_name",
]

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_VOWELS = frozenset("aeiouy")
_MASCULINE = frozenset(
    [
        "departement",
        "conseil",
        "ccas",
        "cias",
        "centre",
        "syndicat",
        "sivom",
        "pays",
        "pole",
        "territoire",
        "bureau",
        "service",
        "office",
        "grand",
    ]
)
_FEMININE = frozenset(
    [
        "region",
        "ville",
        "commune",
        "mairie",
        "metropole",
        "communaute",
        "collectivite",
        "eurometropole",
        "agglomeration",
        "maison",
        "prefecture",
        "caisse",
        "direction",
        "agence",
        "association",
        "principaute",
    ]
)
_PLURAL = frozenset(["services", "communes", "maisons"])
_ASPIRATED = ("haut", "havre", "hague", "hem", "houilles", "honfleur", "hongrie", "hollande", "huit")


def french_date(day: date) -> str:
    """Write a date in full: "2 novembre 2026", "1er janvier 2027"."""
    return f"{_day(day)} {french_month(day)}"


def french_month(day: date) -> str:
    """Write a month in full: "novembre 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def french_period(first: date, last: date) -> str:
    """Write a range of days, both included: "le 24 décembre 2026", "du 24 au 26 décembre 2026"."""
    if first == last:
        return f"le {french_date(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"du {_day(first)} au {french_date(last)}"
    if first.year == last.year:
        return f"du {_day(first)} {_MONTHS[first.month - 1]} au {french_date(last)}"
    return f"du {french_date(first)} au {french_date(last)}"


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def fold(text: str) -> str:
    """Return the text in lower case and without accents, to sort and to compare."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def as_title(text: str) -> str:
    """Return the text with its first letter in upper case, the others untouched."""
    return text[:1].upper() + text[1:]


def of_name(name: str) -> str:
    """Return a body's name after "de": "du Département du Var", "de la Ville de Toulon", "d'Arras", "des Ulis"."""
    return _with_article(name, ("du ", "de la ", "de l'", "des "), ("de ", "d'"))


def to_name(name: str) -> str:
    """Return a body's name after "à": "au Département du Var", "à la Région Hauts-de-France", "à Arras"."""
    return _with_article(name, ("au ", "à la ", "à l'", "aux "), ("à ", "à "))


def the_name(name: str) -> str:
    """Return a body's name as a subject: "le Département du Var", "la Ville de Toulon", "Arras"."""
    return _with_article(name, ("le ", "la ", "l'", "les "), ("", ""), keep=True)


def _with_article(name: str, articles: tuple[str, str, str, str], bare: tuple[str, str], *, keep: bool = False) -> str:
    """Return `name` after the article its first word asks for.

    Args:
        articles: masculine, feminine, elided, plural.
        bare: for a proper name, before a consonant and before a vowel.
        keep: an article that is part of the name ("Le Havre") stays as it is.
    """
    first, _, rest = name.partition(" ")
    word = fold(first)
    if word in ("le", "les") and rest and not keep:
        return f"{articles[0 if word == 'le' else 3]}{rest}"
    if word in _PLURAL:
        return f"{articles[3]}{name}"
    if word in _MASCULINE or word in _FEMININE:
        return f"{articles[2] if _elides(word) else articles[word in _FEMININE]}{name}"
    return f"{bare[_elides(word)]}{name}"


def _elides(word: str) -> bool:
    return word[:1] in _VOWELS or (word.startswith("h") and not word.startswith(_ASPIRATED))


_GENERIC = re.compile(
    r"""^(?:(?:demande|déclaration|inscription|entrer|créer|trouver|entrée|accès|aides?|droits?|lutte|prévention|veille
    |information|bilan|cours|rendez-vous|soutien|préparer|porter|carte|convocation|changement|recouvrement|collecte
    |autorisation|certificat|bulletin|garde|fonds|légalisation|suspension|protection|contestation|retour)\b[\s,]*
    (?:(?:une?|des|d'|de\s+la|de\s+l'|de|du|au|aux|à\s+la|à\s+l'|à|en|sur|contre|avec|ou\s+\w+|et\s+\w+)(?:\s+|(?<=')))+
    (?:(?:les?|la|l'|sa|son|ses|une?)(?:\s+|(?<=')))?)+""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPOUND = (
    "carte nationale",
    "garde à vue",
    "cours de français",
    "rendez-vous avec un travailleur",
    "aide alimentaire",
    "carte mobilité",
    "aide financière",
    "droits et dossier",
    "aide sociale",
)


def keyword(official: str) -> int:
    """Return where the word that an A to Z sorts by starts: at "logement" in "Demande de logement social (HLM)"."""
    if official.lower().startswith(_COMPOUND):
        return 0
    found = _GENERIC.match(official)
    return found.end() if found and found.end() < len(official) else 0
