"""What can be wrong with a value or a key: the sentences. Each pydantic error leads to one of these (see `binding`)."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity

__all__ = [
    "BAD_CHOICE", "BAD_COLOUR", "BAD_COUNT", "BAD_DATE", "BAD_DIRECTORY_TYPE", "BAD_FICHE", "BAD_FLAG", "BAD_ID",
    "BAD_MAIL", "BAD_NUMBER",
    "BAD_PERIOD", "BAD_PLACE", "BAD_POINTER", "BAD_SHARE", "BAD_URL", "EMPTY_VALUE", "MISSING_KEY",
    "TEXT_TOO_LONG", "UNKNOWN_KEY", "VALUE_RULES", "WRONG_SHAPE",
]  # fmt: skip


def _rule(
    code: str, fr: str, en: str, expected: tuple[str, str] | None = None, help: tuple[str, str] | None = None
) -> Rule:
    return Rule(
        code,
        Severity.ERROR,
        Bilingual(fr, en),
        Bilingual(*expected) if expected else None,
        Bilingual(*help) if help else None,
    )


MISSING_KEY = _rule(
    "missing-key",
    "il manque « {key} » ({title})",
    "“{key}” is missing ({title})",
    ("{description}", "{description}"),
    ("ajoutez par exemple : {example}", "add for example: {example}"),
)
UNKNOWN_KEY = _rule(
    "unknown-key",
    "« {key} » n'est pas un mot prévu ici",
    "“{key}” is not a key expected here",
    ("l'un de ces mots : {known}", "one of these keys: {known}"),
)
WRONG_SHAPE = _rule(
    "wrong-shape",
    "ici on attend {wanted}, et non {found}",
    "{wanted_en} is expected here, not {found_en}",
    ("{description}", "{description}"),
    ("par exemple : {example}", "for example: {example}"),
)
EMPTY_VALUE = _rule(
    "empty-value",
    "« {key} » est vide",
    "“{key}” is empty",
    ("{description}", "{description}"),
    ("écrivez une valeur, ou retirez toute la ligne", "write a value, or remove the whole line"),
)
TEXT_TOO_LONG = _rule(
    "text-too-long",
    "ce texte est trop long : {length} caractères, {limit} au plus",
    "this text is too long: {length} characters, {limit} at most",
    None,
    ("coupez-le en plusieurs étapes, ou allez à l'essentiel", "split it into steps, or keep the essential"),
)
BAD_ID = _rule(
    "bad-id",
    "« {value} » ne peut pas servir d'identifiant",
    "“{value}” cannot be an id",
    (
        "des lettres minuscules sans accent, des chiffres et des tirets, comme « aide-loyer »",
        "lower-case letters without accents, digits and hyphens, such as “aide-loyer”",
    ),
    ("écrivez « {mended} »", "write “{mended}”"),
)
BAD_POINTER = _rule(
    "bad-pointer",
    "« {value} » ne désigne pas une étape",
    "“{value}” does not point to a step",
    ("« etape », ou « parcours/etape »", "“step”, or “journey/step”"),
)
BAD_FLAG = _rule(
    "bad-flag",
    "« {value} » n'est ni oui ni non",
    "“{value}” is neither yes nor no",
    ("« oui » ou « non »", "“oui” or “non”"),
)
BAD_DATE = _rule(
    "bad-date",
    "« {value} » n'est pas une date",
    "“{value}” is not a date",
    ("jour/mois/année, comme 24/12/2026", "day/month/year, such as 24/12/2026"),
)
BAD_CHOICE = _rule(
    "bad-choice",
    "« {value} » n'est pas l'un des choix",
    "“{value}” is not one of the choices",
    ("{choices}", "{choices}"),
)
BAD_URL = _rule(
    "bad-url",
    "« {value} » n'est pas une adresse de page",
    "“{value}” is not a page address",
    ("une adresse complète qui commence par https://", "a complete address that starts with https://"),
)
BAD_MAIL = _rule(
    "bad-mail",
    "« {value} » n'est pas une adresse de courriel",
    "“{value}” is not a mail address",
    ("une adresse comme accueil@exemple.fr", "an address such as accueil@exemple.fr"),
)
BAD_COLOUR = _rule(
    "bad-colour",
    "« {value} » n'est pas une couleur lisible",
    "“{value}” is not a colour we can read",
    (
        'un dièse et six chiffres entre guillemets, comme "#005a9c"',
        'a hash and six digits in quotes, such as "#005a9c"',
    ),
)
BAD_NUMBER = _rule(
    "bad-number",
    "« {value} » n'est pas un nombre",
    "“{value}” is not a number",
    ("un nombre comme 43.12", "a number such as 43.12"),
)
BAD_COUNT = _rule(
    "bad-count",
    "« {value} » n'est pas un nombre entier",
    "“{value}” is not a whole number",
    ("un nombre de 0 à 999, comme 12", "a number from 0 to 999, such as 12"),
)
BAD_PLACE = _rule(
    "bad-place",
    "« {value} » ne désigne pas un lieu",
    "“{value}” does not name a place",
    (
        "un code officiel : commune (83137), département (83), région (R93), intercommunalité (9 chiffres), "
        "ou « Toulon (83137) »",
        "an official code: commune (83137), département (83), région (R93), EPCI (9 digits), or “Toulon (83137)”",
    ),
)
BAD_PERIOD = _rule(
    "bad-period",
    "« {value} » n'est pas une durée",
    "“{value}” is not a period",
    ("un nombre et une unité, comme « 6 mois »", "a number and a unit, such as “6 mois”"),
)
BAD_FICHE = _rule(
    "bad-fiche",
    "« {value} » n'est pas un numéro de fiche",
    "“{value}” is not a sheet code",
    ("une lettre et des chiffres, comme F1334", "a letter and digits, such as F1334"),
)
BAD_DIRECTORY_TYPE = _rule(
    "bad-directory-type",
    "« {value} » n'est pas un type de l'annuaire officiel",
    "“{value}” is not a type of the official directory",
    ("le code de l'annuaire, comme mission_locale", "the directory's code, such as mission_locale"),
)
BAD_SHARE = _rule(
    "bad-share",
    "« {value} » ne dit pas si les autres partenaires peuvent montrer ce contact",
    "“{value}” does not say whether other partners may show this contact",
    (
        "« oui », « non », ou « via » et l'identifiant d'un de vos contacts",
        "“oui”, “non”, or “via” and the id of one of your contacts",
    ),
    ("par exemple : via standard-var", "for example: via standard-var"),
)
VALUE_RULES = {
    rule.code: rule
    for rule in (
        BAD_ID, BAD_POINTER, BAD_FLAG, BAD_DATE, BAD_CHOICE, BAD_URL, BAD_MAIL, BAD_COLOUR, BAD_NUMBER, BAD_COUNT,
        BAD_PLACE, BAD_PERIOD, BAD_FICHE, BAD_DIRECTORY_TYPE, BAD_SHARE,
    )
}  # fmt: skip
"""What a reader of `values` refuses with, by code."""
