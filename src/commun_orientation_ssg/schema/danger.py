"""Shapes of the signs of danger: which words, said together, mean that somebody needs help now."""

from __future__ import annotations

from .fields import Doc, asked, optional, several
from .values import Alarm, Id, Line, Prose

__all__ = ["Call", "Danger", "Sign", "WordList"]


class Sign(Doc, title="Un signe de danger"):
    id: Id = asked("Identifiant", example="coups-a-la-maison")
    need: Id = asked("Besoin", "Le besoin que ce signe désigne", "violences-conjugales")
    show: Alarm = asked(
        "Ce que l'on montre",
        "banner (danger sûr : numéros en tête), block (probable : numéros), listed (possible : dans la liste)",
        "block",
    )
    words: tuple[Line, ...] = asked(
        "Mots",
        "Chaque ligne doit être dite : un de ses mots suffit, séparés par des virgules ; une liste est en CAPITALES",
        "PARTENAIRE, PARENT",
        min_length=1,
    )
    unless: Line | None = optional("Sauf si", "Ces mots annulent le signe, séparés par des virgules", "clavier, porte")


class WordList(Doc, title="Une liste de mots"):
    id: Id = asked("Identifiant", "Son nom, que les signes écrivent en CAPITALES", "partenaire")
    words: Prose = asked("Mots", "Séparés par des virgules", "mari, conjoint, copain")


class Call(Doc, title="Qui appeler"):
    id: Id = asked("Besoin", "Le besoin en danger", "violences-conjugales")
    lines: tuple[Id, ...] = asked("Numéros", "Le plus utile d'abord : identifiants de emergency.yaml", "[numero-17]")


class Danger(Doc, title="Les mots du danger"):
    lists: tuple[WordList, ...] = several("Listes de mots")
    calls: tuple[Call, ...] = several("Numéros à montrer pour chaque besoin")
    figures: tuple[Line, ...] = several("Façons de parler", "Leurs mots ne comptent pas", "mort de rire")
    stories: tuple[Line, ...] = several("Récits", "Un de ces mots, et aucun signe ne compte", "roman")
