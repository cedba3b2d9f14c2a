"""Ids must name something, what is shared stays shared, and each broken thing is told once, where it is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from builders import BASE, COMMUNES, TABLES, Case, with_lines
from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.model import Contact, Outcome, Question, Site
from commun_orientation_ssg.territory import read_territories

JOURNEY = "content/journeys/logement.yaml"
NEED = "content/needs/logement.yaml"
CONTACTS = "partners/var/contacts/var.yaml"
MORE = "partners/var/contacts/z.yaml"


def one_contact(text: str, id: str = "mds") -> dict[str, str | None]:
    """Return a second file of contacts of the partner Var, with one contact."""
    lines = "".join(f"    {line}\n" for line in text.strip().splitlines())
    return {MORE: f"contacts:\n  - id: {id}\n    name: MDS\n{lines}"}


def toulon(**keys: str) -> dict[str, str | None]:
    """Return a second partner: the commune of Toulon, inside the Var."""
    partner = {"level": "commune", "territory": '"83137"', **keys}
    text = BASE["partners/var/partner.yaml"]
    for key, value in partner.items():
        text = "\n".join(
            f"        {key}: {value}" if line.strip().startswith(f"{key}:") else line for line in text.split("\n")
        )
    return {
        "partners/toulon/partner.yaml": text,
        "partners/toulon/branding.yaml": BASE["partners/var/branding.yaml"],
        "partners/toulon/contacts/toulon.yaml": """\
            contacts:
              - id: standard
                name: Mairie
                phone: 01 99 00 00 02
                provides: [ccas]
            """,
    }


def provided(site: Site, service: str) -> list[str]:
    """Return the ids of the contacts of a service."""
    return [contact.id for contact in site.providers[service]]


def contact(files: dict[str, str | None], id: str) -> Contact:
    """Return one contact of the partner Var."""
    return Case(files).site().contacts[id]


# --- ids -------------------------------------------------------------------------------------------------------------


SIGN = "signs:\n  - id: a\n    show: block\n    words:\n      - mer\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (with_lines(JOURNEY, "next: retard", "next: retar"), [f"unknown-target {JOURNEY}:9"]),
        (with_lines(JOURNEY, "start: situation", "start: debut"), [f"unknown-target {JOURNEY}:2"]),
        (with_lines(JOURNEY, "contacts: [fsl]", "contacts: [fls]"), [f"unknown-reference {JOURNEY}:18"]),
        (with_lines(NEED, "next: logement/retard", "next: logement"), [f"unknown-target {NEED}:8"]),
        (with_lines(NEED, "services: [fsl]", "services: [fls]"), [f"unknown-reference {NEED}:5"]),
        (with_lines(NEED, "words:", "topics: [argen]\n    words:"), [f"unknown-reference {NEED}:6"]),
        ({NEED: None, "content/needs/logemen.yaml": BASE[NEED]}, ["unknown-reference content/needs/logemen.yaml:2"]),
        (with_lines("content/commons.yaml", "allo", "alo"), ["unknown-reference content/commons.yaml:3"]),
        (
            with_lines("content/services.yaml", "level: commune", "received_by: [mairie]\n    level: commune"),
            ["unknown-reference content/services.yaml:10"],
        ),
        (
            with_lines("content/contacts/nationaux.yaml", "id: adil", "id: ccas"),
            ["id-in-two-roles content/contacts/nationaux.yaml:6", f"unknown-reference {JOURNEY}:22"],
        ),
        (with_lines(JOURNEY, "abri:\n    title", "situation:\n    title"), [f"id-in-two-roles {JOURNEY}:20", f"unknown-target {JOURNEY}:12"]),
        ({"content/commons.yaml": None}, ["missing-file content/commons.yaml:0"]),
    ],
)  # fmt: skip
def test_what_names_nothing_in_the_commons_is_told_where_it_is_written(files, expected) -> None:
    """Each dangling id of the commons is one finding, at the id."""
    assert sorted(Case(files).found()) == sorted(expected)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (with_lines("partners/var/partner.yaml", "standard", "standar"), "unknown-reference partners/var/partner.yaml:9"),
        (with_lines(CONTACTS, "provides: [fsl]", "provides: [fls]"), f"unknown-reference {CONTACTS}:6"),
        (one_contact("provides: [fsl]\npart_of: nulle-part"), f"unknown-reference {MORE}:5"),
        (one_contact("provides: [fsl]\npart_of: mds"), f"part-of-loop {MORE}:5"),
        (one_contact("provides: [fsl]\nshare: via standar"), f"unknown-reference {MORE}:5"),
        (one_contact("provides: [fsl]\nshare: via mds"), f"via-not-shared {MORE}:5"),
        (one_contact("provides: [fsl]\narea: [99999]"), f"unknown-place {MORE}:5"),
        (one_contact("provides: [fsl]\narea: [83998]"), f"merged-place {MORE}:5"),
        (one_contact("provides: [fsl]\ndesk:\n  access: Bus 3"), f"desk-without-address {MORE}:6"),
        (with_lines("partners/var/partner.yaml", '"83"', '"84"'), "unknown-place partners/var/partner.yaml:3"),
        (
            {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    topics: [logemen]\n"},
            "unknown-reference partners/var/entries.yaml:4",
        ),
        (
            {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    start: logemen\n"},
            "unknown-target partners/var/entries.yaml:4",
        ),
        (
            {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    answers:\n      logement/situation: paye\n"},
            "unknown-reference partners/var/entries.yaml:5",
        ),
        (
            {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    answers:\n      logement/retard: payer\n"},
            "not-a-question partners/var/entries.yaml:5",
        ),
        (
            {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    answers:\n      logement/rien: payer\n"},
            "unknown-target partners/var/entries.yaml:5",
        ),
        (
            {"partners/var/alerts.yaml": "alerts:\n  - id: a\n    text: A\n    from: 02/01/2027\n    to: 03/01/2027\n    contacts: [x]\n"},
            "unknown-reference partners/var/alerts.yaml:6",
        ),
        (
            {"partners/var/alerts.yaml": "alerts:\n  - id: a\n    text: A\n    from: 02/01/2027\n    to: 01/01/2027\n"},
            "ends-before-it-starts partners/var/alerts.yaml:5",
        ),
        (
            one_contact("provides: [fsl]\nclosures:\n  - from: 02/01/2027\n    to: 01/01/2027\n    text: Non"),
            f"ends-before-it-starts {MORE}:7",
        ),
        (
            {"partners/var/lexicon.yaml": "acronyms:\n  - id: apl\n    short: APL\n    long: aide\n    needs: [loye]\n"},
            "unknown-reference partners/var/lexicon.yaml:5",
        ),
        (
            {
                "partners/var/lexicon.yaml": "ambiguous:\n  - id: a\n    words:\n      - bail\n    choices:\n"
                "      - text: Oui\n        need: loye\n"
            },
            "unknown-reference partners/var/lexicon.yaml:7",
        ),
        ({"partners/var/signs.yaml": f"{SIGN}    need: loye\n"}, "unknown-reference partners/var/signs.yaml:6"),
        ({"partners/var/signs.yaml": f"{SIGN}      - mari, ,copain\n    need: loyer\n"}, "empty-word partners/var/signs.yaml:6"),
        ({"partners/var/signs.yaml": f"{SIGN}      - PARENT\n    need: loyer\n"}, "unknown-word-list partners/var/signs.yaml:6"),
        ({"content/danger.yaml": "calls:\n  - id: loyer\n    lines: [numero-99]\n"}, "unknown-reference content/danger.yaml:3"),
    ],
)  # fmt: skip
def test_what_names_nothing_at_a_partner_is_told_where_it_is_written(files, expected) -> None:
    """Each dangling id of a partner is one finding, at the id."""
    assert Case(files).found() == [expected]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (with_lines(JOURNEY, "next: retard", "next: retar"), "« retard » (ligne 15)"),
        (with_lines(NEED, "logement/retard", "logement/retar"), "« logement/retard »"),
        (with_lines(NEED, "logement/retard", "logement"), "« logement/situation »"),
        (with_lines(JOURNEY, "contacts: [fsl]", "contacts: [fsll]"), "« fsl »"),
    ],
)
def test_an_unknown_id_comes_with_the_nearest_one(files, said: str) -> None:
    """Did-you-mean names the id as it would be written there, and its line when it is in the same file."""
    finding = Case(files).resolved[1][0]
    assert finding.help is not None
    assert said in finding.help.text("fr", dict(finding.fields))


def test_an_id_far_from_all_others_comes_without_suggestion() -> None:
    """Nothing is proposed when nothing is close."""
    finding = Case(with_lines(JOURNEY, "contacts: [fsl]", "contacts: [zzzzz]")).resolved[1][0]
    assert finding.help is None


# --- one fault, one finding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (with_lines(JOURNEY, "title: Mon logement", "titre: Mon logement"), {"unknown-key", "missing-key"}),
        (with_lines(JOURNEY, "title: Mon logement", "? [a]: b"), {"key-not-text", "question-mark"}),
        (with_lines("content/contacts/nationaux.yaml", "name: ADIL", "nom: ADIL"), {"unknown-key", "missing-key"}),
        (with_lines("content/contacts/nationaux.yaml", "id: adil", "ident: adil"), {"item-without-id"}),
        (with_lines("content/services.yaml", "services:", "service:"), {"unknown-key", "missing-list"}),
        (with_lines("content/services.yaml", "level: departement", "level: dept"), {"bad-choice"}),
        (with_lines("content/topics.yaml", "hint: Loyer", "hint:"), {"empty-value"}),
        ({"content/topics.yaml": "topics: logement\n"}, {"wrong-shape"}),
        ({"content/topics.yaml": ""}, {"empty-file"}),
        ({"content/commons.yaml": ""}, {"empty-file"}),
        ({"content/conditions.yaml": "conditions:\n  outre-mer: oui\n"}, {"wrong-shape"}),
        ({"content/conditions.yaml": "conditions: oui\n"}, {"wrong-shape"}),
        (with_lines("content/commons.yaml", "edition: 23/11/2026", "edition: hier"), {"bad-date"}),
    ],
)
def test_a_broken_item_is_not_also_reported_as_unknown(files, expected) -> None:
    """What exists but cannot be read is told by its own errors only."""
    assert {line.split()[0] for line in Case(files).found()} == expected


def test_a_condition_that_cannot_be_read_is_told_once() -> None:
    """The answers that call a broken condition are not reported in their turn."""
    files = {"content/conditions.yaml": "conditions:\n  mer:\n    when: place.commune\n"}
    files |= with_lines(JOURNEY, "next: abri", "when: mer\n        next: abri")
    assert Case(files).found() == ["unreadable-condition content/conditions.yaml:3"]


def test_an_overlay_wrong_by_itself_is_not_checked_again_once_merged() -> None:
    """The merge adds only its own findings."""
    files = {"partners/var/needs.yaml": "needs:\n  - id: loyer\n    titel: Payer\n    topics: argent\n"}
    assert Case(files).found() == [
        "unknown-key partners/var/needs.yaml:3",
        "wrong-shape partners/var/needs.yaml:4",
    ]


def test_findings_of_two_partners_never_mix() -> None:
    """A fault of one partner is not told at another, even one that may show its contacts."""
    case = Case({**toulon(), **with_lines(CONTACTS, "provides: [fsl]", "provides: [fls]")})
    assert [finding.code for finding in case.partner("toulon")[1]] == []
    assert [finding.code for finding in case.partner("var")[1]] == ["unknown-reference"]


# --- sharing what does not change -----------------------------------------------------------------------------------


def test_what_a_partner_does_not_touch_is_the_very_object_of_the_commons() -> None:
    """Journeys, needs, topics and services are made once for all partners."""
    case = Case(toulon())
    commons = case.commons.made
    for site in (case.site("var"), case.site("toulon")):
        assert site.journeys["logement"] is commons.journeys["logement"]
        assert site.needs["loyer"] is commons.needs["loyer"]
        assert site.topics["argent"] is commons.topics["argent"]
        assert site.services["fsl"] is commons.services["fsl"]


def test_an_overlay_on_one_need_leaves_the_other_objects_shared() -> None:
    """Only what is changed is made again, and it is not the partner's own."""
    case = Case({"partners/var/needs.yaml": "needs:\n  - id: loyer\n    title: Mon loyer\n"})
    site = case.site()
    assert site.needs["loyer"].title == "Mon loyer"
    assert not site.needs["loyer"].own
    assert site.journeys["logement"] is case.commons.made.journeys["logement"]


