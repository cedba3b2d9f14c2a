"""How hard a French text is: what is counted, what is hard, where it stands in the file."""

from __future__ import annotations

import itertools
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.overlay import Layer, lay_over, layer_of
from commun_orientation_ssg.readability import (
    Hardness,
    Judge,
    ResidentText,
    Screen,
    figures,
    joined,
    sentences,
    syllables,
    texts_of,
    whereabouts,
    words,
)
from commun_orientation_ssg.readability.inflecting import forms_of, in_the_form_of
from commun_orientation_ssg.schema import PlainWords, bind
from commun_orientation_ssg.source import SourceFile, read_yaml

LIST = """\
budgets:
  - id: text
    words: 8
    usual: 6
    letters: 14
    nouns: 1
    negations: 1
    score: 70
acronyms:
  - SMS
everyday:
  - logement
states:
  - fermé
jargon:
  - id: solliciter
    word: solliciter
    say: demander
  - id: prestation
    word: prestation
    say: aide
    unless:
      - prestation compensatoire
  - id: beneficier-de
    word: bénéficier de
    say: avoir
  - id: percevoir
    word: percevoir
    say: toucher
    forms:
      - perçoit
explain:
  - id: greffe
    word: greffe
    means: l'accueil du tribunal
    beside:
      - tribunal
  - id: huissier
    word: huissier
    means: la personne qui remet les papiers de justice
"""


def judge(text: str = LIST) -> Judge:
    """Return a judge with a short list."""
    root, _ = read_yaml(text.encode(), "content/plain.yaml")
    assert root is not None
    plain, problems = bind(PlainWords, root)
    assert isinstance(plain, PlainWords), problems
    return Judge(plain, {"fsl": "fonds de solidarité", "adil": "agence du logement"})


def hard(text: str, kind: str = "text", screen: Screen | None = None) -> list[tuple[str, str, str]]:
    """Return (kind, what was read, what to say) of all that is hard in `text`."""
    return [(one.kind, one.read, one.say) for one in judge().judge(text, kind, screen)]


def kinds(text: str) -> list[str]:
    """Return the kinds of what is hard in `text`."""
    return [one[0] for one in hard(text)]


# --------------------------------------------------------------------------------------------------------------------
# Counting. The expected figures were counted by hand.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelez le 115. Dites où vous êtes.", ["Appelez le 115.", "Dites où vous êtes."]),
        ("M. Durand répond. Mme. Petit aussi.", ["M. Durand répond.", "Mme. Petit aussi."]),
        ("On ne vient pas entre 21 h et 6 h. Ni le dimanche.", ["On ne vient pas entre 21 h et 6 h.", "Ni le dimanche."]),
        ("Que faire ? Appelez !", ["Que faire ?", "Appelez !"]),
        ("« Où ? » dit-il. « Ici ! »", ["« Où ? » dit-il.", "« Ici ! »"]),
        ("Un loyer, une facture, etc. mais pas l'impôt.", ["Un loyer, une facture, etc. mais pas l'impôt."]),
        ("Voyez www.caf.fr ou 3.50 euros.", ["Voyez www.caf.fr ou 3.50 euros."]),
        ("Une ligne\nqui se suit.", ["Une ligne\nqui se suit."]),
        ("# Titre\n\nUne phrase", ["Titre", "Une phrase"]),
        ("À faire :\n- un\n- deux", ["À faire :", "un", "deux"]),
        ("C'est **gratuit**. Oui.", ["C'est   gratuit  .", "Oui."]),
        ("...", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    """Shortened words, numbers, addresses, quotes and wrapped lines end nothing; lists and headings do."""
    assert [span.text for span in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L'aide est gratuite.", 3),
        ("Appelez le 01 99 00 00 01 de 9 h à 20 h.", 7),
        ("Ouvert 24h/24 : www.caf.fr", 3),
        ("Avez-vous écrit à a.b@var.fr ?", 4),
        ("Il paie 12,50 € par mois.", 5),
    ],
)
def test_words_are_counted_as_a_word_processor_does(text: str, count: int) -> None:
    """An elided article is no word by itself; a number, a telephone number, an address are one."""
    assert len(words(text)) == count


