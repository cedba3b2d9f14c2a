"""The shape of every document kind: one declaration for validation, editor completion and reference pages.

Binds located trees to pydantic documents and turns every pydantic error into a located `Diagnostic`. Each kind has a
full schema and an overlay schema, derived from the full one, in which nothing is required. Rules that need more than
one item belong to `resolve` and `checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    StringConstraints,
    Tag,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity, closest
from .kinds import FLAGS, Kind, read_flag
from .source import Listing, Mapping, Node, Text

__all__ = ["MODELS", "Doc", "bind", "json_schema", "overlay_of", "read_date", "slug_of"]

# --------------------------------------------------------------------------------------------------------------------
# What can be wrong with a value. Each pydantic error type leads to one of these.


def _rule(code: str, fr: str, en: str, expected: tuple[str, str] | None = None, help: tuple[str, str] | None = None) -> Rule:
    return Rule(
        code, Severity.ERROR, Bilingual(fr, en), Bilingual(*expected) if expected else None, Bilingual(*help) if help else None
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
    "bad-flag", "« {value} » n'est ni oui ni non", "“{value}” is neither yes nor no", ("« oui » ou « non »", "“oui” or “non”")
)
BAD_DATE = _rule(
    "bad-date",
    "« {value} » n'est pas une date",
    "“{value}” is not a date",
    ("jour/mois/année, comme 24/12/2026", "day/month/year, such as 24/12/2026"),
)
BAD_CHOICE = _rule(
    "bad-choice", "« {value} » n'est pas l'un des choix", "“{value}” is not one of the choices", ("{choices}", "{choices}")
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
    ("un dièse et six chiffres entre guillemets, comme \"#005a9c\"", "a hash and six digits in quotes, such as \"#005a9c\""),
)
BAD_NUMBER = _rule(
    "bad-number", "« {value} » n'est pas un nombre", "“{value}” is not a number", ("un nombre comme 43.12", "a number such as 43.12")
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
VALUE_RULES = {
    rule.code: rule
    for rule in (
        BAD_ID, BAD_POINTER, BAD_FLAG, BAD_DATE, BAD_CHOICE, BAD_URL, BAD_MAIL, BAD_COLOUR, BAD_NUMBER, BAD_PLACE,
        BAD_PERIOD, BAD_FICHE,
    )
}  # fmt: skip


def _refuse(rule: Rule, value: str, **fields: object) -> PydanticCustomError:
    return PydanticCustomError(rule.code, "refused", {"value": value[:80], **fields})


# --------------------------------------------------------------------------------------------------------------------
# Values, read from text.

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
_NOT_ID = re.compile(r"[^a-z0-9]+")
_PLACE = re.compile(r"(?:.*\()?(R?\d{2,3}|\d[\dAB]\d{3}|2[AB]|\d{9}|france)\)?")
_FOLD = str.maketrans("àâäéèêëîïôöùûüÿçœæ", "aaaeeeeiioouuuycoa")


def slug_of(text: str) -> str:
    """Return the id nearest to `text`: folded, lower case, hyphens ("Aide loyer" -> "aide-loyer")."""
    return _NOT_ID.sub("-", text.lower().translate(_FOLD)).strip("-")[:60]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text")
    return value.strip()


def _id(value: Any) -> str:
    text = _text(value)
    if not _ID.fullmatch(text) or len(text) > 60:
        raise _refuse(BAD_ID, text, mended=slug_of(text) or "mon-identifiant")
    return text


def _pointer(value: Any) -> str:
    text = _text(value)
    parts = text.split("/")
    if len(parts) > 2 or not all(_ID.fullmatch(part) for part in parts):
        raise _refuse(BAD_POINTER, text)
    return text


def _flag(value: Any) -> bool:
    text = _text(value)
    found = read_flag(text)
    if found is None:
        raise _refuse(BAD_FLAG, text)
    return found


def read_date(text: str) -> date | None:
    """Read 24/12/2026, 2026-12-24 or "24 décembre 2026"; None when it is no date."""
    words = text.lower().replace("1er", "1").split()
    if len(words) == 3 and words[1] in _MONTHS:
        words[1] = str(_MONTHS.index(words[1]) + 1)
        text = "/".join(words)
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(value: Any) -> date:
    text = _text(value)
    found = read_date(text)
    if found is None or not 1900 <= found.year <= 2199:
        raise _refuse(BAD_DATE, text)
    return found


def _url(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s/?#@<>\"'`\\]+\.[^\s<>\"'`\\]{2,}", text) or len(text) > 500:
        raise _refuse(BAD_URL, text)
    return text


def _mail(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise _refuse(BAD_MAIL, text)
    return text


def _colour(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        raise _refuse(BAD_COLOUR, text)
    return text.lower()


def _number(value: Any) -> float:
    text = _text(value)
    if not re.fullmatch(r"-?\d{1,3}(?:[.,]\d{1,12})?", text):
        raise _refuse(BAD_NUMBER, text)
    return float(text.replace(",", "."))


def _place(value: Any) -> str:
    text = _text(value)
    match = _PLACE.fullmatch(text)
    if not match:
        raise _refuse(BAD_PLACE, text)
    return match[1]


def _period(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"\d{1,3} (?:jours?|semaines?|mois|ans?)", text):
        raise _refuse(BAD_PERIOD, text)
    return text


def _fiche(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[FNR]\d{1,6}", text):
        raise _refuse(BAD_FICHE, text)
    return text


def _hours(value: Any) -> tuple[tuple[str, str], ...] | str:
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, dict):
        raise PydanticCustomError("hours_type", "hours")
    for key, times in value.items():
        if not isinstance(times, str):
            raise PydanticCustomError("string_type", "text", {"at": key})
    return tuple(value.items())


def _choice(*choices: str) -> Any:
    def read(value: Any) -> str:
        text = _text(value)
        if text not in choices:
            raise _refuse(BAD_CHOICE, text, choices=" | ".join(choices), near=next(closest(text, choices), ""))
        return text

    return Annotated[str, PlainValidator(read), WithJsonSchema({"type": "string", "enum": list(choices)})]


def _value(read: Callable[[Any], Any], **schema: Any) -> Any:
    return Annotated[Any, PlainValidator(read), WithJsonSchema({"type": "string", **schema})]


Id = _value(_id, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Pointer = _value(_pointer, pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")
FLAG_SCHEMA = {"anyOf": [{"type": "string", "enum": [*FLAGS]}, {"type": "boolean"}]}
Flag = Annotated[Any, PlainValidator(_flag), WithJsonSchema(FLAG_SCHEMA)]
Day = _value(_date)
Url = _value(_url, pattern=r"^https?://")
Mail = _value(_mail, pattern=r"^[^@\s]+@[^@\s]+$")
Colour = _value(_colour, pattern=r"^#[0-9a-fA-F]{3,6}$")
CODE_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "number"}]}
Degrees = Annotated[Any, PlainValidator(_number), WithJsonSchema(CODE_SCHEMA)]
Place = Annotated[Any, PlainValidator(_place), WithJsonSchema(CODE_SCHEMA)]
Period = _value(_period)
Fiche = _value(_fiche, pattern="^[FNR][0-9]+$")
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), WithJsonSchema(CODE_SCHEMA)]
Hours = Annotated[
    Any,
    PlainValidator(_hours),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
Level = _choice("commune", "intercommunalite", "departement", "region", "etat", "operateur", "association")


def _f(title: str, description: str = "", example: str = "", **more: Any) -> Any:
    """A field with what a referent reads about it: title, description, example."""
    examples = [example] if example else None
    return Field(title=title, description=description or title, examples=examples, **more)


def _opt(title: str, description: str = "", example: str = "", default: Any = None) -> Any:
    return _f(title, description, example, default=default)


def _many(title: str, description: str = "", example: str = "") -> Any:
    return _f(title, description, example, default=())


class Doc(BaseModel):
    """Base of every shape: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(key: str) -> BeforeValidator:
    """Accept a bare text or a single mapping where a list of mappings is meant."""

    def widen(value: Any) -> Any:
        if isinstance(value, str):
            return [{key: value}]
        if isinstance(value, dict):
            return [value]
        if isinstance(value, list):
            return [{key: item} if isinstance(item, str) else item for item in value]
        return value

    return BeforeValidator(widen)