def test_a_journey_with_a_condition_on_the_partner_is_decided_for_each() -> None:
    """`partner.*` is known at build: the answer is there or not, without a condition left."""
    condition = "when: partner.level == commune and not partner.id == nice\n        next: abri"
    case = Case({**toulon(), **with_lines(JOURNEY, "next: abri", condition)})
    shown = {}
    for id in ("var", "toulon"):
        step = case.site(id).step("logement/situation")
        assert isinstance(step, Question)
        shown[id] = [(answer.id, answer.guard) for answer in step.answers]
    assert shown == {"var": [("payer", None)], "toulon": [("payer", None), ("dormir", None)]}


def test_a_condition_on_the_partner_called_by_name_inside_another_is_decided_for_each() -> None:
    """The journey is made again even when the test on the partner hides behind a name."""
    files = {"content/conditions.yaml": "conditions:\n  ville:\n    when: partner.level == commune\n"}
    files |= with_lines(JOURNEY, "next: abri", "when: ville and audience == agent\n        next: abri")
    case = Case({**toulon(), **files})
    step = case.site("var").step("logement/situation")
    assert isinstance(step, Question)
    assert [answer.id for answer in step.answers] == ["payer"]


def test_what_the_build_cannot_decide_is_left_to_the_page_with_its_words() -> None:
    """The guard keeps what needs the resident's place, said with the words of the condition."""
    files = {
        "content/conditions.yaml": "conditions:\n  mer:\n    when: place.departement in [971]\n    words: outre-mer\n"
    }
    files |= with_lines(JOURNEY, "next: abri", "when: mer\n        next: abri")
    step = Case(files).site().step("logement/situation")
    assert isinstance(step, Question)
    guard = step.answers[1].guard
    assert guard is not None
    assert guard.words == "outre-mer"


