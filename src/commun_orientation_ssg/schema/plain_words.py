"""Shapes of plain language: budgets for each kind of text, words to replace, words to explain."""

from __future__ import annotations

from .fields import Doc, asked, optional, several
from .values import Count, Id, Line, Short, TextKind

__all__ = ["Budget", "Explained", "Jargon", "PlainWords"]


class Budget(Doc, title="La mesure d'une sorte de texte"):
    id: TextKind = asked("Sorte de texte", "Ce que l'habitant lit là", "title")
    words: Count = asked("Mots par phrase", "Au-delà, la phrase est à couper", "12")
    usual: Count = asked("Longueur habituelle", "La moitié des phrases au moins n'ont pas plus de mots", "8")
    letters: Count = asked("Lettres par mot", "Au-delà, un mot est long ; voir aussi `everyday`", "13")
    nouns: Count = asked("Mots abstraits", "Noms en -tion, -ment, -ance… dans une phrase, au plus", "2")
    negations: Count = asked("Négations", "Dans une phrase, au plus : ne, sans, sauf, ni", "2")
    score: Count = optional(
        "Note", "Facilité de lecture de tout le texte, de 0 à 100, à atteindre dès vingt-cinq mots", "60", 0
    )


class Jargon(Doc, title="Un mot à remplacer"):
    id: Id = asked("Identifiant", example="solliciter")
    word: Line = asked("Mot ou expression", "Comme dans un dictionnaire ; ses formes sont trouvées", "solliciter")
    say: Line = asked("Dites plutôt", "Le mot de tous les jours", "demander")
    forms: tuple[Line, ...] = several("Autres formes", "Celles d'un mot irrégulier", "perçoit")
    unless: tuple[Line, ...] = several("Sauf dans", "Des noms où le mot reste", "prestation compensatoire")


class Explained(Doc, title="Un mot à expliquer"):
    id: Id = asked("Identifiant", example="assignation")
    word: Line = asked("Mot ou expression", "Un mot que l'on ne peut pas éviter", "assignation")
    means: Line = asked("Ce qu'il veut dire", "À écrire près du mot", "le papier qui vous appelle au tribunal")
    forms: tuple[Line, ...] = several("Autres formes")
    beside: tuple[Line, ...] = several(
        "Mots qui l'expliquent", "Si l'un d'eux est sur le même écran, le mot est expliqué", "tribunal"
    )


class PlainWords(Doc, title="Écrire simplement"):
    budgets: tuple[Budget, ...] = several("Mesures", "Une pour chaque sorte de texte")
    jargon: tuple[Jargon, ...] = several("Mots à remplacer")
    explain: tuple[Explained, ...] = several("Mots à expliquer")
    acronyms: tuple[Short, ...] = several("Sigles connus", "Ceux que tout le monde lit sans les développer", "SMS")
    everyday: tuple[Short, ...] = several("Mots de tous les jours", "Mots longs ou abstraits, mais connus", "logement")
    states: tuple[Short, ...] = several(
        "États", "Participes qui disent un état, et non ce que quelqu'un a fait", "fermé"
    )
