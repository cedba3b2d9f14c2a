"""What `holders.csv` can get wrong."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity

__all__ = [
    "HOLDERS_DATE",
    "HOLDERS_EMPTY",
    "HOLDERS_HEAD",
    "HOLDERS_LEVEL",
    "HOLDERS_LINE",
    "HOLDERS_OVER",
    "HOLDERS_PLACE",
    "HOLDERS_SERVICE",
]

HOLDERS_HEAD = Rule(
    "holders-columns",
    Severity.ERROR,
    Bilingual("holders.csv n'a pas les colonnes attendues", "holders.csv does not have the expected columns"),
    Bilingual("{columns}", "{columns}"),
)
HOLDERS_LINE = Rule(
    "holders-columns",
    Severity.ERROR,
    Bilingual("cette ligne a {found} colonnes", "this line has {found} columns"),
    Bilingual(
        "{wanted} colonnes, séparées par « ; », sans « ; » dans un texte",
        "{wanted} columns, separated by “;”, with no “;” in a text",
    ),
)
HOLDERS_EMPTY = Rule(
    "holders-value-missing",
    Severity.ERROR,
    Bilingual("la colonne « {column} » est vide", "the column “{column}” is empty"),
    help=Bilingual(
        "ce qu'on ne sait pas, avec sa source, ne s'écrit pas : retirez la ligne ou complétez-la",
        "what is not known, with its source, is not written: remove the line or complete it",
    ),
)
HOLDERS_LEVEL = Rule(
    "holders-level-unknown",
    Severity.ERROR,
    Bilingual("« {level} » n'est pas un niveau", "“{level}” is not a level"),
    Bilingual("l'un de : {levels}", "one of: {levels}"),
)
HOLDERS_DATE = Rule(
    "holders-date",
    Severity.ERROR,
    Bilingual("« {value} » n'est pas une date ({column})", "“{value}” is not a date ({column})"),
    Bilingual("une date comme 2026-12-24", "a date such as 2026-12-24"),
)
HOLDERS_SERVICE = Rule(
    "holders-service-unknown",
    Severity.ERROR,
    Bilingual("« {service} » n'est pas un service de services.yaml", "“{service}” is not a service of services.yaml"),
)
HOLDERS_PLACE = Rule(
    "holders-place-unknown",
    Severity.ERROR,
    Bilingual("« {place} » n'est pas un code officiel de lieu", "“{place}” is not an official code of a place"),
)
HOLDERS_OVER = Rule(
    "holders-line-over",
    Severity.WARNING,
    Bilingual(
        "cette ligne vaut jusqu'au {until} : « {body} » n'est peut-être plus compétent",
        "this line holds until {until}: “{body}” may be competent no more",
    ),
    help=Bilingual(
        "relisez la source, puis corrigez la date ou retirez la ligne",
        "read the source again, then mend the date or remove the line",
    ),
)