def test_a_partner_may_change_a_named_condition() -> None:
    """The journeys that call it are made again for that partner alone."""
    files = {"content/conditions.yaml": "conditions:\n  mer:\n    when: place.departement in [971]\n"}
    files |= with_lines(JOURNEY, "next: abri", "when: (mer)\n        next: abri")
    files |= {"partners/var/conditions.yaml": "conditions:\n  mer:\n    when: partner.id == lyon\n"}
    files["content/journeys/autre.yaml"] = BASE[JOURNEY]
    case = Case({**files, **toulon()})
    var, other = (case.site(id).step("logement/situation") for id in ("var", "toulon"))
    assert isinstance(var, Question)
    assert isinstance(other, Question)
    assert [answer.id for answer in var.answers] == ["payer"]
    assert other is case.commons.made.journeys["logement"].steps["logement/situation"]


# --- hiding ---------------------------------------------------------------------------------------------------------


def hide_need(id: str = "loyer") -> dict[str, str | None]:
    """Return an overlay that hides a need."""
    return {"partners/var/needs.yaml": f"needs:\n  - id: {id}\n    hide: oui\n    reason: Pas ici.\n"}


def hide_step(section: str, name: str) -> dict[str, str | None]:
    """Return an overlay that hides a question or an outcome of the journey."""
    return {"partners/var/journeys/logement.yaml": f"{section}:\n  {name}:\n    hide: oui\n    reason: Pas ici.\n"}


def test_hiding_an_outcome_hides_the_answers_to_it() -> None:
    """No way is left that leads to what is hidden, and it is listed with its reason."""
    site = Case(hide_step("outcomes", "abri")).site()
    step = site.step("logement/situation")
    assert isinstance(step, Question)
    assert [answer.id for answer in step.answers] == ["payer"]
    assert [(item.title, item.reason) for item in site.hidden] == [("Appelez la mairie", "Pas ici.")]


def test_a_need_that_leads_to_something_hidden_names_both_files() -> None:
    """The finding stands at the need's `next:`, with a note at the `hide:`."""
    finding = next(f for f in Case(hide_step("outcomes", "retard")).partner()[1] if f.code == "unknown-target")
    assert finding.location.file == NEED
    assert [note.location.file for note in finding.notes if note.location] == ["partners/var/journeys/logement.yaml"]


def test_a_need_of_a_hidden_journey_names_both_files() -> None:
    """Hiding a whole journey leaves its needs without a way: told at each need."""
    files: dict[str, str | None] = {"partners/var/journeys/logement.yaml": "hide: oui\nreason: Pas ici.\n"}
    finding = next(f for f in Case(files).partner()[1] if f.code == "unknown-target")
    assert (finding.location.file, finding.notes[0].location is not None) == (NEED, True)


def test_a_question_left_without_answer_names_both_files() -> None:
    """Hiding the target of every answer is an error at the question."""
    files = hide_step("outcomes", "abri")
    files["partners/var/journeys/logement.yaml"] += "  retard:\n    hide: oui\n    reason: Pas ici.\n"  # type: ignore[operator]
    finding = next(f for f in Case(files).partner()[1] if f.code == "empty-question")
    assert finding.location.file == JOURNEY
    assert {note.location.file for note in finding.notes if note.location} == {"partners/var/journeys/logement.yaml"}


def test_a_question_whose_answers_are_all_hidden_names_both_files() -> None:
    """Hiding answers one by one comes to the same."""
    hidden = "".join(f"      {name}:\n        hide: oui\n        reason: Non.\n" for name in ("payer", "dormir"))
    files = {"partners/var/journeys/logement.yaml": f"questions:\n  situation:\n    answers:\n{hidden}"}
    finding = next(f for f in Case(files).partner()[1] if f.code == "empty-question")
    assert len(finding.notes) == 2