def test_bold_does_not_cut_an_elided_word() -> None:
    """The marks are blanked, and the word is still one."""
    assert len(words(sentences("L'**aide** vient.")[0].text)) == 2


@pytest.mark.parametrize(
    ("word", "count"),
    [("aide", 1), ("demande", 2), ("chaque", 1), ("logement", 3), ("création", 3), ("payer", 2), ("maison", 2), ("le", 1)],
)  # fmt: skip
def test_syllables_are_those_one_hears(word: str, count: int) -> None:
    """A final mute e is not heard, the u of qu neither."""
    assert syllables(word) == count


def test_the_score_is_that_of_kandel_and_moles() -> None:
    """Eight words, two sentences, twelve syllables, counted by hand."""
    counted = figures("Appelez la mairie demain. Elle vous aide vite.")
    assert (counted.lengths, counted.syllables, counted.long_words) == ((4, 4), 12, 1)
    assert counted.score == round(207 - 1.015 * 4 - 73.6 * 12 / 8) == 93
    assert counted.lix == round(4 + 100 / 8)


def test_a_hard_text_scores_under_a_plain_one_that_says_the_same() -> None:
    """The number goes the way of the reader."""
    heavy = figures("L'attribution de la prestation est subordonnée à la présentation de justificatifs de ressources.")
    plain = figures("Vous pouvez avoir cette aide. Montrez vos revenus.")
    assert heavy.score < 40 < 80 < plain.score
    assert heavy.lix > plain.lix


def test_figures_of_several_texts_are_those_of_one() -> None:
    """Counting them together changes nothing; nothing to count is as easy as can be."""
    assert joined([figures("Un mot."), figures("Deux mots ici.")]) == figures("Un mot. Deux mots ici.")
    assert (figures("").score, figures("").lix) == (100, 0)


@given(st.text(alphabet="aeéL'’. ?!…\n-*#[]()«»0:", max_size=60))
def test_any_text_is_counted_within_its_bounds(text: str) -> None:
    """Places stand in the text, in order, and the score in its scale."""
    found = sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert 0 <= figures(text).score <= 100
    judge().judge(text, "text")


# --------------------------------------------------------------------------------------------------------------------
# Words.


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("solliciter", "sollicitez"), ("exiger", "exigeons"), ("renoncer", "renonçant"), ("payer", "paient"),
        ("transférer", "transfère"), ("définir", "définissez"), ("modalité", "modalités"), ("mensuel", "mensuelle"),
        ("actif", "active"), ("annuel", "annuelles"), ("onéreux", "onéreuse"), ("local", "locaux"), ("de", "du"),
        ("usager", "usagers"), ("tiers", "tiers"), ("loi", "loi"),
    ],
)  # fmt: skip
def test_a_word_is_known_in_its_forms(word: str, form: str) -> None:
    """Verbs in -er and -ir, nouns and adjectives."""
    assert form in forms_of(word)


def test_a_noun_in_er_is_no_verb() -> None:
    """An "usage" is not a form of "usager"."""
    assert "usage" not in forms_of("usager")


@pytest.mark.parametrize(
    ("read", "word", "say", "expected"),
    [
        ("sollicitez", "solliciter", "demander", "demandez"),
        ("sollicitons", "solliciter", "exiger", "exigeons"),
        ("sollicitons", "solliciter", "annoncer", "annonçons"),
        ("prestations", "prestation", "aide", "aides"),
        ("sollicitation", "solliciter", "demander", "demander"),
        ("perçoit", "percevoir", "toucher", "toucher"),
        ("pièces", "pièce", "papier à montrer", "papier à montrer"),
    ],
)
def test_a_proposal_is_put_in_the_form_that_was_read(read: str, word: str, say: str, expected: str) -> None:
    """So that a referent can paste it; what cannot be is left as a dictionary writes it."""
    assert in_the_form_of(read, word, say) == expected


def test_jargon_is_found_in_its_forms_and_names_are_left() -> None:
    """The longest expression wins: a name that holds a listed word stays."""
    assert hard("Vous sollicitez une prestation.") == [
        ("jargon", "sollicitez", "demandez"), ("jargon", "prestation", "aide"),
    ]  # fmt: skip
    assert hard("La prestation compensatoire est due.") == []
    assert hard("Bénéficiez d'une aide.") == [("jargon", "Bénéficiez d'", "avoir")]
    assert hard("Sollicitez-nous.") == [("jargon", "Sollicitez", "demandez")]
    assert hard("Il perçoit une aide.") == [("jargon", "perçoit", "toucher")]