# --------------------------------------------------------------------------------------------------------------------
# The documents.


class Commons(Doc):
    name: Short = _f("Nom", "Nom du contenu national", "Contenu national")
    edition: Day = _f("Édition", "Jour de cette édition : l'âge des informations se compte à partir de lui", "23/11/2026")
    not_listed: Id = _f("Qui aide", "Contact qui aide quand rien ne convient", "allo-service-public")


class Topic(Doc):
    id: Id = _f("Identifiant", example="logement")
    title: Short = _f("Titre", "Le thème, en mots de tous les jours", "Logement")
    hint: Line = _f("Précision", "Deux ou trois exemples de ce qu'on y trouve", "Loyer, expulsion, logement social")
    pictogram: Id | None = _opt("Pictogramme", "Nom d'un dessin du thème graphique", "logement")
    sensitive: Flag = _opt("Sensible", "oui : l'adresse des pages ne dit pas le sujet", "non", False)


class Service(Doc):
    id: Id = _f("Identifiant", "Une compétence, jamais un bureau", "fsl")
    name: Short = _f("Nom officiel", example="Fonds de solidarité pour le logement (FSL)")
    plain: Line = _f("En mots simples", "Ce que c'est, pour quelqu'un qui ne connaît pas", "l'aide du département pour le loyer")
    level: Level = _f("Qui en est chargé", "Le niveau d'administration qui décide", "departement")
    place: _choice("residence", "event", "any", "none") = _opt(  # type: ignore[valid-type]
        "Quel lieu compte", "residence : où l'on habite ; event : où cela se passe ; any : partout ; none : aucun", "residence",
        "residence",
    )  # fmt: skip
    acronyms: tuple[Short, ...] = _many("Sigles", example="[FSL]")
    received_by: tuple[Id, ...] = _many("Qui reçoit", "Services qui reçoivent les gens à la place de celui qui décide")
    reach: Line = _f(
        "Comment le joindre",
        "Comment joindre ce service quand on n'a pas ses coordonnées : toujours vrai, avec une personne au bout",
        "Appelez la mairie de votre commune et demandez le centre communal d'action sociale.",
    )
    sensitive: Flag = _opt("Sensible", example="non", default=False)
    directory_types: tuple[Id, ...] = _many("Types de l'annuaire", "Codes de l'annuaire officiel qui correspondent")
    source: Line | None = _opt("Source", "Page qui dit qui est compétent", "https://www.service-public.gouv.fr")
    verified_on: Day | None = _opt("Vérifié le", example="02/11/2026")