def test_a_hidden_contact_leaves_the_outcomes_that_name_it() -> None:
    """The commons' outcomes lose the contact; they keep the others."""
    files = {MORE: "contacts:\n  - id: adil\n    hide: oui\n    reason: Pas ici.\n"}
    outcome = Case(files).site().step("logement/abri")
    assert isinstance(outcome, Outcome)
    assert outcome.contacts == ("ccas",)


def test_an_outcome_whose_contacts_are_all_hidden_names_both_files() -> None:
    """The last contact of an outcome cannot be taken away."""
    files = with_lines(JOURNEY, "contacts: [fsl]", "contacts: [adil]")
    files[MORE] = "contacts:\n  - id: adil\n    hide: oui\n    reason: Pas ici.\n"
    finding = next(f for f in Case(files).partner()[1] if f.code == "empty-outcome")
    assert [note.location.file for note in finding.notes if note.location] == [MORE]


def test_a_partner_cannot_name_the_contact_it_hides() -> None:
    """Its own mention of it is an error, with a note at the `hide:`."""
    files = {MORE: "contacts:\n  - id: adil\n    hide: oui\n    reason: Non.\n"}
    files["partners/var/partner.yaml"] = BASE["partners/var/partner.yaml"].replace(
        "not_listed: standard", "not_listed: adil"
    )
    finding = next(f for f in Case(files).partner()[1] if f.code == "unknown-reference")
    assert [note.location.file for note in finding.notes if note.location] == [MORE]


def test_a_hidden_service_and_topic_leave_the_needs_of_the_commons() -> None:
    """The commons' needs lose them without an error, as long as something is left."""
    files = with_lines(NEED, "services: [fsl]", "services: [fsl, ccas]\n    topics: [argent]")
    files |= with_lines("content/services.yaml", "level: departement", "level: departement\n    received_by: [ccas]")
    files["partners/var/topics.yaml"] = "topics:\n  - id: logement\n    hide: oui\n    reason: Non.\n"
    files["partners/var/services.yaml"] = "services:\n  - id: ccas\n    hide: oui\n    reason: Non.\n"
    site = Case(files).site()
    assert (site.needs["loyer"].topics, site.needs["loyer"].services) == (("argent",), ("fsl",))
    assert site.services["fsl"].received_by == ()


@pytest.mark.parametrize(
    "files",
    [
        {**with_lines(NEED, "next:", "emergency: oui\n    next:"), **hide_need()},
        {**with_lines(NEED, "next:", "sensitive: oui\n    next:"), **hide_need()},
        {**with_lines(JOURNEY, "start:", "sensitive: oui\nstart:"), **hide_need()},
        {**with_lines("content/topics.yaml", "hint: Loyer", "hint: Loyer\n    sensitive: oui"), **hide_need()},
        {
            **with_lines("content/topics.yaml", "hint: Factures", "hint: F\n    sensitive: oui"),
            "partners/var/topics.yaml": "topics:\n  - id: argent\n    hide: oui\n    reason: Non.\n",
        },
        {
            **with_lines(JOURNEY, "tell:", "urgent: oui\n    tell:"),
            **with_lines("content/contacts/nationaux.yaml", "phone: 01 99 00 00 07", "phone:\n      number: 01 99 00 00 07\n      hours: 24h/24"),
            **hide_step("outcomes", "abri"),
        },
    ],
)  # fmt: skip
def test_what_is_urgent_or_sensitive_cannot_be_hidden(files) -> None:
    """A partner cannot hide a vital need, a sensitive topic or an urgent outcome."""
    assert "vital-need-hidden" in [line.split()[0] for line in Case(files).found()]


def test_a_whole_sensitive_journey_cannot_be_hidden() -> None:
    """Hiding it is refused, beside what its needs lose."""
    files = with_lines(JOURNEY, "start:", "sensitive: oui\nstart:")
    files["partners/var/journeys/logement.yaml"] = "hide: oui\nreason: Non.\n"
    assert "vital-need-hidden" in [line.split()[0] for line in Case(files).found()]


def test_an_ordinary_need_topic_or_journey_may_be_hidden() -> None:
    """With a reason, nothing is said."""
    assert Case(hide_need()).found() == []


# --- sensitive ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("protected", "overlay"),
    [
        (with_lines(NEED, "next:", "sensitive: oui\n    next:"), {}),
        (with_lines(JOURNEY, "start:", "sensitive: oui\nstart:"), {}),
        (with_lines("content/topics.yaml", "hint: Loyer", "hint: Loyer\n    sensitive: oui"), {}),
        (
            {
                **with_lines("content/topics.yaml", "hint: Factures", "hint: F\n    sensitive: oui"),
                **with_lines(NEED, "next:", "topics: [argent]\n    next:"),
            },
            {"topics": "[]"},
        ),
    ],
)
def test_what_is_sensitive_in_the_commons_stays_so_when_a_partner_leaves_it_out(protected, overlay) -> None:
    """A need that is sensitive by its journey or topic stays so wherever the partner moves it."""
    keys = "".join(f"    {key}: {value}\n" for key, value in {"next": "ailleurs/a", **overlay}.items())
    files = {
        **protected,
        "partners/var/needs.yaml": f"needs:\n  - id: loyer\n{keys}",
        "partners/var/journeys/ailleurs.yaml": """\
            title: Ailleurs
            start: a
            outcomes:
              a:
                title: Appelez
                tell: Bonjour.
                contacts: [fsl]
            """,
    }
    assert Case(files).site().needs["loyer"].sensitive


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("needs.yaml", "needs:\n  - id: loyer\n    sensitive: oui\n"),
        ("topics.yaml", "topics:\n  - id: logement\n    sensitive: oui\n"),
        ("journeys/logement.yaml", "sensitive: oui\n"),
        ("contacts/x.yaml", "contacts:\n  - id: adil\n    sensitive: oui\n"),
    ],
)
def test_a_partner_may_make_anything_sensitive(path: str, text: str) -> None:
    """Raising the protection is always accepted."""
    assert Case({f"partners/var/{path}": text}).found() == []


# --- contacts of services -------------------------------------------------------------------------------------------


