"""Shapes of who helps: services, contacts and their channels, emergency lines."""

from __future__ import annotations

from typing import Annotated

from .fields import Doc, Shorthand, asked, optional, several
from .values import (
    Code,
    Day,
    DecidingPlace,
    Degrees,
    DirectoryType,
    Flag,
    Hours,
    How,
    Id,
    Level,
    Line,
    Mail,
    Nature,
    Period,
    Place,
    Share,
    Short,
    Url,
)

__all__ = ["Closure", "Contact", "Desk", "EmergencyLine", "MailBox", "Online", "Phone", "Service"]


class Service(Doc, title="Une compétence"):
    id: Id = asked("Identifiant", "Une compétence, jamais un bureau", "fsl")
    name: Short = asked("Nom officiel", example="Fonds de solidarité pour le logement (FSL)")
    plain: Line = asked(
        "En mots simples", "Ce que c'est, pour quelqu'un qui ne connaît pas", "l'aide du département pour le loyer"
    )
    level: Level = asked("Qui en est chargé", "Le niveau d'administration qui décide", "departement")
    place: DecidingPlace = optional(
        "Quel lieu compte",
        "residence : où l'on habite ; event : où cela se passe ; any : partout ; none : aucun",
        "residence",
        "residence",
    )  # fmt: skip
    acronyms: tuple[Short, ...] = several("Sigles", example="[FSL]")
    received_by: tuple[Id, ...] = several(
        "Qui reçoit", "Services qui reçoivent les gens à la place de celui qui décide"
    )
    reach: Line = asked(
        "Comment le joindre",
        "Comment joindre ce service quand on n'a pas ses coordonnées : toujours vrai, avec une personne au bout",
        "Appelez la mairie de votre commune et demandez le centre communal d'action sociale.",
    )
    sensitive: Flag = optional("Sensible", example="non", default=False)
    directory_types: tuple[DirectoryType, ...] = several(
        "Types de l'annuaire", "Codes de l'annuaire officiel qui correspondent, le plus proche d'abord", "[mds, cg]"
    )
    source: Line | None = optional("Source", "Page qui dit qui est compétent", "https://www.service-public.gouv.fr")
    verified_on: Day | None = optional("Vérifié le", example="02/11/2026")


class Phone(Doc, title="Un numéro"):
    number: Code = asked("Numéro", example="04 83 95 00 00")
    label: Short | None = optional("Précision", example="Accueil")
    hours: Hours | None = optional(
        "Heures", "24h/24, ou des jours et des heures", "lundi-vendredi: 8h30-12h, 13h30-17h"
    )
    cost: Short | None = optional("Coût", example="gratuit")
    sms: Flag = optional("SMS", "oui : on peut aussi écrire à ce numéro", "non", False)
    voice: Flag = optional("Voix", "non : on n'appelle pas ce numéro, on lui écrit", "oui", True)
    anonymous: Flag = optional("Anonyme", example="oui", default=False)
    unsure: Flag = optional(
        "Dans le doute", "oui : la ligne dit elle-même qu'on peut appeler sans être sûr", "oui", False
    )


class Desk(Doc, title="Un accueil"):
    address: Line | None = optional(
        "Adresse", "Où aller ; à défaut, celle du contact dont il fait partie", "12 rue des Lices, 83000 Toulon"
    )
    hours: Hours | None = optional("Heures", example="lundi-vendredi: 8h30-12h, 13h30-17h")
    appointment: Line | None = optional("Rendez-vous", example="conseillé")
    access: Line | None = optional("Accès", "Bus, fauteuil roulant…")
    latitude: Degrees | None = optional("Latitude", example="43.12")
    longitude: Degrees | None = optional("Longitude", example="5.93")


class MailBox(Doc, title="Un courriel"):
    address: Mail = asked("Courriel", example="accueil@exemple.fr")
    label: Short | None = optional("Précision")


class Online(Doc, title="Une page"):
    url: Url = asked("Adresse", example="https://www.var.fr")
    title: Short | None = optional("Titre", example="Site du département")


