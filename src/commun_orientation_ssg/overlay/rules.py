"""What can be wrong in a layer, or between a partner's layer and the commons: the sentences."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity

UNKNOWN_FILE = Rule(
    "unknown-file",
    Severity.WARNING,
    Bilingual(
        "ce fichier n'est pas lu : rien de prévu ne porte ce nom",
        "this file is not read: nothing expected has this name",
    ),
    Bilingual("l'un de : {known}", "one of: {known}"),
)
MISSING_LIST = Rule(
    "missing-list",
    Severity.ERROR,
    Bilingual("ce fichier doit commencer par « {key}: »", "this file must start with “{key}:”"),
    Bilingual(
        "« {key}: » seul sur sa ligne, puis les éléments, décalés",
        "“{key}:” alone on its line, then the items, indented",
    ),
)
EXTRA_KEY = Rule(
    "unknown-key",
    Severity.ERROR,
    Bilingual("« {key} » n'est pas un mot prévu ici", "“{key}” is not a key expected here"),
    Bilingual("l'un de ces mots : {known}", "one of these keys: {known}"),
)
NOT_A_LIST = Rule(
    "wrong-shape",
    Severity.ERROR,
    Bilingual("sous « {key}: » on attend {wanted}", "{wanted_en} is expected under “{key}:”"),
    Bilingual("des éléments qui commencent par « - id: »", "items that start with “- id:”"),
)
ITEM_WITHOUT_ID = Rule(
    "item-without-id",
    Severity.ERROR,
    Bilingual("cet élément n'a pas d'identifiant", "this item has no id"),
    Bilingual("une première ligne « - id: mon-identifiant »", "a first line “- id: my-id”"),
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    Bilingual("l'identifiant « {id} » sert déjà", "the id “{id}” is used already"),
    Bilingual("un identifiant différent pour chaque élément", "a different id for each item"),
)
FIRST_SEEN = Bilingual("la première fois, c'est ici", "it was first used here")
HIDE_WITHOUT_REASON = Rule(
    "hide-without-reason",
    Severity.ERROR,
    Bilingual("« {id} » est masqué sans raison", "“{id}” is hidden without a reason"),
    help=Bilingual(
        "ajoutez dessous « reason: » et pourquoi, en une phrase : elle sera publiée",
        "add “reason:” below and why, in a sentence: it will be published",
    ),
)
HIDES_NOTHING = Rule(
    "hides-nothing",
    Severity.ERROR,
    Bilingual(
        "« {id} » est masqué, mais n'existe pas dans le contenu national", "“{id}” is hidden but is not in the commons"
    ),
)
SENSITIVE_LOWERED = Rule(
    "sensitive-lowered",
    Severity.ERROR,
    Bilingual(
        "ce sujet est sensible dans le contenu national : un partenaire ne peut pas lever cette protection",
        "this is sensitive in the commons: a partner cannot lift that protection",
    ),
    help=Bilingual("retirez cette ligne", "remove this line"),
)
EMERGENCY_CHANGED = Rule(
    "emergency-changed",
    Severity.ERROR,
    Bilingual(
        "la ligne d'urgence nationale « {id} » ne se modifie pas",
        "the national emergency line “{id}” cannot be changed",
    ),
    help=Bilingual("ajoutez la vôtre sous un autre identifiant", "add yours under another id"),
)
SIGN_CHANGED = Rule(
    "sign-changed",
    Severity.ERROR,
    Bilingual(
        "le signe de danger national « {id} » ne se modifie pas et ne se masque pas",
        "the national sign of danger “{id}” cannot be changed or hidden",
    ),
    help=Bilingual("ajoutez le vôtre sous un autre identifiant", "add yours under another id"),
)