def test_own_contacts_come_first_and_national_ones_close_the_list() -> None:
    """The whole territory before a part of it, then the national contacts."""
    files = one_contact("phone: 01 99 00 00 03\nprovides: [fsl]\narea: [83137]", "a-toulon")
    files["partners/var/contacts/a.yaml"] = files.pop(MORE)
    assert provided(Case(files).site(), "fsl") == ["standard", "a-toulon", "adil"]


def test_a_national_contact_of_elsewhere_is_not_proposed() -> None:
    """A contact of the commons with an area serves only that area."""
    files = with_lines("content/contacts/nationaux.yaml", "provides: [fsl]", "provides: [fsl]\n    area: [59]")
    assert provided(Case(files).site(), "fsl") == ["standard"]


def test_a_commune_shows_the_contacts_of_its_departement_for_what_the_departement_holds() -> None:
    """They bear the name of the partner they come from, and cover the commune."""
    files = {
        **toulon(),
        **one_contact("phone: 01 99 00 00 03\nprovides: [fsl, ccas]\narea: [248300543]"),
        "partners/var/contacts/far.yaml": "contacts:\n  - id: far\n    name: F\n    provides: [fsl]\n    area: [83116]\n",
    }
    site = Case(files).site("toulon")
    assert provided(site, "fsl") == ["var/standard", "var/mds", "adil"]
    assert provided(site, "ccas") == ["standard"]
    assert site.place_names["248300543"] == "Toulon Provence"


def test_nearest_body_comes_first() -> None:
    """For a service that no local body decides, the département comes before the région."""
    files = {path: text for path, text in toulon().items() if "contacts" not in path}
    files["partners/toulon/contacts/t.yaml"] = (
        "contacts:\n  - id: standard\n    name: M\n    phone: 01 99 00 00 02\n    provides: [ccas]\n"
    )
    region = {path.replace("toulon", "paca"): text for path, text in toulon(level="region", territory='"93"').items()}
    region["partners/paca/contacts/paca.yaml"] = str(region["partners/paca/contacts/paca.yaml"]).replace(
        "[ccas]", "[fsl]"
    )
    services = with_lines("content/services.yaml", "level: departement", "level: etat")
    assert provided(Case({**region, **files, **services}).site("toulon"), "fsl") == [
        "var/standard",
        "paca/standard",
        "adil",
    ]


def test_own_contacts_take_the_place_of_shared_ones() -> None:
    """What the commune knows better is not doubled."""
    files = toulon()
    files["partners/toulon/contacts/toulon.yaml"] = str(files["partners/toulon/contacts/toulon.yaml"]).replace(
        "[ccas]", "[fsl]"
    )
    assert provided(Case(files).site("toulon"), "fsl") == ["standard", "adil"]


def test_a_contact_that_is_not_shared_stays_at_home() -> None:
    """`share: non` keeps it out of the other partners' pages."""
    files = {**toulon(), **with_lines(CONTACTS, "provides: [fsl]", "provides: [fsl]\n    share: non")}
    assert provided(Case(files).site("toulon"), "fsl") == ["adil"]


def test_a_contact_shared_through_another_gives_that_one() -> None:
    """`share: via standard` shows the standard for the services of the contact, where the contact serves."""
    files = with_lines(CONTACTS, "provides: [fsl]", "role: Accueil")
    files |= one_contact("phone: 01 99 00 00 03\nprovides: [fsl]\narea: [83137]\nshare: via standard")
    site = Case({**toulon(), **files}).site("toulon")
    assert [(c.id, c.name) for c in site.providers["fsl"]] == [("var/standard", "Standard"), ("adil", "ADIL")]


def test_a_national_contact_that_a_partner_corrects_is_not_its_own() -> None:
    """It is neither shared with others nor put before the partner's own."""
    files = {**toulon(), MORE: "contacts:\n  - id: adil\n    phone: 01 99 00 00 09\n"}
    case = Case(files)
    assert not case.site().contacts["adil"].own
    assert provided(case.site("toulon"), "fsl") == ["var/standard", "adil"]


@pytest.mark.parametrize(
    ("written", "code", "help"),
    [
        ("Toulon (83)", "place-of-another-name", "écrivez « Toulon (83137) »"),
        ("Toulon (83069)", "place-of-another-name", "écrivez « Toulon (83137) »"),
        ("Frontière (83500)", "", ""),
        ("Var (83)", "", ""),
        ("Toulon-Centre (83137)", "", ""),
        ("Hyères (83400)", "postcode-as-place", "écrivez « Hyères (83069) », ou « Toulon (83137) »"),
    ],
)
def test_a_place_whose_name_and_code_differ_is_never_guessed(written: str, code: str, help: str) -> None:
    """In France "Toulon (83)" is a town and its département; a postcode is the Insee code of another commune."""
    former = {"former": "code;name;commune;kind\n83400;;83137;A\n83137;Toulon-Centre;;D\n"}
    found = places_found(f"area:\n  - {written}", former)
    said = [(item.code, item.help.text("fr", dict(item.fields)) if item.help else "") for item in found]
    assert said == ([(code, help)] if code else [])


@pytest.mark.parametrize(
    ("area", "address", "found"),
    [
        ("83069", "1 rue, 83069 Toulon", True),
        ("83069", "1 rue, 83400 Hyères", False),
        ("83137", "1 rue, 83069 Toulon", False),
        ("83400", "1 rue", True),
    ],
)
def test_a_postcode_is_no_insee_code(area: str, address: str, found: bool) -> None:
    """It shows where the address has it too, or where it has been no code for years (75018, Charenton-le-Pont)."""
    tables = {
        "former": "code;name;commune;kind\n83400;;83137;A\n",
        "communes": COMMUNES.replace("83000 83200", "83000 83069"),
    }
    codes = [item.code for item in places_found(f"area: [{area}]\ndesk:\n  address: {address}", tables)]
    assert codes == (["postcode-as-place"] if found else [])


