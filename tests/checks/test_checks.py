"""Each rule of `checks`: the YAML that it rejects, where, and the twin that it accepts."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import date

import pytest

from builders import BASE, TODAY, Case, with_lines
from commun_orientation_ssg import checks
from commun_orientation_ssg.checks import old_link
from commun_orientation_ssg.checks.expired_contact import after
from commun_orientation_ssg.diagnostics import Severity
from commun_orientation_ssg.model import TextOf

JOURNEY = "content/journeys/logement.yaml"
NEED = "content/needs/logement.yaml"
SERVICES = "content/services.yaml"
NATIONAL = "content/contacts/nationaux.yaml"
PARTNER = "partners/var/partner.yaml"
BRANDING = "partners/var/branding.yaml"
CONTACTS = "partners/var/contacts/var.yaml"
MORE = "partners/var/contacts/z.yaml"
ENTRIES = "partners/var/entries.yaml"


def contact(*lines: str) -> dict[str, str | None]:
    """Return a second file of contacts of the partner, with one contact that gives aid for the rent."""
    return {MORE: "contacts:\n  - id: mds\n    name: MDS\n" + "".join(f"    {line}\n" for line in lines)}


def abri(contacts: str, *more: str) -> dict[str, str | None]:
    """Return the journey with other contacts, and more lines, in its last outcome."""
    lines = "".join(f"\n    {line}" for line in more)
    return with_lines(JOURNEY, "contacts: [ccas, adil]", f"contacts: [{contacts}]{lines}")


def national(*lines: str) -> dict[str, str | None]:
    """Return the national contacts with more lines in the last."""
    return with_lines(NATIONAL, "phone: 01 99 00 00 07", "\n    ".join(lines))


def question(text: str) -> dict[str, str | None]:
    """Return the journey with one more question, `tourne`, that the second answer leads to."""
    files = with_lines(JOURNEY, "next: abri", "next: tourne")
    body = "outcomes:\n  retard:"
    return {JOURNEY: str(files[JOURNEY]).replace(body, f"  tourne:\n    ask: Encore ?\n    answers:\n{text}{body}")}


def answer(id: str, next: str, when: str = "") -> str:
    """Return the lines of an answer."""
    guard = f"        when: {when}\n" if when else ""
    return f"      {id}:\n        text: {id}\n{guard}        next: {next}\n"


def merged(*files: dict[str, str | None]) -> dict[str, str | None]:
    """Return several sets of files as one."""
    return {path: text for each in files for path, text in each.items()}


def live(*files: dict[str, str | None]) -> dict[str, str | None]:
    """Return the files of a live partner."""
    return merged(with_lines(PARTNER, "status: demo", "status: live"), *files)


def logo(*lines: str) -> dict[str, str | None]:
    """Return a branding with more lines."""
    return with_lines(BRANDING, "colours:", "\n".join([*lines, "colours:"]))


def entry(*lines: str) -> dict[str, str | None]:
    """Return one entry."""
    return {ENTRIES: "entries:\n  - id: a\n    title: A\n" + "".join(f"    {line}\n" for line in lines)}


GIVEN = ("start: logement/situation", "answers:", "  logement/situation: payer")
LOOPING = ("answers:", "  logement/situation: dormir", "  logement/tourne: oui")
LOOP = question(answer("oui", "tourne"))
GUARDED = question(answer("oui", "abri", "audience == agent") + answer("non", "retard", "place.departement == 83"))
HIDDEN_ANSWER = "questions:\n  situation:\n    answers:\n      dormir:\n        hide: oui\n        reason: Non.\n"

REJECTED = [
    # dead ends
    (with_lines(JOURNEY, "tell: Je suis dehors.\n    ", ""), [f"dead-end {JOURNEY}:20"]),
    # steps nobody reaches
    (with_lines(JOURNEY, "next: abri", "next: retard"), [f"unreachable-step {JOURNEY}:20"]),
    # nobody leaves empty-handed
    (merged(abri("adil"), national("mail: a@b.fr")), [f"outcome-without-human {JOURNEY}:20"]),
    (merged(abri("adil"), national("online: https://www.anil.org")), [f"outcome-without-human {JOURNEY}:20"]),
    (abri("allo"), [f"outcome-without-human {JOURNEY}:20"]),
    (abri("ccas, adil", "urgent: oui"), [f"urgent-without-voice {JOURNEY}:20"]),
    (LOOP, [f"trap {JOURNEY}:14", f"unreachable-step {JOURNEY}:26"]),
    (GUARDED, [f"no-answer-for-some {JOURNEY}:14"]),
    # who helps when nothing fits
    (with_lines(CONTACTS, "phone: 01 99 00 00 01", "mail: a@var.fr"), [f"helper-without-phone {CONTACTS}:2"]),
    # what is hidden
    (
        {"partners/var/topics.yaml": "topics:\n  - id: logement\n    hide: oui\n    reason: Non.\n"},
        [f"need-without-topic {NEED}:2"],
    ),
    (
        {"partners/var/journeys/logement.yaml": HIDDEN_ANSWER},
        [f"unreachable-step {JOURNEY}:20", "hides-last-route partners/var/journeys/logement.yaml:5"],
    ),
    # entries
    (entry(*GIVEN), [f"entry-trap {ENTRIES}:2"]),
    (
        merged(question(answer("oui", "tourne") + answer("non", "abri")), entry(GIVEN[0], *LOOPING)),
        [f"entry-trap {ENTRIES}:2"],
    ),
    (entry("start: logement/retard"), [f"entry-trap {ENTRIES}:2"]),
    # contacts and services
    (contact("phone: 01 99 00 00 03"), [f"unused-contact {MORE}:2"]),
    (with_lines(SERVICES, "level: commune", "level: departement"), [f"unprovided-service {PARTNER}:1"]),
    (contact("provides: [fsl]", "phone: 0 820 20 22 22"), [f"surcharged-number {MORE}:5"]),
    (
        contact("provides: [fsl]", "phone: 01 99 00 00 03", "verified_on: 02/01/2025", "review_every: 6 mois"),
        [f"expired-contact {MORE}:2"],
    ),
    (live(contact("provides: [fsl]", "phone: 01 99 00 00 03")), [f"stale-contact-not-shown {MORE}:2"]),
    (
        live(contact("provides: [fsl]", "phone: 01 99 00 00 03", "source_date: 23/11/2024")),
        [f"stale-contact-not-shown {MORE}:2"],
    ),
    (contact("provides: [fsl]", "kind: person", "phone: 01 99 00 00 03"), [f"missing-agreement {MORE}:2"]),
    # branding
    (with_lines(BRANDING, '"#005a9c"', '"#ffd100"'), [f"low-contrast {BRANDING}:2"]),
    (logo("logo: assets/logo.svg"), [f"missing-alt-text {BRANDING}:1"]),
    # addresses
    (with_lines(PARTNER, "https://www.var.fr", "http://www.var.fr"), [f"http-link {PARTNER}:1"]),
    (contact("provides: [fsl]", "online: http://www.service-public.fr/x"), [f"moved-address {MORE}:5"]),
    (abri("ccas", "text: Voyez https://www.service-public.fr/F1."), [f"moved-address {JOURNEY}:23"]),
    (abri("ccas", "procedures:", "  - title: P", "    url: http://www.caf.fr"), [f"http-link {JOURNEY}:25"]),
    # lengths
    (with_lines(JOURNEY, "text: Dormir", f"text: {'x' * 91}"), [f"long-text {JOURNEY}:12"]),
    (abri("ccas", f"after: {'x' * 701}"), [f"long-text {JOURNEY}:23"]),
    (abri("ccas", "steps:", *(f"  - {n}" for n in "abcdefg")), [f"too-many-steps {JOURNEY}:20"]),
    (question("".join(answer(f"a{n}", "abri") for n in range(9))), [f"too-many-answers {JOURNEY}:14"]),
    # two pages at one address
    (abri("ccas", "was: [retard]"), [f"address-collision {JOURNEY}:20"]),
]

ACCEPTED = [
    (with_lines(JOURNEY, "tell: Je suis dehors.", "text: Venez."), "a text says what to do"),
    (abri("adil"), "a contact with a phone"),
    (merged(abri("adil"), national("desk:", "  address: 1 rue A")), "a contact with a desk"),
    (abri("ccas"), "a service that is met by people"),
    (
        merged(abri("adil", "urgent: oui"), national("phone:", "  number: 01 99 00 00 07", "  hours: 24h/24")),
        "a voice at any hour",
    ),
    (question(answer("oui", "tourne") + answer("non", "abri")), "a loop with an exit"),
    (question(answer("oui", "abri", "audience == agent") + answer("non", "abri")), "an answer without condition"),
    (
        question(answer("oui", "abri", "audience == agent") + answer("non", "abri", "not audience == agent")),
        "conditions that leave nobody out",
    ),
    (
        merged(
            with_lines(NEED, "words:", "topics: [argent]\n    words:"),
            {"partners/var/topics.yaml": "topics:\n  - id: logement\n    hide: oui\n    reason: Non.\n"},
        ),
        "another topic is left",
    ),
    (
        merged(
            with_lines(NEED, "next: logement/retard", "next: logement/abri"),
            {"partners/var/journeys/logement.yaml": HIDDEN_ANSWER},
        ),
        "another way is left",
    ),
    (
        {
            "partners/var/journeys/logement.yaml": HIDDEN_ANSWER.replace("hide: oui", "text: Où dormir ?").replace(
                "        reason: Non.\n", ""
            )
        },
        "replaced, not hidden",
    ),
    (entry("start: logement/situation"), "a question left to ask"),
    (entry("topics: [logement]"), "no start"),
    (contact("provides: [fsl]", "phone: 01 99 00 00 03"), "a contact that provides a service"),
    (contact("provides: [ccas]", "phone: 01 99 00 00 03"), "a part that provides what the body does not"),
    (
        merged(contact("phone: 01 99 00 00 03"), {}, with_lines(PARTNER, "not_listed: standard", "not_listed: mds")),
        "who helps",
    ),
    (
        contact("provides: [fsl]", "phone: 01 99 00 00 03", "verified_on: 02/11/2026", "review_every: 6 mois"),
        "checked in time",
    ),
    (contact("provides: [fsl]", "phone: 01 99 00 00 03", "review_every: 6 mois"), "no date to count from"),
    (live(contact("provides: [fsl]", "phone: 01 99 00 00 03", "source_date: 24/11/2024")), "less than 24 months old"),
    (contact("provides: [fsl]", "kind: person", "phone: 01 99 00 00 03", "agreement: dossier 12"), "with an agreement"),
    (logo("logo: assets/logo.svg", "logo_alt: Var"), "a text for the logo"),
    (contact("provides: [fsl]", "online: https://www.service-public.gouv.fr/x"), "the new address"),
    (abri("ccas", "was: [rue]"), "an old id of its own"),
]


@pytest.mark.parametrize(("files", "expected"), REJECTED, ids=[case[1][0].split()[0] for case in REJECTED])
def test_a_rule_rejects_at_the_line_that_causes_it(files, expected: list[str]) -> None:
    """The finding has its code and stands where it can be mended."""
    found = [line for line in Case(files).found() if line not in _BESIDE]
    assert sorted(found) == sorted(expected)


_BESIDE = {f"unused-contact {CONTACTS}:2", f"unreachable-step {JOURNEY}:23"}


@pytest.mark.parametrize(("files", "why"), ACCEPTED, ids=[case[1] for case in ACCEPTED])
def test_a_rule_accepts_the_mended_twin(files, why: str) -> None:
    """Nothing is said of what is right."""
    assert [line for line in Case(files).found() if line not in _BESIDE] == []


def test_nothing_that_depends_on_the_day_is_an_error() -> None:
    """What was right yesterday is still published today."""
    site = Case(
        contact("provides: [fsl]", "phone: 01 99 00 00 03", "verified_on: 02/01/2025", "review_every: 6 mois")
    ).site()
    for day in (date(2020, 1, 1), date(2026, 11, 23), date(2199, 1, 1)):
        assert all(finding.severity is not Severity.ERROR for finding in checks.check_site(site, day))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("10 jours", date(2026, 2, 10)), ("2 semaines", date(2026, 2, 14)), ("1 mois", date(2026, 2, 28)),
        ("13 mois", date(2027, 2, 28)), ("2 ans", date(2028, 1, 31)), ("25 mois", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_a_period_is_counted_in_calendar_months(period: str, day: date) -> None:
    """The last day of a short month stands for those it lacks."""
    assert after(date(2026, 1, 31), period) == day


def test_a_surcharged_number_comes_with_the_ordinary_one_where_it_is_known() -> None:
    """The help gives the number to write."""
    from commun_orientation_ssg.phones import ORDINARY_FOR

    for number, ordinary in list(ORDINARY_FOR.items())[:1]:
        findings = Case(contact("provides: [fsl]", f"phone: '{number}'")).partner()[1]
        assert [finding.help and ordinary in finding.help.fr for finding in findings] == [True]


def test_the_way_to_a_failure_is_told_in_words() -> None:
    """The note quotes the need or the first question, then each answer, and who it fails."""
    finding = next(f for f in Case(GUARDED).partner()[1] if f.code == "no-answer-for-some")
    assert "« Que se passe-t-il ? » → « Dormir »" in finding.notes[0].text.fr


def test_too_many_conditions_are_told_and_the_walk_goes_on() -> None:
    """The proof says when it is not whole."""
    names = "".join(
        answer(f"a{n}", "abri", f"place.commune == c{n} or place.departement == d{n} or place.region == r{n}")
        for n in range(17)
    )
    assert "too-many-conditions" in {line.split()[0] for line in Case(question(names)).found()}


def test_each_failure_is_told_once_however_many_kinds_of_people_meet_it() -> None:
    """Two classes of residents meet the same dead end: one finding."""
    files = merged(GUARDED, abri_in(GUARDED))
    assert [line for line in Case(files).found() if line.startswith("outcome-without-human")] == [
        f"outcome-without-human {JOURNEY}:31"
    ]


def abri_in(files: dict[str, str | None]) -> dict[str, str | None]:
    """Return the journey of these files, its last outcome with a general line only."""
    return {JOURNEY: str(files[JOURNEY]).replace("contacts: [ccas, adil]", "contacts: [allo]")}


def test_every_module_of_checks_is_in_the_table_and_has_its_manual() -> None:
    """Why, a rejected example, an accepted one."""
    run = {check.__module__ for check in checks.CHECKS} | {
        f"commun_orientation_ssg.checks.{name}" for name in ("closed_page", "hard_to_read", "page_weight")
    }
    names = {f"commun_orientation_ssg.checks.{module.name}" for module in pkgutil.iter_modules(checks.__path__)}
    assert names <= run
    for name in names:
        manual = importlib.import_module(name).__doc__ or ""
        assert all(word in manual for word in ("Why:", "Rejected:", "Accepted:")), name


def test_the_addresses_in_a_partners_pages_are_looked_at() -> None:
    """Markdown pages hold links too."""
    site = Case().site()
    page = TextOf("Voir http://exemple.fr.", site.partner.location)
    findings = list(old_link.check(replace(site, pages={"accueil": page}), TODAY))
    assert [(finding.code, dict(finding.fields)["url"]) for finding in findings] == [("http-link", "http://exemple.fr")]


def test_the_smallest_project_has_nothing_to_say() -> None:
    """The base of all these cases is right."""
    assert Case(BASE).found() == []
