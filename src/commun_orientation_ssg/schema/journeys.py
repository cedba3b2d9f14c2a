"""Shapes of what residents walk through: topics, needs, journeys, conditions, and the scenarios that prove them."""

from __future__ import annotations

from .fields import Doc, asked, optional, several
from .values import Audience, Code, Day, Fiche, Flag, Id, Line, Place, Pointer, Prose, Short, Url

__all__ = ["Answer", "Condition", "Journey", "Need", "Outcome", "Procedure", "Question", "Scenario", "Topic"]


class Topic(Doc, title="Un thème de demandes"):
    id: Id = asked("Identifiant", example="logement")
    title: Short = asked("Titre", "Le thème, en mots de tous les jours", "Logement")
    hint: Line = asked("Précision", "Deux ou trois exemples de ce qu'on y trouve", "Loyer, expulsion, logement social")
    pictogram: Id | None = optional("Pictogramme", "Nom d'un dessin du thème graphique", "logement")
    sensitive: Flag = optional("Sensible", "oui : l'adresse des pages ne dit pas le sujet", "non", False)


class Need(Doc, title="Un besoin, dans les mots des habitants"):
    id: Id = asked("Identifiant", example="impaye-loyer")
    title: Line = asked("Titre", "Le problème, comme la personne le dirait", "Je n'arrive plus à payer mon loyer")
    official: Line = asked("Nom officiel", example="Fonds de solidarité pour le logement (FSL)")
    topics: tuple[Id, ...] = several("Thèmes", "Autres thèmes où l'afficher", "[argent]")
    services: tuple[Id, ...] = asked("Services", "Les compétences qui peuvent aider", "[fsl]")
    broader: Id | None = optional(
        "Besoin plus large", "Celui qu'on montre à côté, quand celui-ci est trop précis", "cni-passeport"
    )
    words: tuple[Line, ...] = asked(
        "Mots des habitants", "Ce que les gens disent ou tapent", "j'ai des loyers en retard"
    )
    acronyms: tuple[Short, ...] = several("Sigles", example="[FSL]")
    emergency: Flag = optional("Urgence", "oui : la vie ou la sécurité est en jeu", "non", False)
    sensitive: Flag = optional("Sensible", example="non", default=False)
    deadline: Line | None = optional("Date limite", "Ce qui presse sans être vital", "Vous avez 2 mois pour contester.")
    next: Pointer = asked("Mène à", "Une étape : parcours/etape", "logement/retard-loyer")


class Answer(Doc, title="Une réponse"):
    text: Line = asked("Réponse", example="On veut m'expulser")
    hint: Line | None = optional("Précision", "Une seconde ligne, courte")
    pictogram: Id | None = optional("Pictogramme")
    when: Line | None = optional("Pour qui", "Condition, ou nom d'une condition", "outre-mer")
    next: Pointer = asked("Mène à", "Une question ou un résultat : etape, ou parcours/etape", "retard-loyer")


class Question(Doc, title="Une question"):
    ask: Line = asked("Question", example="Que se passe-t-il ?")
    help: Line | None = optional("Aide", example="Choisissez ce qui ressemble le plus à votre situation.")
    answers: dict[Id, Answer] = asked("Réponses", "Chaque réponse a un nom court, puis text et next")
    was: tuple[Id, ...] = several("Anciens identifiants")


class Procedure(Doc, title="Une démarche en ligne"):
    title: Short = asked("Titre", example="Demander le RSA en ligne")
    url: Url = asked("Adresse", example="https://www.caf.fr")


class Outcome(Doc, title="Un résultat"):
    title: Line = asked("Titre", "La prochaine chose à faire", "Demandez une aide pour votre loyer")
    text: Prose | None = optional("Texte", "Deux ou trois phrases courtes")
    steps: tuple[Line, ...] = several("Étapes", "Ce qu'il faut faire, dans l'ordre", "Appelez le service ci-dessous.")
    prepare: tuple[Line, ...] = several("À préparer", "Les papiers à avoir sous la main")
    tell: Prose | None = optional("À dire en appelant", example="Je dois plusieurs mois de loyer.")
    tell_for: dict[Audience, Prose] = optional(
        "À dire pour quelqu'un d'autre", "proche, témoin ou agent : ce qu'ils disent à la place de tell", default={}
    )
    contacts: tuple[Id, ...] = asked("Qui contacter", "Services ou contacts, le plus compétent d'abord", "[fsl, adil]")
    text_for: dict[Audience, Prose] = optional(
        "Texte pour quelqu'un d'autre", "proche, témoin ou agent : ce qu'ils lisent à la place de text", default={}
    )
    cost: Line | None = optional("Coût", example="C'est gratuit.")
    after: Prose | None = optional("Et après", "Ce qui se passe ensuite, et les délais")
    recourse: Prose | None = optional("Si on vous dit non", "Le recours")
    deadline: Line | None = optional("Date limite")
    urgent: Flag = optional("Urgent", "oui : vie ou sécurité ; un contact doit répondre 24h/24", "non", False)
    fiches: tuple[Fiche, ...] = several("Fiches officielles", example="[F1334]")
    procedures: tuple[Procedure, ...] = several("Démarches en ligne")
    was: tuple[Id, ...] = several("Anciens identifiants")


class Journey(Doc, title="Un parcours"):
    title: Short = asked("Titre", example="Mon logement")
    sensitive: Flag = optional("Sensible", example="non", default=False)
    start: Id = asked("Début", "La première question", "situation")
    questions: dict[Id, Question] = optional("Questions", default={})
    outcomes: dict[Id, Outcome] = optional("Résultats", default={})


class Condition(Doc, title="Une condition"):
    when: Line = asked("Condition", example="place.departement in [971, 972]")
    words: Line | None = optional("En mots", "Comme on le lit sur la page", "si vous habitez outre-mer")


class Scenario(Doc, title="Un essai"):
    id: Id = asked("Identifiant", example="loyer-en-retard")
    search: Line | None = optional("Recherche", example="j'arrive plus a payer mon loyer")
    walk: tuple[Code, ...] = several("Chemin", "Le besoin ou le parcours, puis le nom de chaque réponse")
    place: Place | None = optional("Lieu", example="83137")
    date: Day | None = optional("Jour")
    hour: Line | None = optional("Heure", example="14h30")
    audience: Line | None = optional("Pour qui")
    expect: Pointer = asked("Attendu", "Un besoin, un résultat (parcours/etape) ou un contact", "impaye-loyer")