@pytest.mark.parametrize(
    ("level", "territory", "code"),
    [
        ("commune", '"83"', "territory-of-another-level"),
        ("departement", '"83137"', "territory-of-another-level"),
        ("commune", '"83069"', "postcode-as-place"),
        ("commune", '"83137"', ""),
        ("association", '"83"', ""),
    ],
)
def test_a_town_is_not_its_departement_and_a_postcode_is_no_town(level: str, territory: str, code: str) -> None:
    """A town with the territory 83 would answer for the Var; with its postcode, for a neighbour."""
    tables = {**TABLES, "communes": COMMUNES.replace("83000 83200", "83000 83069")}
    files = toulon(level=level, territory=territory, name="Ville de Toulon")
    found = [item.code for item in Case(files, territories=read_territories(tables)).partner("toulon")[1]]
    assert [item for item in found if "place" in item or "territory-of" in item] == ([code] if code else [])


def places_found(text: str, tables: Mapping[str, str]) -> list[Diagnostic]:
    """Return what is said of a contact's places, with other tables of places."""
    files = one_contact(f"phone: 01 99 00 00 03\nprovides: [fsl]\n{text}")
    case = Case(files, territories=read_territories({**TABLES, **tables}))
    return [item for item in case.partner()[1] if "place" in item.code]


@pytest.mark.parametrize("area", ["[59350]", "[83137, 59350]"])
def test_a_claimed_place_of_somebody_else_is_a_warning_where_it_is_written(area: str) -> None:
    """It is most often a wrong code, and its neighbours in the list do not hide it."""
    case = Case(one_contact(f"phone: 01 99 00 00 03\nprovides: [fsl]\narea: {area}"))
    assert case.found() == [f"area-outside-territory {MORE}:6"]
    (finding,) = case.partner()[1]
    assert finding.location.column == 12 + area.index("59350") - 1
    assert "« MDS » dit servir Lille, hors de votre territoire (Var)" in finding.says()


@pytest.mark.parametrize("area", ["83", "83137", "R93", "248300543", "200054807", "france"])
def test_an_area_that_touches_the_territory_is_fine(area: str) -> None:
    """A larger place, a smaller one, or one that straddles the border."""
    assert Case(one_contact(f"phone: 01 99 00 00 03\nprovides: [fsl]\narea: [{area}]")).found() == []


# --- inheritance ----------------------------------------------------------------------------------------------------

BODY = "partners/var/contacts/body.yaml"
DESK = """\
contacts:
  - id: maison
    kind: body
    name: Maison
    owner: accueil
    verified_on: 01/10/2026
    source: Le Var
    desk:
      address: 1 rue A, 83000 Toulon
      hours: 24h/24
    closures:
      - from: 24/12/2026
        to: 26/12/2026
        text: Noël
"""


def test_a_part_takes_address_hours_closures_and_owner_of_its_body() -> None:
    """The desk keeps the date of the body it comes from."""
    found = contact({BODY: DESK, **one_contact("part_of: maison\nprovides: [fsl]\nsource_date: 01/01/2020")}, "mds")
    assert found.desk is not None
    assert (found.desk.address, found.desk.inherited_from) == ("1 rue A, 83000 Toulon", "maison")
    assert (str(found.desk.fact_date), found.desk.verified, str(found.fact_date)) == ("2026-10-01", True, "2020-01-01")
    assert (found.owner, [item.text for item in found.closures]) == ("accueil", ["Noël"])


def test_a_part_of_a_part_names_the_body_that_has_the_address() -> None:
    """Facts travel down any number of levels."""
    files = {
        BODY: DESK,
        MORE: "contacts:\n  - id: mds\n    name: MDS\n    part_of: maison\n    provides: [fsl]\n  - id: equipe\n",
    }
    files[MORE] += "    name: E\n    part_of: mds\n    provides: [fsl]\n    closures:\n      - from: 01/01/2027\n"
    files[MORE] += "        to: 01/01/2027\n        text: Férié\n"
    found = contact(files, "equipe")
    assert found.desk is not None
    assert found.desk.inherited_from == "maison"
    assert [item.text for item in found.closures] == ["Férié", "Noël"]


def test_a_part_may_say_its_own_hours_at_the_address_of_its_body() -> None:
    """What is mixed bears the older of the two dates."""
    files = {
        BODY: DESK,
        **one_contact("part_of: maison\nprovides: [fsl]\nverified_on: 01/09/2026\ndesk:\n  access: Bus 3"),
    }
    found = contact(files, "mds").desk
    assert found is not None
    assert (found.address, found.access, str(found.fact_date)) == ("1 rue A, 83000 Toulon", "Bus 3", "2026-09-01")


def test_a_mix_with_an_undated_fact_has_no_date() -> None:
    """An unknown date is the oldest."""
    files = {BODY: DESK, **one_contact("part_of: maison\nprovides: [fsl]\ndesk:\n  access: Bus 3")}
    desk = contact(files, "mds").desk
    assert desk is not None
    assert desk.fact_date is None
    assert desk.is_stale(Case().commons.edition)


def test_a_part_with_its_own_address_takes_no_hours_of_another_place() -> None:
    """Hours of the body's door would send people to a closed one."""
    files = {BODY: DESK, **one_contact("part_of: maison\nprovides: [fsl]\ndesk:\n  address: 2 rue B, 83000 Toulon")}
    desk = contact(files, "mds").desk
    assert desk is not None
    assert (desk.address, desk.hours, desk.inherited_from) == ("2 rue B, 83000 Toulon", None, "")


def test_an_alert_on_a_body_is_shown_at_its_parts() -> None:
    """A strike at the body closes its teams as well."""
    files = {BODY: DESK, **one_contact("part_of: maison\nprovides: [fsl]\nphone: 01 99 00 00 03")}
    files["partners/var/alerts.yaml"] = (
        "alerts:\n  - id: a\n    text: A\n    from: 02/01/2027\n    to: 03/01/2027\n    contacts: [maison]\n"
    )
    assert Case(files).site().alerts[0].contacts == ("maison", "mds")


def test_a_part_of_a_broken_body_is_not_reported() -> None:
    """The body's own errors say it."""
    files = {BODY: DESK.replace("kind: body", "kind: corps"), **one_contact("part_of: maison\nprovides: [fsl]")}
    assert [line.split()[0] for line in Case(files).found()] == ["bad-choice"]