class EmergencyLine(Doc):
    id: Id = _f("Identifiant", example="police")
    number: Code = _f("Numéro", "Entre guillemets", '"17"')
    label: Short = _f("Qui répond", example="Police ou gendarmerie")
    when: Line = _f("Dans quelle situation", example="Vous êtes en danger maintenant.")
    how: tuple[_choice("call", "sms", "chat"), ...] = _opt(  # type: ignore[valid-type]
        "Comment", "call : appeler ; sms : écrire ; chat : discuter en ligne", "[call]", ("call",)
    )
    hours: Hours = _f("Heures", example="24h/24")
    free: Flag = _opt("Gratuit", example="oui", default=False)
    note: Line | None = _opt("Remarque", example="Si personne ne répond, rappelez.")
    chat: Url | None = _opt("Adresse du tchat", example="https://www.urgence114.fr")
    source: Line = _f("Source", example="https://www.service-public.gouv.fr/particuliers/vosdroits/F33954")
    verified_on: Day = _f("Vérifié le", example="22/11/2026")


class Condition(Doc):
    when: Line = _f("Condition", example="place.departement in [971, 972]")
    words: Line | None = _opt("En mots", "Comme on le lit sur la page", "si vous habitez outre-mer")


class Group(Doc):
    id: Id = _f("Identifiant", example="argent")
    words: tuple[Line, ...] = _f("Mots", "Des mots que les gens emploient l'un pour l'autre")


class Acronym(Doc):
    id: Id = _f("Identifiant", example="mdph")
    short: Short = _f("Sigle", example="MDPH")
    long: Line = _f("En toutes lettres", example="maison départementale des personnes handicapées")
    needs: tuple[Id, ...] = _many("Besoins", example="[mdph]")