class Closure(Doc, title="Une fermeture"):
    from_: Day = asked("Du", example="24/12/2026", alias="from")
    to: Day = asked("Au", example="02/01/2027")
    text: Line = asked("Raison", example="Fermé pour les fêtes")


class Contact(Doc, title="Un contact"):
    id: Id = asked("Identifiant", example="mds-toulon")
    kind: Nature = optional(
        "Nature",
        "body : administration ; service ; team : groupe d'agents ; person : une personne",
        "service",
        "service",
    )
    part_of: Id | None = optional(
        "Fait partie de", "Contact dont il reprend l'adresse et les heures", "departement-var"
    )
    name: Short = asked("Nom", example="Maison des solidarités de Toulon")
    role: Line | None = optional("Rôle", "Ce qu'il fait pour les gens, en une ligne")
    provides: tuple[Id, ...] = several("Services rendus", example="[action-sociale]")
    corrects: Id | None = optional(
        "Corrige", "Fiche de l'annuaire officiel que ce contact remplace", "dila-caf-83137-01"
    )
    area: tuple[Place, ...] = several(
        "Pour qui", "Codes des lieux servis ; 83137/83200 : une commune, pour un de ses codes postaux", "[83137]"
    )
    general: Flag = optional("Information générale", "oui : ne compte jamais comme LA réponse", "non", False)
    sensitive: Flag = optional("Sensible", example="non", default=False)
    languages: Line | None = optional("Langues")
    phone: Annotated[tuple[Phone, ...], Shorthand("number")] = several("Téléphone", example="04 83 95 00 00")
    desk: Desk | None = optional("Accueil", "Où aller, et quand")
    mail: Annotated[tuple[MailBox, ...], Shorthand("address")] = several("Courriel", example="accueil@exemple.fr")
    online: Annotated[tuple[Online, ...], Shorthand("url")] = several("En ligne", example="https://www.var.fr")
    share: Share = optional(
        "Partage", "Les autres partenaires peuvent-ils le montrer ? oui | non | via <contact>", "oui", "oui"
    )
    owner: Line | None = optional("Qui tient la fiche à jour", "Une fonction ou une boîte, pas un nom")
    verified_on: Day | None = optional("Vérifié le", "Le jour où quelqu'un a vérifié", "02/11/2026")
    source: Line | None = optional("Source", example="https://www.var.fr")
    source_date: Day | None = optional("Date de la source", example="12/12/2017")
    review_every: Period | None = optional("À revoir tous les", example="6 mois")
    reply_within: Line | None = optional("Répond en", example="2 jours ouvrés")
    self_service_first: Flag = optional(
        "En ligne d'abord",
        "oui : le téléphone est débordé, la démarche en ligne passe avant (jamais si c'est urgent ou sensible)",
        "non",
        False,
    )
    agreement: Line | None = optional("Accord", "Pour une personne : référence de son accord écrit")
    closures: tuple[Closure, ...] = several("Fermetures")


class EmergencyLine(Doc, title="Une ligne d'urgence"):
    id: Id = asked("Identifiant", example="police")
    number: Code = asked("Numéro", "Entre guillemets", '"17"')
    label: Short = asked("Qui répond", example="Police ou gendarmerie")
    pictogram: Id | None = optional("Pictogramme", "Nom d'un dessin du thème graphique", "feu")
    when: Line = asked("Dans quelle situation", example="Vous êtes en danger maintenant.")
    how: tuple[How, ...] = optional(
        "Comment", "call : appeler ; sms : écrire ; chat : discuter en ligne", "[call]", ("call",)
    )
    hours: Hours = asked("Heures", example="24h/24")
    free: Flag = optional("Gratuit", example="oui", default=False)
    note: Line | None = optional("Remarque", example="Si personne ne répond, rappelez.")
    chat: Url | None = optional("Adresse du tchat", example="https://www.urgence114.fr")
    source: Line = asked("Source", example="https://www.service-public.gouv.fr/particuliers/vosdroits/F33954")
    verified_on: Day = asked("Vérifié le", example="22/11/2026")
