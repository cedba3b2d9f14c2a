"""What a query finds, when a question is asked, when nothing is said, and when an alarm is shown."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builders import Case
from commun_orientation_ssg.permalinks import permalinks_of
from commun_orientation_ssg.schema import Danger, Lexicon, Sign
from commun_orientation_ssg.search import Answer, Index, index_data, search
from real_sites import ROOT

NEEDS = """\
    needs:
      - id: loyer
        title: Je ne peux plus payer mon loyer
        official: Aide au loyer
        services: [fsl]
        words:
          - loyers en retard
          - dette envers mon propriétaire
        next: logement/retard
      - id: violences-conjugales
        title: On me fait du mal à la maison
        official: Violences conjugales
        services: [ccas]
        emergency: oui
        words:
          - mon mari me frappe
          - ordonnance de protection
        next: logement/retard
      - id: carte
        title: Refaire ma carte d'identité
        official: Carte nationale d'identité
        services: [ccas]
        words:
          - carte perdue
          - passeport
        next: logement/retard
      - id: transport
        title: La carte de bus
        official: Abonnement de transport
        services: [ccas]
        words:
          - prendre le bus
          - électricité de la borne
        next: logement/retard
    """
LEXICON: dict[str, Any] = {
    "groups": [{"id": "logeur", "words": ["propriétaire", "bailleur"]}],
    "acronyms": [{"id": "cni", "short": "CNI", "long": "carte nationale d'identité", "needs": ["carte"]}],
    "ambiguous": [
        {
            "id": "carte",
            "words": ["carte", "ma carte"],
            "choices": [{"text": "D'identité", "need": "carte"}, {"text": "De bus", "need": "transport"}],
        }
    ],
    "not_here": [{"id": "meteo", "title": "La météo", "words": ["quel temps demain", "va-t-il pleuvoir"]}],
}


@cache
def signs() -> dict[str, Any]:
    """Return the signs of the commons."""
    paths = [ROOT / "content" / f"{name}.yaml" for name in ("signs", "danger")]
    texts = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in paths]  # texts only: "on" is a word
    return {"signs": tuple(map(Sign.model_validate, texts[0]["signs"])), "danger": Danger.model_validate(texts[1])}


def make_data(partner: dict[str, str | None] | None = None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the index data of the small site, as JSON gives it back, and the ids of its needs."""
    case = Case({"content/needs/logement.yaml": dedent(NEEDS), **(partner or {})})
    common = Case({"content/needs/logement.yaml": dedent(NEEDS)}).site().needs
    site = dataclasses.replace(case.site(), **signs())
    data = index_data(site, Lexicon.model_validate(LEXICON), permalinks_of(site), common)
    return json.loads(json.dumps(data)), tuple(site.needs)


def make_index(partner: dict[str, str | None] | None = None) -> Index:
    """Return the index of the small site."""
    return Index(*make_data(partner))


def ids(query: str, index: Index) -> list[str]:
    """Return the needs found, best first."""
    return [index.ids[need] for need, _ in search(query, index).results]


INDEX = make_index()


@pytest.mark.parametrize(
    ("query", "need"),
    [
        ("loyer en retard", "loyer"),
        ("LOYÉ", "loyer"),
        ("loier", "loyer"),
        ("retrad de loyer", "loyer"),
        ("dette chez mon bailleur", "loyer"),
        ("pourduloyer", "loyer"),
        ("cni", "carte"),
        ("pasport", "carte"),
        ("lelectricité", "transport"),
        ("un abonn", "transport"),
    ],
)
def test_what_people_type_finds_the_need(query: str, need: str) -> None:
    """Plain, capitals and accents, typos, another word of the group, glued words, acronyms, sounds, elision, beginning."""
    assert ids(query, INDEX)[:1] == [need]


def test_a_partner_s_own_words_count_more_than_those_of_the_commons() -> None:
    """The name of a local scheme wins over the same words said elsewhere."""
    over = """\
        needs:
          - id: transport
            words:
              add:
                - passeport mobilité
        """
    assert ids("passeport", INDEX)[0] == "carte"
    assert ids("passeport mobilité", make_index({"partners/var/needs.yaml": dedent(over)}))[0] == "transport"


def test_an_ambiguous_word_alone_asks_a_question_and_ranks_its_choices_first() -> None:
    """ "carte": which one? With another word, the list."""
    answer = search("ma carte", INDEX)
    assert [choice.text for choice in answer.choices] == ["D'identité", "De bus"]
    assert [INDEX.ids[need] for need, _ in answer.results[:2]] == ["carte", "transport"]
    assert not search("ma carte d'identité", INDEX).choices


@pytest.mark.parametrize(
    "query",
    ["quel temps demain", "xkcdqwz", "bonjour", "😀😀", "06 12 34 56 78", "jean@exemple.fr", "<script>x</script>"],
)
def test_what_is_not_here_gets_no_answer_but_the_emergency_block(query: str) -> None:
    """Better to say so, with numbers, topics and a human, than to guess."""
    answer = search(query, INDEX)
    assert (answer.abstained, answer.results, answer.emergency) == (True, (), "block")


def test_nothing_typed_shows_nothing() -> None:
    """Empty, or spaces: the page as it was."""
    assert search("", INDEX) == search(" \u00a0 ", INDEX) == Answer()