class AmbiguousChoice(Doc):
    text: Line = _f("Choix", example="Ma carte d'identité")
    need: Id = _f("Besoin", example="cni-passeport")


class Ambiguous(Doc):
    id: Id = _f("Identifiant", example="carte")
    words: tuple[Line, ...] = _f("Mots", example="carte")
    choices: tuple[AmbiguousChoice, ...] = _f("Deux ou trois choix")


class NotHere(Doc):
    id: Id = _f("Identifiant", example="meteo")
    title: Line = _f("Titre", example="La météo")
    words: tuple[Line, ...] = _f("Mots", example="quel temps fera-t-il demain")


class Need(Doc):
    id: Id = _f("Identifiant", example="impaye-loyer")
    title: Line = _f("Titre", "Le problème, comme la personne le dirait", "Je n'arrive plus à payer mon loyer")
    official: Line = _f("Nom officiel", example="Fonds de solidarité pour le logement (FSL)")
    topics: tuple[Id, ...] = _many("Thèmes", "Autres thèmes où l'afficher", "[argent]")
    services: tuple[Id, ...] = _f("Services", "Les compétences qui peuvent aider", "[fsl]")
    words: tuple[Line, ...] = _f("Mots des habitants", "Ce que les gens disent ou tapent", "j'ai des loyers en retard")
    acronyms: tuple[Short, ...] = _many("Sigles", example="[FSL]")
    emergency: Flag = _opt("Urgence", "oui : la vie ou la sécurité est en jeu", "non", False)
    sensitive: Flag = _opt("Sensible", example="non", default=False)
    deadline: Line | None = _opt("Date limite", "Ce qui presse sans être vital", "Vous avez 2 mois pour contester.")
    next: Pointer = _f("Mène à", "Une étape : parcours/etape", "logement/retard-loyer")


class Answer(Doc):
    text: Line = _f("Réponse", example="On veut m'expulser")
    hint: Line | None = _opt("Précision", "Une seconde ligne, courte")
    pictogram: Id | None = _opt("Pictogramme")
    when: Line | None = _opt("Pour qui", "Condition, ou nom d'une condition", "outre-mer")
    next: Pointer = _f("Mène à", "Une question ou un résultat : etape, ou parcours/etape", "retard-loyer")


class Question(Doc):
    ask: Line = _f("Question", example="Que se passe-t-il ?")
    help: Line | None = _opt("Aide", example="Choisissez ce qui ressemble le plus à votre situation.")
    answers: dict[Id, Answer] = _f("Réponses", "Chaque réponse a un nom court, puis text et next")
    was: tuple[Id, ...] = _many("Anciens identifiants")


class Procedure(Doc):
    title: Short = _f("Titre", example="Demander le RSA en ligne")
    url: Url = _f("Adresse", example="https://www.caf.fr")


class Outcome(Doc):
    title: Line = _f("Titre", "La prochaine chose à faire", "Demandez une aide pour votre loyer")
    text: Prose | None = _opt("Texte", "Deux ou trois phrases courtes")
    steps: tuple[Line, ...] = _many("Étapes", "Ce qu'il faut faire, dans l'ordre", "Appelez le service ci-dessous.")
    prepare: tuple[Line, ...] = _many("À préparer", "Les papiers à avoir sous la main")
    tell: Prose | None = _opt("À dire en appelant", example="Je dois plusieurs mois de loyer.")
    contacts: tuple[Id, ...] = _f("Qui contacter", "Services ou contacts, le plus compétent d'abord", "[fsl, adil]")
    cost: Line | None = _opt("Coût", example="C'est gratuit.")
    after: Prose | None = _opt("Et après", "Ce qui se passe ensuite, et les délais")
    recourse: Prose | None = _opt("Si on vous dit non", "Le recours")
    deadline: Line | None = _opt("Date limite")
    urgent: Flag = _opt("Urgent", "oui : vie ou sécurité ; un contact doit répondre 24h/24", "non", False)
    fiches: tuple[Fiche, ...] = _many("Fiches officielles", example="[F1334]")
    procedures: tuple[Procedure, ...] = _many("Démarches en ligne")
    was: tuple[Id, ...] = _many("Anciens identifiants")


