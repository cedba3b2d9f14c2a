"""Shape of the emergency page in one more language: the words of the page, then those of each line."""

from __future__ import annotations

from .fields import Doc, asked, optional
from .values import Direction, Id, Language, Line, Prose, Short

__all__ = ["EmergencyLanguage", "LineWords", "PageWords"]


class PageWords(Doc, title="Les mots de la page"):
    title: Short = asked("Titre", example="Emergency, danger")
    lead: Line = asked("Introduction", example="Call. It is free.")
    skip: Short = asked("Aller au contenu", "Le premier lien, pour le clavier", "Skip to content")
    back: Short = asked("Accueil", "Le lien vers l'accueil, qui est en français", "Home page (in French)")
    call: Short = asked("Appeler", "Ce qui est écrit avant le numéro", "Call")
    sms: Short = asked("Écrire un SMS", "Ce qui est écrit avant le numéro", "Text")
    chat: Short = asked("Écrire en ligne", example="Write online")
    free: Short = asked("Gratuit", example="Free of charge.")
    always: Short = asked("À toute heure", example="Day and night, every day")
    daily: Short = asked("Tous les jours", "{from} et {to} sont les heures", "Every day, {from} to {to}")
    checked: Short = asked("Vérifié", "{date} est le jour", "Checked on {date}")
    offline: Short = asked("Sans connexion", "{date} est le jour du contenu", "No connection. Page of {date}.")
    exit: Short = asked("Quitter vite", example="Leave quickly")
    exit_text: Line = asked("À côté de « Quitter vite »", example="You can leave at any time.")
    discreet_title: Short = asked("Rester discret", example="Staying unnoticed")
    discreet_text: Prose = asked("Ce que « Quitter vite » n'efface pas")
    discreet_no_script: Line = asked("Sans JavaScript", "Ce que « Quitter vite » ne peut pas faire alors")
    discreet_framed: Line = asked("Dans le cadre d'un autre site", "Ce que « Quitter vite » ne peut pas faire alors")
    say_title: Short | None = optional("Avant la phrase à dire", example="You can say in French")
    say: Line | None = optional("Phrase à dire, en français", example="Je parle anglais. Aidez-moi.")
    say_as: Line | None = optional("La même, comme elle se prononce", example="Jö parl türk.")
    french_below: Line | None = optional("Avant ce qui reste en français", example="The rest is in French.")


class LineWords(Doc, title="Une ligne, dans cette langue"):
    label: Short = asked("Qui répond", example="Fire brigade")
    when: Line = asked("Dans quelle situation", example="Fire, smell of gas, accident.")
    note: Line | None = optional("Remarque", example="Get out first.")


class EmergencyLanguage(Doc, title="La page d'urgence dans une langue"):
    language: Language = asked("Langue", "Code de la langue", "uk")
    name: Short = asked("Nom", "Nom de la langue, dans cette langue", "Українська")
    direction: Direction = optional("Sens de lecture", "ltr | rtl", "rtl", "ltr")
    words: PageWords = asked("Mots de la page")
    lines: dict[Id, LineWords] = asked("Lignes", "Identifiant d'une ligne de emergency.yaml -> ses mots")
