"""Shapes of the lexicon: words that mean the same, acronyms, ambiguous words, what is out of scope."""

from __future__ import annotations

from .fields import Doc, asked, several
from .values import Id, Line, Short

__all__ = ["Acronym", "Ambiguous", "AmbiguousChoice", "Group", "Lexicon", "NotHere"]


class Group(Doc, title="Des mots équivalents"):
    id: Id = asked("Identifiant", example="argent")
    words: tuple[Line, ...] = asked("Mots", "Des mots que les gens emploient l'un pour l'autre")


class Acronym(Doc, title="Un sigle"):
    id: Id = asked("Identifiant", example="mdph")
    short: Short = asked("Sigle", example="MDPH")
    long: Line = asked("En toutes lettres", example="maison départementale des personnes handicapées")
    needs: tuple[Id, ...] = several("Besoins", example="[mdph]")


class AmbiguousChoice(Doc, title="Un des sens"):
    text: Line = asked("Choix", example="Ma carte d'identité")
    need: Id = asked("Besoin", example="cni-passeport")


class Ambiguous(Doc, title="Un mot à plusieurs sens"):
    id: Id = asked("Identifiant", example="carte")
    words: tuple[Line, ...] = asked("Mots", example="carte")
    choices: tuple[AmbiguousChoice, ...] = asked("Deux ou trois choix")


class NotHere(Doc, title="Une demande hors sujet"):
    id: Id = asked("Identifiant", example="meteo")
    title: Line = asked("Titre", example="La météo")
    words: tuple[Line, ...] = asked("Mots", example="quel temps fera-t-il demain")


class Lexicon(Doc, title="Les mots"):
    groups: tuple[Group, ...] = several("Groupes de mots")
    acronyms: tuple[Acronym, ...] = several("Sigles")
    ambiguous: tuple[Ambiguous, ...] = several("Mots à plusieurs sens")
    not_here: tuple[NotHere, ...] = several("Hors sujet")