class Journey(Doc):
    title: Short = _f("Titre", example="Mon logement")
    sensitive: Flag = _opt("Sensible", example="non", default=False)
    start: Id = _f("Début", "La première question", "situation")
    questions: dict[Id, Question] = _opt("Questions", default={})
    outcomes: dict[Id, Outcome] = _opt("Résultats", default={})


class Phone(Doc):
    number: Code = _f("Numéro", example="04 83 95 00 00")
    label: Short | None = _opt("Précision", example="Accueil")
    hours: Hours | None = _opt("Heures", "24h/24, ou des jours et des heures", "lundi-vendredi: 8h30-12h, 13h30-17h")
    cost: Short | None = _opt("Coût", example="gratuit")
    sms: Flag = _opt("SMS", "oui : on peut aussi écrire à ce numéro", "non", False)
    anonymous: Flag = _opt("Anonyme", example="oui", default=False)


class Desk(Doc):
    address: Line = _f("Adresse", example="12 rue des Lices, 83000 Toulon")
    hours: Hours | None = _opt("Heures", example="lundi-vendredi: 8h30-12h, 13h30-17h")
    appointment: Line | None = _opt("Rendez-vous", example="conseillé")
    access: Line | None = _opt("Accès", "Bus, fauteuil roulant…")
    latitude: Degrees | None = _opt("Latitude", example="43.12")
    longitude: Degrees | None = _opt("Longitude", example="5.93")


class MailBox(Doc):
    address: Mail = _f("Courriel", example="accueil@exemple.fr")
    label: Short | None = _opt("Précision")


class Online(Doc):
    url: Url = _f("Adresse", example="https://www.var.fr")
    title: Short | None = _opt("Titre", example="Site du département")


class Closure(Doc):
    from_: Day = _f("Du", example="24/12/2026", alias="from")
    to: Day = _f("Au", example="02/01/2027")
    text: Line = _f("Raison", example="Fermé pour les fêtes")


class Contact(Doc):
    id: Id = _f("Identifiant", example="mds-toulon")
    kind: _choice("body", "service", "team", "person") = _opt(  # type: ignore[valid-type]
        "Nature", "body : administration ; service ; team : groupe d'agents ; person : une personne", "service", "service"
    )
    part_of: Id | None = _opt("Fait partie de", "Contact dont il reprend l'adresse et les heures", "departement-var")
    name: Short = _f("Nom", example="Maison des solidarités de Toulon")
    role: Line | None = _opt("Rôle", "Ce qu'il fait pour les gens, en une ligne")
    provides: tuple[Id, ...] = _many("Services rendus", example="[action-sociale]")
    area: tuple[Place, ...] = _many("Pour qui", "Codes des lieux servis", "[83137]")
    general: Flag = _opt("Information générale", "oui : ne compte jamais comme LA réponse", "non", False)
    sensitive: Flag = _opt("Sensible", example="non", default=False)
    languages: Line | None = _opt("Langues")
    phone: Annotated[tuple[Phone, ...], _as_list("number")] = _many("Téléphone", example="04 83 95 00 00")
    desk: Desk | None = _opt("Accueil", "Où aller, et quand")
    mail: Annotated[tuple[MailBox, ...], _as_list("address")] = _many("Courriel", example="accueil@exemple.fr")
    online: Annotated[tuple[Online, ...], _as_list("url")] = _many("En ligne", example="https://www.var.fr")
    share: Line = _opt("Partage", "oui | non | via <contact>", "oui", "oui")
    owner: Line | None = _opt("Qui tient la fiche à jour", "Une fonction ou une boîte, pas un nom")
    verified_on: Day | None = _opt("Vérifié le", "Le jour où quelqu'un a vérifié", "02/11/2026")
    source: Line | None = _opt("Source", example="https://www.var.fr")
    source_date: Day | None = _opt("Date de la source", example="12/12/2017")
    review_every: Period | None = _opt("À revoir tous les", example="6 mois")
    reply_within: Line | None = _opt("Répond en", example="2 jours ouvrés")
    agreement: Line | None = _opt("Accord", "Pour une personne : référence de son accord écrit")
    closures: tuple[Closure, ...] = _many("Fermetures")