# --- the rest -------------------------------------------------------------------------------------------------------


def test_an_entry_may_start_at_a_journey_or_at_a_step() -> None:
    """The journey's name alone means where it starts."""
    text = "entries:\n  - id: a\n    title: A\n    start: logement\n  - id: b\n    title: B\n    start: logement/situation\n"
    text += "    answers:\n      logement/situation: payer\n  - id: c\n    title: C\n"
    site, findings = Case({"partners/var/entries.yaml": text}).partner()
    assert site is not None
    assert [finding.code for finding in findings] == ["entry-trap"]
    assert [entry.start for entry in site.entries] == ["logement/situation", "logement/situation", ""]


def test_an_old_id_leads_to_the_step_that_replaces_it() -> None:
    """`was:` leaves a redirect in the same journey."""
    site = Case(with_lines(JOURNEY, "tell:", "was: [rue]\n    tell:")).site()
    assert site.redirects == {"logement/rue": "logement/abri"}


def test_a_partner_without_its_own_file_has_no_site_and_no_misleading_finding() -> None:
    """`partner.yaml` is asked for by the build; nothing else is said about what needs it."""
    site, findings = Case({"partners/var/branding.yaml": None}).partner()
    assert (site, findings) == (None, [])


def test_a_need_of_a_partner_without_home_topic_has_those_it_names() -> None:
    """`needs.yaml` is named after no topic."""
    text = "needs:\n  - id: x\n    title: X\n    official: X\n    topics: [argent]\n    services: [fsl]\n    words:\n      - x\n"
    site = Case({"partners/var/needs.yaml": f"{text}    next: logement/abri\n"}).site()
    assert (site.needs["x"].topics, site.needs["x"].own) == (("argent",), True)


def test_everything_of_an_outcome_and_an_emergency_line_is_kept() -> None:
    """Procedures, texts and chat addresses reach the site."""
    files = with_lines(
        JOURNEY,
        "tell:",
        "text: T\n    after: A\n    recourse: R\n    procedures:\n      - title: P\n        url: https://www.caf.fr\n    tell:",
    )
    files["content/emergency.yaml"] = (
        'lines:\n  - id: police\n    number: "17"\n    label: Police\n    when: Danger.\n    hours: 24h/24\n'
        "    source: S\n    verified_on: 22/11/2026\n"
    )
    site = Case(files).site()
    outcome = site.step("logement/abri")
    assert isinstance(outcome, Outcome)
    assert outcome.procedures[0].url == "https://www.caf.fr"
    assert [line.id for line in site.emergency] == ["police"]


@pytest.mark.parametrize(("number", "hours"), [("12", "24h/24"), ('"17"', "lundi: 25h-26h")])
def test_an_emergency_line_without_number_or_hours_is_an_error(number: str, hours: str) -> None:
    """A red button that calls nobody is never published."""
    hours = f"\n      {hours}" if ":" in hours else f" {hours}"
    text = f"lines:\n  - id: police\n    number: {number}\n    label: P\n    when: D.\n    hours:{hours}\n"
    text += "    source: S\n    verified_on: 22/11/2026\n"
    assert Case({"content/emergency.yaml": text}).found()