def test_a_postcode_is_a_place() -> None:
    """Five digits."""
    assert search("83000", INDEX).place == "83000"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of emergency and of contacts."""
    known = {"15": ["Samu"], "17": ["Police ou gendarmerie"], "115": ["Nulle part où dormir"], "3919": ["Violences"]}
    monkeypatch.setattr(INDEX, "urgent", frozenset(known))
    monkeypatch.setattr(INDEX, "lines", {**known, "3939": ["Allô service public"], "0199000001": ["Accueil"]})


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        (" 17 ", "17"), ("3919", "3919"), ("39 19", "3919"), ("39.19", "3919"), ("le 3919", "3919"),
        ("n° 3919 svp", "3919"), ("appeler le 115", "115"), ("c'est quoi le 115 ?", "115"), ("15 17", "15 17"),
        ("le 17", "17"), ("police 17", "17"), ("0199000001", "0199000001"), ("01 99 00 00 01", "0199000001"),
        ("+33 1 99 00 00 01", "0199000001"), ("loyer en retard, 3919", "3919"), ("le 115 n'a pas de place", "115"),
    ],
)  # fmt: skip
def test_the_number_of_a_line_is_that_line(query: str, found: str) -> None:
    """As people write it, alone or in a phrase."""
    assert search(query, INDEX).lines == tuple(found.split())


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(
    "query",
    ["j'ai 17 ans", "17 ans", "du 15 au 17", "depuis le 15 du mois", "115 euros", "115 rue Foch", "01 99 17 15 15", "1739",
     "loyer de 17 mois", "les 15", "3919 euros", "39190"],
)  # fmt: skip
def test_a_number_that_is_said_of_something_else_is_no_line(query: str) -> None:
    """An age, a day, an amount, an address, a part of another number."""
    assert search(query, INDEX).lines == ()


@pytest.mark.usefixtures("lines")
def test_a_number_alone_is_the_answer_with_the_banner_when_it_is_urgent() -> None:
    """It is understood: no needs, and no banner for what is no emergency."""
    assert search("le 3919", INDEX) == Answer(emergency="banner", lines=("3919",))
    assert search("3939", INDEX) == Answer(lines=("3939",))
    assert search("loyer en retard 3939", INDEX) == dataclasses.replace(
        search("loyer en retard 3939", INDEX), lines=("3939",)
    )
    assert search("loyer en retard 3939", INDEX).results


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize("query", ["39", "391", "le 391", "39 1", "11", "01", "01 99 00"])
def test_a_number_that_is_begun_is_waited_for(query: str) -> None:
    """Neither the line it may become, nor "not understood"."""
    assert search(query, INDEX) == Answer()


@pytest.mark.parametrize(("query", "language"), [("مساعدة", "ar"), ("допоможіть", "uk"), ("помогите", "ru")])
def test_another_script_opens_the_emergency_page_in_its_language(query: str, language: str) -> None:
    """We cannot search in it: we can at least send to help."""
    assert search(query, INDEX).language == language


@pytest.mark.parametrize(
    "query",
    [
        "mon mari me frappe", "mon mari me frape", "monmari me frappe", "mon copin ma taper", "je veux mourir",
        "jai plus envie de vivre", "mon père ne respire plus", "ça sent le gaz", "il y a le feu dans la cuisine",
        "il menace de me tuer", "on m'a violée", "mon bébé s'étouffe", "ma fille a été enlevée",
    ],
)  # fmt: skip
def test_sure_signs_of_danger_show_a_banner(query: str) -> None:
    """They survive a misspelling."""
    assert search(query, INDEX).emergency == "banner"


@pytest.mark.parametrize(
    "query",
    [
        "j'ai peur de rentrer chez moi", "il m'a enfermée dans la chambre", "je dors dans ma voiture", "à quoi bon vivre",
        "la petite de la voisine a des bleus", "l'aide-soignante crie sur ma mère", "ils seraient mieux sans moi",
    ],
)  # fmt: skip
def test_oblique_words_show_the_emergency_block(query: str) -> None:
    """Fear at home, nowhere to sleep, a child, an old person, giving up: said otherwise."""
    assert search(query, INDEX).emergency in ("block", "banner")


@pytest.mark.parametrize(
    "query",
    [
        "c'était à mourir de rire", "je suis mort de fatigue", "ça me tue au travail loyer", "coup de feu au restaurant",
        "un film où un mari frappe sa femme loyer", "feu rouge grillé", "mon ordinateur est mort", "frapper à la bonne porte",
        "don du sang", "on m'a violé mon bail loyer", "le feu d'artifice de la ville", "tuer le temps en prenant le bus",
    ],
)  # fmt: skip
def test_figures_of_speech_and_shows_do_not_cry_wolf(query: str) -> None:
    """Words of danger in another sense show no alarm before an answer."""
    answer = search(query, INDEX)
    assert answer.emergency != "banner"
    assert answer.emergency != "block" or answer.abstained or answer.choices


def test_an_emergency_among_the_first_three_is_listed() -> None:
    """A word of it is enough, without an alarm."""
    assert search("protection de ma carte de bus à la maison", INDEX).emergency == "listed"


@given(st.text(max_size=400))
def test_any_text_has_an_answer_with_bounded_results(query: str) -> None:
    """Scores go down, needs are named once, and saying nothing means saying so."""
    answer = search(query, INDEX)
    scores = [score for _, score in answer.results]
    needs = [need for need, _ in answer.results]
    assert answer.choices or scores == sorted(scores, reverse=True)
    assert len(needs) == len(set(needs)) <= 8
    assert not (answer.abstained and answer.results)


def test_a_query_is_cut_and_its_words_are_counted() -> None:
    """5,000 characters cost no more than 200."""
    assert search("loyer " + "a" * 5000, INDEX) == search(("loyer " + "a" * 5000)[:200], INDEX)
    assert search("carte " * 12 + "loyer " * 12, INDEX) == search("carte " * 12 + "bus " * 12, INDEX)