class Scenario(Doc):
    id: Id = _f("Identifiant", example="loyer-en-retard")
    search: Line | None = _opt("Recherche", example="j'arrive plus a payer mon loyer")
    walk: tuple[Code, ...] = _many("Chemin", "Le besoin ou le parcours, puis le nom de chaque réponse")
    place: Place | None = _opt("Lieu", example="83137")
    date: Day | None = _opt("Jour")
    hour: Line | None = _opt("Heure", example="14h30")
    audience: Line | None = _opt("Pour qui")
    expect: Pointer = _f("Attendu", "Un besoin, un résultat (parcours/etape) ou un contact", "impaye-loyer")


class Partner(Doc):
    name: Short = _f("Nom", example="Département du Var")
    short: Short | None = _opt("Nom court", example="Var")
    level: Level = _f("Niveau", example="departement")
    territory: Place = _f("Territoire", "Code du territoire", '"83"')
    status: _choice("demo", "pilot", "live") = _f("État", "demo | pilot | live", "demo")  # type: ignore[valid-type]
    website: Url = _f("Site", example="https://www.var.fr")
    publisher: Line = _f("Éditeur", "Qui répond du site")
    dpo: Line = _f("Données personnelles", "Comment joindre le délégué à la protection des données")
    host: Line = _f("Hébergeur", "Qui héberge les pages")
    referent: Line | None = _opt("Référent", "Une fonction, pas un nom")
    pilot_service: Line | None = _opt("Service pilote")
    not_listed: Id = _f("Qui aide", "Contact, avec un téléphone, qui aide quand rien ne convient", "standard-var")
    sites: tuple[Url, ...] = _many("Sites", "Où le widget peut être affiché", "https://www.var.fr")


class Colours(Doc):
    primary: Colour = _f("Couleur principale", example='"#005a9c"')
    accent: Colour = _f("Couleur secondaire", example='"#c8511b"')


class Branding(Doc):
    colours: Colours = _f("Couleurs")
    logo: Line | None = _opt("Logo", "Fichier SVG du dossier", "assets/logo.svg")
    logo_alt: Line | None = _opt("Texte du logo", "Ce que dit le logo, pour qui ne le voit pas", "Département du Var")
    radius: _choice("none", "soft", "round") = _opt("Coins", "none | soft | round", "soft", "soft")  # type: ignore[valid-type]
    font: Line | None = _opt("Police", "Fichier woff2 du dossier", "assets/police.woff2")


class Entry(Doc):
    id: Id = _f("Identifiant", example="social")
    title: Short = _f("Titre", example="Aide sociale")
    intro: Line | None = _opt("Introduction")
    topics: tuple[Id, ...] = _many("Thèmes montrés d'abord", example="[argent, logement]")
    start: Pointer | None = _opt("Début", "Première question posée", "logement/situation")
    answers: dict[Code, Id] = _opt("Réponses déjà données", "question -> réponse", "logement/situation: payer", {})
    audience: _choice("moi", "un proche", "témoin", "agent") | None = _opt("Pour qui", example="moi")  # type: ignore[valid-type]


class Alert(Doc):
    id: Id = _f("Identifiant", example="greve")
    text: Line = _f("Message", example="L'accueil est fermé aujourd'hui.")
    from_: Day = _f("Du", example="01/12/2026", alias="from")
    to: Day = _f("Au", example="02/12/2026")
    contacts: tuple[Id, ...] = _many("Contacts concernés", example="[mds-toulon]")


class Lexicon(Doc):
    groups: tuple[Group, ...] = _many("Groupes de mots")
    acronyms: tuple[Acronym, ...] = _many("Sigles")
    ambiguous: tuple[Ambiguous, ...] = _many("Mots à plusieurs sens")
    not_here: tuple[NotHere, ...] = _many("Hors sujet")



MODELS: dict[str, type[Doc]] = {
    "commons": Commons,
    "topic": Topic,
    "service": Service,
    "emergency": EmergencyLine,
    "condition": Condition,
    "lexicon": Lexicon,
    "need": Need,
    "journey": Journey,
    "contact": Contact,
    "scenario": Scenario,
    "partner": Partner,
    "branding": Branding,
    "entry": Entry,
    "alert": Alert,
}
"""Kind name -> the shape of one of its items."""