LINE = (
    'lines:\n  - id: police\n    number: "17"\n    label: Police\n    when: Danger.\n    hours: 24h/24\n'
    "    note: Criez.\n    source: S\n    verified_on: 22/11/2026\n"
)
ENGLISH = """\
language: en
name: English
words:
  title: Emergency
  lead: Call.
  skip: Skip
  back: Home
  call: Call
  sms: Text
  chat: Write
  free: Free.
  always: Always
  daily: Every day, {from} to {to}
  checked: Checked on {date}
  offline: Offline, {date}
  exit: Leave
  exit_text: Leave.
  discreet_title: Unnoticed
  discreet_text: The history stays.
  discreet_no_script: Back may show this page.
  discreet_framed: This frame alone.
lines:
  police:
    label: Police
    when: You are in danger.
    note: Shout.
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("note: Shout.", "note: Shout.", []),
        ("  police:\n", "  pompiers:\n", ["unknown-reference en.yaml:23", "untranslated-line en.yaml:23"]),
        ("    note: Shout.\n", "", ["untranslated-note en.yaml:23"]),
        ("{from} to {to}", "{from}", ["missing-placeholder en.yaml:13"]),
        ("language: en", "language: elvish", ["bad-choice en.yaml:1"]),
        ("  exit: Leave\n", "", ["missing-key en.yaml:4"]),
    ],
)
def test_a_language_of_the_red_button_says_all_that_french_says(old: str, new: str, expected: list[str]) -> None:
    """A line, a remark or a place that is missing or unknown is an error at its own line."""
    assert old in ENGLISH
    files = {"content/emergency.yaml": LINE, "content/emergency/en.yaml": ENGLISH.replace(old, new)}
    assert [finding.replace("content/emergency/", "") for finding in Case(files).found()] == expected


def test_french_made_easy_comes_before_the_other_languages() -> None:
    """The order of the links at the top of the page."""
    files = {
        "content/emergency.yaml": LINE,
        "content/emergency/en.yaml": ENGLISH,
        "content/emergency/facile.yaml": ENGLISH.replace("language: en", "language: fr"),
    }
    assert [language.id for language in Case(files).site().languages] == ["facile", "en"]


def test_a_number_that_is_no_number_is_an_error_and_a_surcharged_one_is_dropped() -> None:
    """The contact stays without it."""
    files = one_contact("provides: [fsl]\nphone:\n  - number: 0 820 20 22 22\n  - 01 99 00 00 03")
    assert [phone.number.display for phone in contact(files, "mds").phones] != []
    assert Case(one_contact("provides: [fsl]\nphone: 12345")).found() != []


def test_a_need_broken_in_the_commons_is_not_bound_again_for_a_partner() -> None:
    """What the commons could not read is left out of every partner, without a second word."""
    case = Case(with_lines(NEED, "title:", "titre:") | {"partners/var/needs.yaml": "needs:\n  - id: x\n    title: X\n"})
    assert {finding.location.file for finding in case.partner()[1]} == {"partners/var/needs.yaml"}


def test_a_condition_that_cannot_be_read_leaves_its_answer() -> None:
    """The fault is told at the condition, and the journey is still looked at."""
    assert Case(with_lines(JOURNEY, "next: abri", "when: quoi\n        next: abri")).found() == [
        f"unknown-fact {JOURNEY}:12"
    ]


def test_findings_about_a_partner_without_its_own_file_are_still_told() -> None:
    """Everything that can be checked is, in one run."""
    files = {"partners/var/partner.yaml": None, **with_lines(CONTACTS, "provides: [fsl]", "provides: [fls]")}
    assert [finding.code for finding in Case(files).partner()[1]] == ["unknown-reference"]


def test_a_file_of_remarks_only_does_not_silence_what_names_nothing() -> None:
    """Nothing of it is missing elsewhere: an unknown id is still an error, never a crash."""
    files = {MORE: "# rien encore\n", **with_lines(JOURNEY, "contacts: [fsl]", "contacts: [flsx]")}
    assert f"unknown-reference {JOURNEY}:18" in Case(files).found()
    files = {MORE: "# rien encore\n", **with_lines("partners/var/partner.yaml", "standard", "standar")}
    assert Case(files).found() == [f"only-comments {MORE}:1", "unknown-reference partners/var/partner.yaml:9"]


def test_an_alert_for_the_whole_site_names_no_contact() -> None:
    """Without `contacts:` it is shown on every page."""
    alert = "alerts:\n  - id: a\n    text: A\n    from: 02/01/2027\n    to: 03/01/2027\n"
    assert Case({"partners/var/alerts.yaml": alert}).site().alerts[0].contacts == ()


HOLDERS = (
    "service;place;part;level;holder;body;receives;note;since;until;source;url;read_on\n"
    "fsl;248300543;;intercommunalite;248300543;Métropole TPM;;;;;Page;https://x.fr;2026-11-27\n"
)
"""The métropole of Toulon and Hyères holds the housing fund there."""


@pytest.mark.parametrize("which", ["body", "part"])
def test_a_service_of_another_level_claimed_by_the_partner_is_a_warning_at_that_service(which: str) -> None:
    """Resolution never lets a département answer for a commune: the contact would be shown to nobody."""
    body = with_lines(CONTACTS, "provides: [fsl]", "provides: [fsl, ccas]")
    part = one_contact("part_of: standard\nphone: 01 99 00 00 03\nprovides: [fsl, ccas]\narea: [83137]")
    case = Case(body if which == "body" else part)
    assert case.found() == [f"outside-competence {CONTACTS}:6" if which == "body" else f"outside-competence {MORE}:6"]


def test_a_service_of_another_level_given_by_a_contact_of_its_own_is_fine() -> None:
    """A département may list the desks of others: what it lists is not itself."""
    assert Case(one_contact("phone: 01 99 00 00 03\nprovides: [ccas]\narea: [83137]")).found() == []


def test_a_service_that_a_metropole_holds_claimed_in_its_communes_names_the_metropole() -> None:
    """The level of the service is the département's, and the exception says otherwise in Toulon."""
    case = Case(
        one_contact("part_of: standard\nphone: 01 99 00 00 03\nprovides: [fsl]\narea: [83137, 83069]"),
        holders=HOLDERS,
    )
    assert case.found() == [f"outside-competence {MORE}:6"]
    assert "relève d'un autre organisme : Métropole TPM" in case.partner()[1][0].says()


def test_the_same_in_a_commune_outside_the_metropole_is_fine() -> None:
    """The exception ends where the métropole does."""
    part = one_contact("part_of: standard\nphone: 01 99 00 00 03\nprovides: [fsl]\narea: [83116]")
    assert Case(part, holders=HOLDERS).found() == []


def test_communes_where_nobody_answers_for_what_the_partner_holds_are_a_warning() -> None:
    """Each contact says where it answers, and together they leave a part of the territory."""
    files = with_lines(CONTACTS, "provides: [fsl]", "provides: [fsl]\n    area: [83137, 83069]")
    case = Case(files)
    assert case.found() == [f"coverage-gap {CONTACTS}:7"]
    assert "aucun contact n'y répond pour Saint-Maximin et Frontière" in case.partner()[1][0].says()


@pytest.mark.parametrize("area", ["[83]", "[83116, 200054807]"])
def test_a_second_contact_that_fills_the_gap_silences_it(area: str) -> None:
    """The areas of all contacts of a service count together."""
    files = with_lines(CONTACTS, "provides: [fsl]", "provides: [fsl]\n    area: [83137, 83069]")
    assert Case({**files, **one_contact(f"phone: 01 99 00 00 03\nprovides: [fsl]\narea: {area}")}).found() == []


def test_where_another_body_holds_a_service_there_is_no_gap() -> None:
    """The département answers for Saint-Maximin and Frontière; the rest is the métropole's."""
    files = with_lines(CONTACTS, "provides: [fsl]", "provides: [fsl]\n    area: [83116, 83500]")
    assert Case(files, holders=HOLDERS).found() == []


ADVICE = "advice:\n  - id: sans-adresse\n    title: Je n'ai pas d'adresse\n    text: Appelez.\n    call: numero\n"


def test_advice_that_names_no_emergency_line_is_an_error_at_its_line() -> None:
    """The number that is shown is that of the red button, checked there."""
    files = {"content/advice.yaml": ADVICE}
    assert Case(files).found() == ["unknown-reference content/advice.yaml:5"]


def test_a_partner_says_its_own_advice_in_the_place_of_that_of_the_commons() -> None:
    """A town may name its own desk."""
    own = "advice:\n  - id: sans-adresse\n    text: Allez au 12 rue A.\n"
    files = {"content/advice.yaml": ADVICE.replace("    call: numero\n", ""), "partners/var/advice.yaml": own}
    (advice,) = Case(files).site().advice
    assert (advice.title, advice.text) == ("Je n'ai pas d'adresse", "Allez au 12 rue A.")
