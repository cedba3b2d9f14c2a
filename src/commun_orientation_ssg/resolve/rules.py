"""What can be wrong between documents: the sentences."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity


def _error(code: str, fr: str, en: str, expected: tuple[str, str] | None = None) -> Rule:
    return Rule(code, Severity.ERROR, Bilingual(fr, en), Bilingual(*expected) if expected else None)


UNKNOWN_TARGET = _error(
    "unknown-target",
    "cela mène à « {target} », qui n'existe pas",
    "this leads to “{target}”, which does not exist",
    (
        "le nom d'une question ou d'un résultat : « etape », ou « parcours/etape »",
        "a question or outcome: “step”, or “journey/step”",
    ),
)
UNKNOWN_REFERENCE = _error(
    "unknown-reference",
    "« {id} » n'existe pas parmi {among}",
    "“{id}” is not one of {among_en}",
    ("un identifiant de : {files}", "an id from: {files}"),
)
EMPTY_QUESTION = _error(
    "empty-question",
    "il ne reste aucune réponse à la question « {ask} »",
    "no answer is left to the question “{ask}”",
    ("au moins une réponse qui mène quelque part", "at least one answer that leads somewhere"),
)
TWO_ROLES = _error(
    "id-in-two-roles",
    "« {id} » est à la fois {one} et {other}",
    "“{id}” is both {one_en} and {other_en}",
    ("un identifiant différent pour chacun", "a different id for each"),
)
PART_OF_LOOP = _error(
    "part-of-loop",
    "« {id} » fait partie de lui-même",
    "“{id}” is part of itself",
    ("un autre contact", "another contact"),
)
UNTRANSLATED_LINE = _error(
    "untranslated-line",
    "la ligne « {id} » ({label}) n'est pas traduite dans cette langue",
    "the line “{id}” ({label}) is not translated in this language",
    ("« {id}: » avec « label: » et « when: »", "“{id}:” with “label:” and “when:”"),
)
UNTRANSLATED_NOTE = _error(
    "untranslated-note",
    "il manque ici la remarque de la ligne « {id} » : « {note} »",
    "the remark of the line “{id}” is missing here: “{note}”",
    ("« note: », dans cette langue", "“note:”, in this language"),
)
MISSING_PLACEHOLDER = _error(
    "missing-placeholder",
    "il manque {placeholder} dans ce texte",
    "{placeholder} is missing in this text",
    ("{placeholder} là où le texte doit montrer cette valeur", "{placeholder} where the text must show this value"),
)
UNKNOWN_PLACE = _error(
    "unknown-place",
    "« {place} » n'est pas un code officiel de lieu",
    "“{place}” is not an official code of a place",
    (
        "un code de commune, d'intercommunalité, de département ou de région (R93) de 2026",
        "a commune, EPCI, département or région (R93) code of 2026",
    ),
)
MERGED_PLACE = Rule(
    "merged-place",
    Severity.WARNING,
    Bilingual(
        "« {place} » est l'ancien code d'une commune fusionnée, aujourd'hui {name}",
        "“{place}” is the old code of a merged commune, now {name}",
    ),
    Bilingual("le code d'aujourd'hui : {now}", "the code of today: {now}"),
    Bilingual("écrivez {now} à la place de {place}", "write {now} in the place of {place}"),
)
POSTCODE_PLACE = Rule(
    "postcode-as-place",
    Severity.ERROR,
    Bilingual(
        "« {place} » est le code postal de {towns} ; comme code Insee, c'est {name}",
        "“{place}” is the postcode of {towns}; as an Insee code, it is {name}",
    ),
    Bilingual("le code Insee du lieu servi", "the Insee code of the place served"),
    Bilingual("écrivez « {town} ({code}) », ou « {name} ({now}) »", "write “{town} ({code})”, or “{name} ({now})”"),
)
PLACE_NAME = Rule(
    "place-of-another-name",
    Severity.ERROR,
    Bilingual("« {written} » : {place} est le code de « {name} »", "“{written}”: {place} is the code of “{name}”"),
    Bilingual("le code Insee de ce lieu", "the Insee code of this place"),
    Bilingual("écrivez « {town} ({code}) »", "write “{town} ({code})”"),
)
TERRITORY_LEVEL = _error(
    "territory-of-another-level",
    "« {place} » ({name}) n'est pas le territoire d'un partenaire de niveau « {level} »",
    "“{place}” ({name}) is not the territory of a partner of level “{level}”",
    (
        "commune : code Insee (83137) ; intercommunalite : 9 chiffres ; departement : 83 ; region : R93",
        "commune: Insee code (83137); intercommunalite: 9 digits; departement: 83; region: R93",
    ),
)
HIDDEN_VITAL = _error(
    "vital-need-hidden",
    "« {title} » est urgent ou sensible : un partenaire ne peut pas le masquer",
    "“{title}” is urgent or sensitive: a partner cannot hide it",
)
ALERT_ENDS_FIRST = _error(
    "ends-before-it-starts",
    "cela finit avant de commencer",
    "this ends before it starts",
    ("une fin après le début", "an end after the start"),
)
MISSING_FILE = _error(
    "missing-file", "il manque le fichier « {file} »", "the file “{file}” is missing", ("{wanted}", "{wanted_en}")
)
EMPTY_OUTCOME = _error(
    "empty-outcome",
    "il ne reste aucun contact au résultat « {title} »",
    "no contact is left to the outcome “{title}”",
    ("au moins un contact ou un service", "at least one contact or service"),
)
DESK_WITHOUT_ADDRESS = _error(
    "desk-without-address",
    "il manque l'adresse de cet accueil",
    "the address of this desk is missing",
    (
        "« address: », ou « part_of: » un contact qui a une adresse",
        "“address:”, or “part_of:” a contact that has an address",
    ),
)
VIA_NOT_SHARED = _error(
    "via-not-shared",
    "« {id} » n'est pas montré aux autres partenaires : on ne peut pas passer par lui",
    "“{id}” is not shown to other partners: one cannot go through it",
    ("un de vos contacts qui a « share: oui »", "one of your contacts that has “share: oui”"),
)
HALF_POINT = _error(
    "half-point",
    "il manque « {missing}: » à cet endroit de la carte",
    "`{missing}:` is missing from this point of the map",
    ("les deux lignes, « latitude: » et « longitude: », ou aucune", "`latitude:` and `longitude:`, or none"),
)
_BY_THE_ADDRESS = Bilingual(
    "un endroit près de la ville de l'adresse ; en France, la latitude va de 41 à 51, la longitude de -5 à 10",
    "a point near the town of the address; in mainland France, latitude goes from 41 to 51, longitude from -5 to 10",
)
MISPLACED_DESK = Rule(
    "misplaced-desk",
    Severity.ERROR,
    Bilingual(
        "la carte placerait « {name} » à {km} km de son adresse ({town})",
        "the map would put “{name}” {km} km away from its address ({town})",
    ),
    _BY_THE_ADDRESS,
    Bilingual("vérifiez les deux nombres, ou retirez-les", "check both numbers, or remove them"),
)
SWAPPED_POINT = Rule(
    "swapped-point",
    Severity.ERROR,
    Bilingual(
        "la carte placerait « {name} » à {km} km de son adresse ({town}) : la latitude et la longitude sont inversées",
        "the map would put “{name}” {km} km away from its address ({town}): latitude and longitude are swapped",
    ),
    _BY_THE_ADDRESS,
    Bilingual("échangez les deux nombres", "swap both numbers"),
)
OUTSIDE_TERRITORY = Rule(
    "area-outside-territory",
    Severity.WARNING,
    Bilingual(
        "« {name} » dit servir {outside}, hors de votre territoire ({place})",
        "“{name}” claims to serve {outside}, outside your territory ({place})",
    ),
    Bilingual("des codes de lieux de votre territoire", "codes of places of your territory"),
    Bilingual("corrigez « area: », ou retirez ce contact", "mend “area:”, or remove this contact"),
)
OUTSIDE_COMPETENCE = Rule(
    "outside-competence",
    Severity.WARNING,
    Bilingual(
        "« {name} » dit rendre « {service} », qui relève d'un autre organisme : {holder}",
        "“{name}” claims to provide “{service}”, which another body holds: {holder}",
    ),
    Bilingual("un service que vous rendez là où ce contact répond", "a service that you provide where it answers"),
    Bilingual(
        "retirez ce service, ou faites un contact à part, sans « part_of: », pour l'organisme qui le rend",
        "remove this service, or make a separate contact, without “part_of:”, for the body that provides it",
    ),
)
COVERAGE_GAP = Rule(
    "coverage-gap",
    Severity.WARNING,
    Bilingual(
        "« {service} » relève de vous, et aucun contact n'y répond pour {places}",
        "“{service}” is yours, and no contact answers for it in {places}",
    ),
    Bilingual("chaque commune de votre territoire dans une « area: »", "each commune of your territory in an “area:”"),
    Bilingual(
        "ajoutez-les à l'« area: » d'un contact, ou donnez ce service à votre accueil, qui répond partout",
        "add them to the “area:” of a contact, or give this service to your switchboard, which answers everywhere",
    ),
)
UNKNOWN_LIST = _error(
    "unknown-word-list",
    "« {name} » n'est pas une liste de mots",
    "“{name}” is not a list of words",
    (
        "l'une de : {known} (danger.yaml), ou un mot en minuscules",
        "one of: {known} (danger.yaml), or a lower-case word",
    ),
)
EMPTY_WORD = _error(
    "empty-word",
    "il manque un mot entre deux virgules",
    "a word is missing between two commas",
    ("des mots séparés par des virgules", "words separated by commas"),
)
HIDDEN_HERE = Bilingual("c'est masqué ici", "it is hidden here")
SERVICE_HERE = Bilingual("le service est ici", "the service is here")
NOT_A_QUESTION = _error(
    "not-a-question",
    "« {key} » est un résultat : il n'y a pas de réponse à donner d'avance",
    "“{key}” is an outcome: there is no answer to give in advance",
    ("une question : « parcours/etape »", "a question: “journey/step”"),
)
NAMELESS_CONTACT = _error(
    "nameless-contact",
    "« {id} » n'est pas un contact public, et n'a pas de nom",
    "“{id}” is not a public contact, and has no name",
    (
        "l'identifiant d'un contact public, ou « name: » pour un contact que seuls les agents voient",
        "the id of a public contact, or “name:” for a contact that only agents see",
    ),
)
NAMED_TWICE = _error(
    "named-twice",
    "« {key}: » est déjà dit par le contact public « {id} »",
    "“{key}:” is already said by the public contact “{id}”",
    ("rien ici : changez le contact public", "nothing here: change the public contact"),
)
LINE_WITHOUT_NUMBER = _error(
    "line-without-number",
    "cette ligne directe n'a pas de numéro",
    "this direct line has no number",
    ("« number: », ou « extension: » pour un poste interne", "“number:”, or “extension:” for an internal line"),
)
PRIVATE_IS_PUBLIC = Rule(
    "private-is-public",
    Severity.WARNING,
    Bilingual(
        "ce numéro direct est aussi public : « {name} » le montre à tous",
        "this direct number is public too: “{name}” shows it to all",
    ),
    help=Bilingual(
        "retirez-le d'ici s'il peut se donner, ou du contact public s'il ne doit pas l'être",
        "remove it here when it may be given, or from the public contact when it may not",
    ),
)
