"""Shapes of what only agents read. Their files stand outside of the project, and reach only `build-agents/`."""

from __future__ import annotations

from typing import Annotated

from .contacts import MailBox
from .fields import Doc, Shorthand, asked, optional, several
from .values import Code, Day, Hours, Id, Line, Pointer, Prose, Short

__all__ = ["DirectLine", "PrivateContact", "PrivateNote"]


class DirectLine(Doc, title="Une ligne directe"):
    number: Code | None = optional("Numéro", "Le numéro direct, entre agents", "01 99 00 00 21")
    extension: Code | None = optional("Poste", "Le numéro interne, quand on appelle du même standard", '"4521"')
    name: Short | None = optional("Qui répond", "Un nom, avec l'accord de la personne", "Camille Exemple")
    label: Short | None = optional("Précision", example="Responsable de l'accueil")
    hours: Hours | None = optional("Heures", example="lundi-vendredi: 8h30-12h")


class PrivateContact(Doc, title="Un contact, pour les agents"):
    id: Id = asked(
        "Identifiant",
        "Celui d'un contact public : on y ajoute. Un autre, avec un nom : un contact que seuls les agents voient",
        "mds-toulon",
    )
    name: Short | None = optional("Nom", "Seulement pour un contact qui n'est pas public", "Astreinte logement")
    role: Line | None = optional("Rôle", "Ce qu'il fait, en une ligne", "Reloge dans la journée après un incendie.")
    provides: tuple[Id, ...] = several("Services rendus", "Il se montre là où le site donne ces services", "[ccas]")
    note: Prose | None = optional(
        "Note", "Ce que l'agent doit savoir avant de transférer", "Demandez d'abord s'il y a un dossier ouvert."
    )
    transfer: Line | None = optional(
        "Phrase de transfert",
        "Ce que l'agent dit au moment de transférer ; sinon une phrase toute faite, avec le numéro public",
        "Je vous passe l'accueil de la maison des solidarités.",
    )
    direct: Annotated[tuple[DirectLine, ...], Shorthand("number")] = several(
        "Lignes directes", "Pour les agents, jamais à donner", "01 99 00 00 21"
    )
    mail: Annotated[tuple[MailBox, ...], Shorthand("address")] = several(
        "Courriel", "Une boîte interne", "accueil.interne@exemple.fr"
    )
    verified_on: Day | None = optional("Vérifié le", "Le jour où quelqu'un a vérifié", "02/11/2026")


class PrivateNote(Doc, title="Une note pour les agents"):
    id: Pointer = asked("Où", "La question ou le résultat : parcours/nom", "logement/retard-loyer")
    note: Prose = asked("Note", example="Le fonds est fermé jusqu'au 15 : proposez un rappel.")
