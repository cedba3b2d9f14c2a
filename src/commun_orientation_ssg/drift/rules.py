"""What can be wrong between what a partner replaced and the commons: the sentences."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity

STALE_REPLACEMENT = Rule(
    "stale-replacement",
    Severity.WARNING,
    Bilingual(
        "vous remplacez un texte national qui a changé depuis : {at}",
        "you replace a text of the commons that has changed since: {at}",
    ),
    Bilingual(
        "un choix : garder votre texte, prendre le nouveau texte national, ou modifier le vôtre",
        "a choice: keep your text, take the new one of the commons, or edit yours",
    ),
    Bilingual(
        "comparez et choisissez : commun update-overlay {partner}",
        "compare and choose: commun update-overlay {partner}",
    ),
)
SAID_THEN = Bilingual("il disait « {text} »", "it said “{text}”")
SAYS_NOW = Bilingual("il dit maintenant « {text} »", "it now says “{text}”")
SAYS_NOTHING = Bilingual("il ne dit plus rien ici", "it no longer says anything here")
DAMAGED_RECORD = Rule(
    "damaged-record",
    Severity.WARNING,
    Bilingual(
        "ce que le contenu national disait ici a été changé à la main : {at}",
        "what the commons said here was changed by hand: {at}",
    ),
    Bilingual("le texte qu'une commande a noté, avec son empreinte", "the text that a command noted, with its hash"),
    Bilingual("laissez faire : commun update-overlay {partner}", "leave it to: commun update-overlay {partner}"),
)