def test_a_word_is_explained_by_its_neighbours_a_bracket_or_a_definition() -> None:
    """On the same screen, in any of its texts."""
    assert hard("Allez au greffe.") == [("unexplained", "greffe", "l'accueil du tribunal")]
    assert hard("Allez au greffe.", screen=Screen(("Allez au greffe.", "Le tribunal vous répond."))) == []
    assert hard("Un huissier vient.")[0][0] == "unexplained"
    for text in ("Un huissier (il remet les papiers).", "Celui-là s'appelle un huissier.", "L'huissier est un agent."):
        assert hard(text) == []


def test_an_acronym_is_spelled_out_on_the_same_screen() -> None:
    """Its long form, brackets or a definition; everyday ones and words with a capital need nothing."""
    assert hard("Le FSL paie.") == [("acronym", "FSL", "fonds de solidarité")]
    assert hard("Appelez l'Adil.") == [("acronym", "Adil", "agence du logement")]
    assert hard("Le XYZ paie.") == [("acronym", "XYZ", "")]
    assert hard("Le FSL paie.", screen=Screen(("Le FSL paie.", "le fonds de solidarité"))) == []
    for text in ("Une aide (FSL) existe.", "Le FSL est une aide.", "Un SMS suffit.", "Écrivez à Toulon.", "www.FSL.fr"):
        assert hard(text) == []


@pytest.mark.parametrize(
    "text", ["La loi punit ce fait.", "Le bureau est fermé.", "Il est payé par mois.", "Il est né."]
)
def test_a_state_a_move_and_a_rate_are_no_passive(text: str) -> None:
    """They take être, and nobody acts on anybody."""
    assert "passive" not in kinds(text)


@pytest.mark.parametrize("text", ["Il est puni par la loi.", "Elle a été refusée.", "La date sera donnée."])
def test_a_passive_is_found(text: str) -> None:
    """With its agent, or in a tense where the agent is hidden."""
    assert kinds(text) == ["passive"]


# --------------------------------------------------------------------------------------------------------------------
# Sentences.


def test_a_long_sentence_says_where_to_cut() -> None:
    """Near its middle, before a comma or a linking word; nowhere when there is none."""
    text = "Vous pouvez demander une aide et appeler la mairie demain."
    assert hard(text) == [("sentence", text, "demander une aide")]
    assert hard("un deux trois quatre cinq six sept huit neuf")[0][2] == ""


def test_abstract_words_negations_and_long_words_are_counted() -> None:
    """Everyday words are left out of both counts."""
    assert hard("La signature du règlement.") == []
    assert hard("La cessation du traitement.")[0][:1] == ("nouns",)
    assert hard("Le logement, la décision.") == []
    assert kinds("Ne partez pas sans avis.") == ["negations"]
    assert hard("Anticonstitutionnel !") == [("word", "anticonstitutionnel", "")]


def test_a_long_text_is_held_to_its_score_a_short_one_is_not() -> None:
    """The number means nothing on six words."""
    line = "Administrativement compliqué.\n\n"
    assert "score" not in kinds(line * 3)
    assert "score" in kinds(line * 14)


def test_a_kind_without_budget_is_read_for_its_words_only() -> None:
    """No measure, no finding about length."""
    assert hard("un deux trois quatre cinq six sept huit neuf et vous sollicitez", "step") == [
        ("jargon", "sollicitez", "demandez")
    ]


# --------------------------------------------------------------------------------------------------------------------
# Where it stands.

JOURNEY = """\
title: Mon logement
start: q
questions:
  q:
    ask: "Que dit \\"le papier\\" ?"
    answers:
      oui:
        text: 'L''aide que je sollicite'
        next: fin
outcomes:
  fin:
    title: Demandez
    text: |
          Une ligne d'abord.
          Vous sollicitez une aide, et
          vous sollicitez encore.
    steps:
      - >-
        Une étape
        que vous sollicitez
    contacts: [fsl]
"""