# --------------------------------------------------------------------------------------------------------------------
# Overlay schemas, derived.

_LIST, _EDIT = "<list>", "<edit>"


def _list_or_edit(value: Any) -> str:
    return _EDIT if isinstance(value, dict) else _LIST


@cache
def overlay_of(model: type[Doc]) -> type[Doc]:
    """Return the overlay of `model`: the same keys, none required but `id`, plus `hide` and `reason`."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        required = name == "id"
        annotation = Annotated[_overlay_type(info.annotation), *info.metadata] if info.metadata else _overlay_type(info.annotation)
        more = {"alias": info.alias} if info.alias else {}
        default = {} if required else {"default": None}
        fields[name] = (
            annotation if required else Union[annotation, None],  # noqa: UP007 - a runtime value
            Field(title=info.title, description=info.description, examples=info.examples, **default, **more),
        )
    fields["hide"] = (Flag, _opt("Masquer", "oui : ne plus montrer cet élément national", "oui", False))
    fields["reason"] = (Line | None, _opt("Raison", "Pourquoi il est masqué : c'est publié", "Ce service n'existe pas ici."))
    return create_model(f"{model.__name__}Overlay", __base__=Doc, **fields)


def _overlay_type(annotation: Any) -> Any:
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return overlay_of(annotation)
    if origin is tuple:
        item = args[0]
        if isinstance(item, type) and issubclass(item, Doc):
            return tuple[overlay_of(item) if "id" in item.model_fields else item, ...]
        edit = create_model("ListEdit", __base__=Doc, add=(tuple[item, ...], ()), hide=(tuple[item, ...], ()))
        return Annotated[
            Annotated[tuple[item, ...], Tag(_LIST)] | Annotated[edit, Tag(_EDIT)], Discriminator(_list_or_edit)
        ]
    if origin is dict:
        value = args[1]
        return dict[args[0], overlay_of(value)] if isinstance(value, type) and issubclass(value, Doc) else annotation  # type: ignore[valid-type]
    if origin is Union or type(annotation).__name__ == "UnionType":
        return Union[tuple(_overlay_type(arg) for arg in args)]  # noqa: UP007 - a runtime value
    return annotation


# --------------------------------------------------------------------------------------------------------------------
# Binding.


def bind(model: type[Doc], node: Node, *, overlay: bool = False) -> tuple[Doc | None, list[Diagnostic]]:
    """Validate `node` against `model`, or its overlay.

    Returns:
        The document, or None when it has errors; and every finding, located in the YAML.
    """
    shape = overlay_of(model) if overlay else model
    try:
        return shape.model_validate(plain(node)), []
    except ValidationError as problem:
        return None, [_located(error, shape, node) for error in problem.errors(include_url=False, include_input=False)]


def plain(node: Node) -> Any:
    """Return the tree without its places: text, lists and dicts."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


_SHAPES = {
    Text: ("un texte", "a text"),
    Listing: ("une liste", "a list"),
    Mapping: ("un groupe de lignes « mot: valeur »", "a group of “key: value” lines"),
}
_WANTED = {
    "string_type": _SHAPES[Text],
    "tuple_type": _SHAPES[Listing],
    "list_type": _SHAPES[Listing],
    "dict_type": _SHAPES[Mapping],
    "model_type": _SHAPES[Mapping],
    "model_attributes_type": _SHAPES[Mapping],
    "hours_type": ("des jours et des heures", "days and hours"),
}


