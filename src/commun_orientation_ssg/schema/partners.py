"""Shapes of what is said once: the head of the commons, a partner, its colours, ways in and alerts."""

from __future__ import annotations

from .fields import Doc, asked, optional, several
from .values import (
    Audience,
    Code,
    Colour,
    Corners,
    Day,
    Flag,
    Id,
    Level,
    Line,
    Place,
    Pointer,
    Said,
    Short,
    Status,
    Tone,
    Url,
)

__all__ = ["Alert", "Branding", "Colours", "Commons", "Entry", "Partner", "Replaced", "ReplacedText"]


class Commons(Doc, title="Le contenu national"):
    name: Short = asked("Nom", "Nom du contenu national", "Contenu national")
    edition: Day = asked(
        "Édition", "Jour de cette édition : l'âge des informations se compte à partir de lui", "23/11/2026"
    )
    not_listed: Id = asked("Qui aide", "Contact qui aide quand rien ne convient", "allo-service-public")


class Partner(Doc, title="Le partenaire"):
    name: Short = asked("Nom", example="Département du Var")
    short: Short | None = optional("Nom court", example="Var")
    level: Level = asked("Niveau", example="departement")
    territory: Place = asked("Territoire", "Code du territoire", '"83"')
    status: Status = asked("État", "demo | pilot | live", "demo")
    website: Url = asked("Site", example="https://www.var.fr")
    publisher: Line = asked("Éditeur", "Qui répond du site")
    dpo: Line = asked("Données personnelles", "Comment joindre le délégué à la protection des données")
    host: Line = asked("Hébergeur", "Qui héberge les pages")
    referent: Line | None = optional("Référent", "Une fonction, pas un nom")
    pilot_service: Line | None = optional("Service pilote")
    not_listed: Id = asked("Qui aide", "Contact, avec un téléphone, qui aide quand rien ne convient", "standard-var")
    offline: Flag = optional(
        "Hors connexion",
        "oui : l'accueil, les urgences et les parcours qui ne sont pas sensibles s'ouvrent aussi sans internet ; "
        "non : rien n'est gardé, et ce qui l'était est effacé",
        "oui",
        True,
    )
    sites: tuple[Url, ...] = several("Sites", "Où le widget peut être affiché", "https://www.var.fr")


class Colours(Doc, title="Les couleurs"):
    primary: Colour = asked("Couleur principale", example='"#005a9c"')
    accent: Colour = asked("Couleur secondaire", example='"#c8511b"')


class Branding(Doc, title="L'apparence"):
    colours: Colours = asked("Couleurs")
    logo: Line | None = optional("Logo", "Fichier SVG du dossier", "assets/logo.svg")
    logo_alt: Line | None = optional(
        "Texte du logo", "Ce que dit le logo, pour qui ne le voit pas", "Département du Var"
    )
    radius: Corners = optional("Coins", "none | soft | round", "soft", "soft")
    tone: Tone = optional(
        "Ton", "sober (fonds gris) | soft (un peu de votre couleur) | vivid (davantage)", "soft", "soft"
    )
    font: Line | None = optional(
        "Police",
        "Fichier WOFF2 du dossier, 60 Ko au plus ; la première page peut s'afficher avec celle de l'appareil",
        "assets/police.woff2",
    )


class Entry(Doc, title="Une entrée"):
    id: Id = asked("Identifiant", example="social")
    title: Short = asked("Titre", example="Aide sociale")
    intro: Line | None = optional("Introduction")
    topics: tuple[Id, ...] = several("Thèmes montrés d'abord", example="[argent, logement]")
    start: Pointer | None = optional("Début", "Première question posée", "logement/situation")
    answers: dict[Code, Id] = optional("Réponses déjà données", "question -> réponse", "logement/situation: payer", {})
    audience: Audience | None = optional("Pour qui", example="moi")


class Alert(Doc, title="Une alerte"):
    id: Id = asked("Identifiant", example="greve")
    text: Line = asked("Message", example="L'accueil est fermé aujourd'hui.")
    from_: Day = asked("Du", example="01/12/2026", alias="from")
    to: Day = asked("Au", example="02/12/2026")
    contacts: tuple[Id, ...] = several("Contacts concernés", example="[mds-toulon]")


class Advice(Doc, title="Un conseil à qui ne peut pas dire sa commune"):
    id: Id = asked("Identifiant", example="sans-adresse")
    title: Short = asked("Ce que dit la personne", example="Je n'ai pas d'adresse")
    text: Line = asked("Conseil", example="Pour dormir ce soir, appelez le 115.")
    call: Id | None = optional("Numéro à montrer", "Une ligne de emergency.yaml", "numero-115")
    source: Line | None = optional("Source", "D'où vient ce qui est dit, et le jour où cela a été lu")


class ReplacedText(Doc, title="Un texte national remplacé"):
    at: Code = asked("Où", "Le chemin de la valeur, comme pour « commun explain »", "need/impaye-loyer/title")
    hash: Code = asked("Empreinte", "Celle du texte national, écrite par la commande", '"5f3a09c1d2e4"')
    said: Said = asked("Ce qui était dit", "Le texte national le jour du choix", "Je n'arrive plus à payer mon loyer")


class Replaced(Doc, title="Les textes nationaux remplacés"):
    replaced: tuple[ReplacedText, ...] = asked(
        "Remplacements", "Écrits par « commun update-overlay » : rien à changer à la main"
    )