def layer(folder: str, files: dict[str, str]) -> tuple[Layer, dict[str, list[str]]]:
    """Return a layer of files, and their lines."""
    read = [
        SourceFile(path, f"{folder}/{path}", None, text, "")
        if path.endswith(".md")
        else SourceFile(path, f"{folder}/{path}", read_yaml(text.encode(), f"{folder}/{path}")[0], None, "")
        for path, text in files.items()
    ]
    kind = "commons" if folder == "content" else "partner"
    return layer_of(read, folder, kind)[0], {f"{folder}/{path}": text.splitlines() for path, text in files.items()}


def places(texts: list[ResidentText], lines: dict[str, list[str]], kind: str = "jargon") -> list[str]:
    """Return "key line:column-end" of what is hard, and check that the file says there what was read."""
    found = []
    for text in texts:
        for one in judge().judge(text.text, text.kind, text.screen):
            if one.kind == kind:
                at = whereabouts(text, one.start, one.end, lines[text.whole.file])
                assert lines[at.file][at.line - 1][at.column - 1 :].startswith(one.read.split()[0])
                found.append(f"{text.key} {at.line}:{at.column}-{at.end_column}")
    return found


def test_a_place_is_exact_in_every_style_of_yaml() -> None:
    """Plain, quoted, block with any indentation, folded: line and column are those of the file."""
    commons, lines = layer("content", {"journeys/logement.yaml": JOURNEY})
    assert places(list(texts_of(commons, "content")), lines) == [
        "journey/logement/questions/q/answers/oui/text 8:31-40",
        "journey/logement/outcomes/fin/text 15:16-26",
        "journey/logement/outcomes/fin/text 16:16-26",
        "journey/logement/outcomes/fin/steps/1 20:18-28",
    ]


def test_a_page_is_read_to_its_end() -> None:
    """A Markdown file has no end of value: its lines are its places."""
    commons, lines = layer("content", {"pages/aide.md": "# Aide\n\nVous **sollicitez** une aide.\n"})
    assert places(list(texts_of(commons, "content")), lines) == ["pages/aide 3:8-18"]


def test_a_place_that_is_not_found_is_the_whole_value() -> None:
    """An escape in the file, or a file that changed since."""
    commons, _ = layer("content", {"journeys/logement.yaml": JOURNEY})
    text = next(one for one in texts_of(commons, "content") if one.kind == "text")
    assert whereabouts(text, 0, 4, []) == text.whole
    assert whereabouts(text, 0, 4, ["autre"] * 30) == text.whole
    assert whereabouts(text, 19, 20, JOURNEY.splitlines()) == text.whole


def test_a_partner_answers_for_its_own_words_on_the_whole_screen() -> None:
    """An overlay of one text is read with what the commons say beside it; the rest is not read twice."""
    commons, _ = layer("content", {"journeys/logement.yaml": JOURNEY})
    over, _ = layer("partners/var", {"journeys/logement.yaml": "outcomes:\n  fin:\n    title: Le FSL\n"})
    merged, _ = lay_over(commons, over)
    (text,) = texts_of(merged, "partners/var")
    assert (text.key, text.text) == ("journey/logement/outcomes/fin/title", "Le FSL")
    assert "Une étape que vous sollicitez" in text.screen.texts


def test_the_cards_of_an_outcome_explain_its_acronyms() -> None:
    """The card of a contact stands on the same screen, with its whole name."""
    service = dedent("""\
        services:
          - id: fsl
            name: Fonds d'aide (FSL)
            plain: le FSL
            level: etat
            reach: Appelez.
        """)
    commons, _ = layer("content", {"journeys/logement.yaml": JOURNEY, "services.yaml": service})
    texts = {text.key: text for text in texts_of(commons, "content")}
    assert "Fonds d'aide (FSL)" in texts["journey/logement/outcomes/fin/title"].screen.texts
    assert judge().judge("le FSL", "plain", texts["service/fsl/plain"].screen) == ()


def test_hardness_is_a_value() -> None:
    """Two readings of the same text are equal: the same findings in the same order on any day."""
    assert judge().judge("Vous sollicitez.", "text") == (Hardness("jargon", 5, 15, "sollicitez", "demandez"),)