def _located(error: Any, model: type[Doc], root: Node) -> Diagnostic:
    """Turn one pydantic error into a diagnostic at the nearest place of the tree."""
    path = tuple(str(step) if isinstance(step, str) else step for step in error["loc"] if step not in (_LIST, _EDIT, "[key]"))
    node, parent, key = _walk(root, path)
    info, owner = _field(model, path)
    known = {
        "title": (info.title if info else None) or key,
        "description": (info.description if info else None) or key,
        "example": f"{key}: {info.examples[0]}" if info and info.examples else f"{key}: …",
    }
    kind = error["type"]
    if kind == "missing":
        return MISSING_KEY.at(node.location, key=str(path[-1]), **{**known, "title": known["title"]})
    if kind == "extra_forbidden" and isinstance(parent, Mapping):
        names = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
        near = next(closest(key, names), None)
        help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near else None
        return UNKNOWN_KEY.at(parent.key_location(key), key=key, known=", ".join(sorted(names)), help=help)
    if kind in VALUE_RULES:
        context = {name: value for name, value in error.get("ctx", {}).items() if name != "near"}
        near = error.get("ctx", {}).get("near")
        help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near else None
        return VALUE_RULES[kind].at(node.location, help=help, **context)
    if kind == "string_too_short":
        return EMPTY_VALUE.at(_place_of(node, parent, key), key=key, **known)
    if kind == "string_too_long":
        length = len(node.value) if isinstance(node, Text) else 0
        return TEXT_TOO_LONG.at(node.location, length=length, limit=error["ctx"]["max_length"])
    if isinstance(node, Text) and not node.value:
        return EMPTY_VALUE.at(_place_of(node, parent, key), key=key, **known)
    wanted, wanted_en = _WANTED.get(kind, ("une autre valeur", "another value"))
    found, found_en = _SHAPES[type(node)]
    return WRONG_SHAPE.at(
        node.location, wanted=wanted, wanted_en=wanted_en, found=found, found_en=found_en,
        description=known["description"], example=known["example"],
    )  # fmt: skip


def _place_of(node: Node, parent: Node | None, key: str) -> Location:
    if isinstance(parent, Mapping) and key in parent.entries:
        return parent.key_location(key)
    return node.location


def _walk(root: Node, path: tuple[str | int, ...]) -> tuple[Node, Node | None, str]:
    """Follow `path` as far as the tree goes (shorthand has no such steps); return node, its parent, the last key."""
    node, parent, key = root, None, ""
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            parent, key, node = node, step, node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            parent, node = node, node.items[step]
        elif isinstance(step, str):
            key = step
    return node, parent, key


def _field(model: type[Doc], path: tuple[str | int, ...]) -> tuple[Any, type[Doc] | None]:
    """Return the field that `path` ends on, and the shape that would hold the last key."""
    owner: type[Doc] | None = model
    info: Any = None
    for step in path:
        if isinstance(step, int) or owner is None:
            continue
        names = {field.alias or name: field for name, field in owner.model_fields.items()}
        if step in names:
            info = names[step]
            owner = _inner(info.annotation) or owner
        else:
            info = None
    return info, owner


def _inner(annotation: Any) -> type[Doc] | None:
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return annotation
    for arg in get_args(annotation):
        if (found := _inner(arg)) is not None:
            return found
    return None


# --------------------------------------------------------------------------------------------------------------------
# JSON Schema.


def json_schema(kind: Kind, *, overlay: bool, draft: Literal["2020-12", "draft-07"] = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of a whole file of this kind, for editors and other tools."""
    item = overlay_of(MODELS[kind.name]) if overlay else MODELS[kind.name]
    schema = item.model_json_schema(by_alias=True, mode="validation", ref_template="#/$defs/{model}")
    if kind.key:
        defs = schema.pop("$defs", {})
        defs[item.__name__] = schema
        ref = {"$ref": f"#/$defs/{item.__name__}"}
        items = {"type": "array", "items": ref} if kind.listed else {"type": "object", "additionalProperties": ref}
        schema = {
            "type": "object",
            "properties": {kind.key: items},
            "required": [kind.key],
            "additionalProperties": False,
            "$defs": defs,
        }
    schema["title"] = f"{kind.name}{' (partenaire)' if overlay else ''}"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if draft == "draft-07":
        text_schema = _for_draft_07(schema)
        text_schema["$schema"] = "http://json-schema.org/draft-07/schema#"
        return text_schema
    return schema


def _for_draft_07(node: Any) -> Any:
    if isinstance(node, dict):
        renamed = {("definitions" if key == "$defs" else key): _for_draft_07(value) for key, value in node.items()}
        if isinstance(renamed.get("$ref"), str):
            renamed["$ref"] = renamed["$ref"].replace("#/$defs/", "#/definitions/")
        return renamed
    return [_for_draft_07(item) for item in node] if isinstance(node, list) else node
