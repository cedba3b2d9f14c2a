"""A seeded corpus in our authoring shapes: a project folder that `commun --project DIR build` accepts.

    python bench/build/corpus.py DIR --partners 100 [--seed 1]

Every partner is a commune with its own texts, none of them shared, so nothing can be rendered once for all. From
its files come 78 pages: 1 home, 4 topics, 25 contacts, 18 questions and 30 outcomes (6 journeys of 3 and 5). Pages
that the product adds by itself (emergency, A to Z, legal notices, national contacts) are not counted here.

The texts are words drawn at random: right length, right markup, no meaning. Numbers are fictional (01 99 00 xx xx).
`partners()` gives the same documents as plain dicts, for whoever wants them without reading YAML back.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGES_PER_PARTNER = 78
CONTACTS_PER_PARTNER = 25
JOURNEYS_PER_PARTNER = 6

TOPICS = (
    ("logement", "Logement", "Loyer, expulsion, logement social"),
    ("argent", "Argent", "Factures, dettes, aides"),
    ("famille", "Famille", "Enfants, séparation, garde"),
    ("sante", "Santé", "Se soigner, mutuelle, remboursement"),
)
SERVICES = tuple(f"service-{number:02d}" for number in range(1, 13))
NATIONAL_CONTACT = "info-nationale"
SHIPPED = Path(__file__).resolve().parents[2] / "content"
COPIED = ("territories", "pages")
"""Folders of the real commons that the product needs: tables of communes, legal pages."""

# Real INSEE codes in unbroken runs, so that a build that knows communes finds them all (code of first, of last).
COMMUNES = ((54001, 54266), (82001, 82195), (34094, 34274), (30191, 30356), (31439, 31593), (32261, 32412))

WORDS = [
    "la",
    "le",
    "une",
    "votre",
    "demande",
    "commune",
    "mairie",
    "logement",
    "aide",
    "sociale",
    "famille",
    "enfant",
    "école",
    "inscription",
    "dossier",
    "justificatif",
    "domicile",
    "revenu",
    "attestation",
    "rendez-vous",
    "guichet",
    "service",
    "accueil",
    "personne",
    "âgée",
    "handicap",
    "santé",
    "transport",
    "emploi",
    "formation",
    "énergie",
    "facture",
    "électricité",
    "chauffage",
    "allocation",
    "solidarité",
    "départementale",
    "centre",
    "communal",
    "action",
    "conseiller",
    "numérique",
    "accompagnement",
    "gratuit",
    "démarche",
    "ligne",
    "formulaire",
    "pièce",
    "identité",
    "carte",
    "séjour",
    "titre",
    "étranger",
    "nationalité",
    "état",
    "civil",
    "naissance",
    "mariage",
    "décès",
    "succession",
    "impôt",
    "déclaration",
    "délai",
    "réponse",
    "recours",
    "médiateur",
    "avocat",
    "permanence",
    "juridique",
    "droit",
    "accès",
    "urgence",
    "hébergement",
    "loyer",
    "bailleur",
    "quittance",
    "dette",
    "expulsion",
    "garantie",
    "caution",
    "mutuelle",
    "médecin",
    "pharmacie",
    "hôpital",
    "ordonnance",
    "remboursement",
    "garde",
    "crèche",
    "cantine",
    "collège",
    "lycée",
    "bourse",
    "transport",
    "retraite",
    "pension",
    "veuvage",
    "tutelle",
    "curatelle",
    "voisin",
    "travaux",
    "isolation",
    "fenêtre",
    "humidité",
    "eau",
    "gaz",
    "compteur",
    "coupure",
    "échéancier",
    "virement",
    "banque",
    "crédit",
    "surendettement",
    "commission",
    "preuve",
    "courrier",
    "recommandé",
    "signature",
    "copie",
    "original",
]


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner's documents: file name in its folder -> tree of dicts, lists and text."""

    id: str
    files: dict[str, Any]


class Writer:
    """Draws texts of a given kind and length; one per partner, so that partners do not depend on their order."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def words(self, low: int, high: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(low, high)))

    def phrase(self, low: int, high: int) -> str:
        return self.words(low, high).capitalize()

    def sentence(self, low: int = 8, high: int = 14) -> str:
        return self.phrase(low, high) + "."

    def markdown(self) -> str:
        """Returns three paragraphs and a list, about 600 characters, 700 at most (the product asks for short texts)."""
        while len(text := self.draft()) > 700:
            pass
        return text

    def draft(self) -> str:
        link = f"[{self.words(2, 3)}](https://www.example.org/fiche/{self.random.randint(1, 99999)})"
        items = "".join(f"- {self.phrase(4, 6)}\n" for _ in range(3))
        return (
            f"{self.phrase(8, 12)}. **{self.phrase(2, 3)}**, {self.words(8, 12)}, voir {link}.\n\n"
            f"{self.phrase(7, 11)}, *{self.words(2, 3)}*.\n\n{items}\n{self.sentence(8, 12)}\n"
        )

    def hours(self) -> dict[str, str]:
        pick = self.random.choice
        morning = f"{pick(('8h', '8h30', '9h'))}-{pick(('11h30', '12h', '12h30'))}"
        afternoon = f"{pick(('13h30', '14h'))}-{pick(('16h30', '17h', '17h30'))}"
        return {
            "lundi-mardi": f"{morning}, {afternoon}",
            "mercredi": morning,
            "jeudi-vendredi": f"{morning}, {afternoon}",
        }

    def dark_colour(self) -> str:
        """Returns a colour that keeps its contrast above 4.5 on white."""
        return "#" + "".join(f"{self.random.randint(16, 96):02x}" for _ in range(3))


def fictional_number(index: int) -> str:
    """Returns a number of the range kept for fiction, 01 99 00 xx xx."""
    return f"01 99 00 {index // 100 % 100:02d} {index % 100:02d}"


def commune_code(index: int) -> str:
    """Returns the INSEE code of the partner number `index`, counted from zero."""
    for first, last in COMMUNES:
        if index <= last - first:
            return str(first + index)
        index -= last - first + 1
    raise ValueError("no more communes: at most 1,115 partners")


def partners(count: int, seed: int = 1) -> Iterator[Partner]:
    """Yields `count` partners; the first ones are the same whatever the count."""
    for index in range(count):
        yield make_partner(index, seed)


def make_partner(index: int, seed: int) -> Partner:
    writer = Writer(f"{seed}-{index}")
    slug = f"commune-{index + 1:04d}"
    code = commune_code(index)
    name = f"Commune de {writer.phrase(2, 3)}"
    files: dict[str, Any] = {
        "partner.yaml": {
            "name": name,
            "level": "commune",
            "territory": code,
            "status": "demo",
            "website": f"https://{slug}.example.org",
            "publisher": f"Le maire, {name}",
            "dpo": f"dpo@{slug}.example.org",
            "host": "Exemple Hébergement, 1 rue de l'Exemple, 75001 Paris",
            "referent": f"referent@{slug}.example.org",
            "pilot_service": writer.phrase(3, 5),
            "not_listed": "mairie",
            "sites": [f"https://{slug}.example.org"],
        },
        "branding.yaml": {
            "colours": {"primary": writer.dark_colour(), "accent": writer.dark_colour()},
            "logo_alt": name,
            "radius": writer.random.choice(("none", "soft", "round")),
        },
        "needs.yaml": {"needs": needs(writer)},
    }
    for position in range(JOURNEYS_PER_PARTNER):
        files[f"journeys/{journey_id(position)}.yaml"] = journey(writer, position)
    files["contacts/mairie.yaml"] = {"contacts": [town_hall(writer, index, slug, name, code)]}
    desks = [desk(writer, index, slug, code, number) for number in range(1, CONTACTS_PER_PARTNER)]
    files["contacts/social.yaml"] = {"contacts": desks[:12]}
    files["contacts/permanences.yaml"] = {"contacts": desks[12:]}
    return Partner(slug, files)


def journey_id(position: int) -> str:
    return f"parcours-{position + 1}"


def contact_id(number: int) -> str:
    return f"guichet-{number:02d}"


def service_of(number: int) -> str:
    """Returns the service that the desk `number` provides: each of the 12 has two desks."""
    return SERVICES[(number - 1) % len(SERVICES)]


def journey(writer: Writer, position: int) -> dict[str, Any]:
    """Returns 3 questions and 5 outcomes; every other journey hands over to the next one, never back."""
    targets: dict[str, tuple[str, ...]] = {
        "situation": ("suite", "cas", "aide-1"),
        "suite": ("aide-2", "aide-3", "cas", "aide-1"),
        "cas": ("aide-4", "aide-5", "aide-3"),
    }
    if position % 2 == 0:
        targets["cas"] += (f"{journey_id(position + 1)}/situation",)
    questions = {
        key: {
            "ask": writer.phrase(6, 9) + " ?",
            "help": writer.sentence(12, 18),
            "answers": {
                f"choix-{rank}": {"text": writer.phrase(4, 7), "hint": writer.sentence(7, 11), "next": target}
                for rank, target in enumerate(leads, 1)
            },
        }
        for key, leads in targets.items()
    }
    outcomes = {f"aide-{rank}": outcome(writer, position * 5 + rank) for rank in range(1, 6)}
    return {"title": writer.phrase(3, 5), "start": "situation", "questions": questions, "outcomes": outcomes}


def outcome(writer: Writer, number: int) -> dict[str, Any]:
    """Returns the outcome `number` of the partner, 1 to 30; together they name every service and every desk."""
    contacts = [SERVICES[number % len(SERVICES)], contact_id((number - 1) % (CONTACTS_PER_PARTNER - 1) + 1)]
    if number % 6 == 0:
        contacts.append(NATIONAL_CONTACT)
    return {
        "title": writer.phrase(5, 8),
        "text": writer.markdown(),
        "steps": [writer.sentence(6, 10), writer.sentence(6, 10), f"Appelez le **{writer.words(3, 5)}**."],
        "prepare": [writer.phrase(3, 6), writer.phrase(3, 6)],
        "tell": f"Bonjour, {writer.words(10, 16)}.",
        "contacts": contacts,
        "cost": "C'est gratuit.",
        "after": writer.sentence(10, 14),
        "recourse": writer.sentence(10, 14),
    }


def needs(writer: Writer) -> list[dict[str, Any]]:
    """Returns 24 needs: four ways into each journey, by its questions and by one outcome."""
    doors = ("situation", "suite", "cas", "aide-2")
    found = []
    for number in range(24):
        target = f"{journey_id(number // 4)}/{doors[number % 4]}"
        found.append(
            {
                "id": f"besoin-{number + 1:02d}",
                "title": writer.phrase(5, 8),
                "official": writer.phrase(3, 6),
                "topics": [TOPICS[number % len(TOPICS)][0]],
                "services": [SERVICES[number % len(SERVICES)]],
                "words": [writer.words(3, 6) for _ in range(8)],
                "next": target,
            }
        )
    return found


def town_hall(writer: Writer, index: int, slug: str, name: str, code: str) -> dict[str, Any]:
    return {
        "id": "mairie",
        "kind": "body",
        "name": name,
        "role": writer.sentence(6, 10),
        "provides": ["accueil-mairie"],
        **channels(writer, index, 0, slug, code),
    }


def desk(writer: Writer, index: int, slug: str, code: str, number: int) -> dict[str, Any]:
    return {
        "id": contact_id(number),
        "kind": "service",
        "part_of": "mairie",
        "name": writer.phrase(3, 6),
        "role": writer.sentence(8, 12),
        "provides": [service_of(number)],
        **channels(writer, index, number, slug, code),
    }


def channels(writer: Writer, index: int, number: int, slug: str, code: str) -> dict[str, Any]:
    """Returns the phone, desk, mail and page of one contact, and who answers for these facts."""
    street = f"{writer.random.randint(1, 99)} rue {writer.words(2, 3)}"
    return {
        "phone": {
            "number": fictional_number(index * CONTACTS_PER_PARTNER + number),
            "hours": writer.hours(),
            "cost": "prix d'un appel local",
        },
        "desk": {
            "address": f"{street}, {code[:2]}000 {writer.random.choice(WORDS).capitalize()}",
            "hours": writer.hours(),
            "appointment": writer.random.choice(("conseillé", "obligatoire", "inutile")),
            "access": writer.sentence(6, 9),
        },
        "mail": f"service{number:02d}@{slug}.example.org",
        "online": f"https://{slug}.example.org/services/{number}",
        "owner": "accueil",
        "verified_on": f"{writer.random.randint(1, 28):02d}/{writer.random.randint(1, 10):02d}/2026",
        "source": f"https://{slug}.example.org/contacts",
        "review_every": "60 mois",
        "reply_within": "2 jours ouvrés",
    }


def commons() -> dict[str, Any]:
    """Returns the least commons that the partners need: file name in content/ -> tree."""
    services = [service("accueil-mairie", "Accueil de la mairie", "l'accueil de votre mairie")]
    services += [
        service(key, f"Service communal {number}", f"l'aide communale numéro {number}")
        for number, key in enumerate(SERVICES, 1)
    ]
    lines = (
        ("samu", "15", "Samu", "Quelqu'un a besoin d'un médecin tout de suite."),
        ("police", "17", "Police ou gendarmerie", "Vous ou quelqu'un êtes en danger maintenant."),
        ("pompiers", "18", "Pompiers", "Il y a un feu, un accident, un danger."),
        ("europe", "112", "Numéro d'urgence européen", "Vous ne savez pas quel numéro appeler."),
    )
    return {
        "commons.yaml": {"name": "Socle de mesure", "edition": "02/11/2026", "not_listed": NATIONAL_CONTACT},
        "topics.yaml": {
            "topics": [{"id": key, "title": title, "hint": hint, "pictogram": key} for key, title, hint in TOPICS]
        },
        "services.yaml": {"services": services},
        "emergency.yaml": {
            "lines": [
                {
                    "id": key,
                    "number": number,
                    "label": label,
                    "when": when,
                    "how": ["call"],
                    "hours": "24h/24",
                    "free": "oui",
                    "source": "https://www.service-public.gouv.fr/particuliers/vosdroits/F33813",
                    "verified_on": "22/11/2026",
                }
                for key, number, label, when in lines
            ]
        },
        "contacts/national.yaml": {
            "contacts": [
                {
                    "id": NATIONAL_CONTACT,
                    "kind": "body",
                    "name": "Renseignements nationaux",
                    "role": "Renseigne sur toutes les démarches.",
                    "general": "oui",
                    "phone": {"number": fictional_number(9999), "hours": {"lundi-vendredi": "8h30-18h"}},
                    "owner": "socle",
                    "source": "https://www.example.org",
                    "verified_on": "02/11/2026",
                }
            ]
        },
    }


def service(key: str, name: str, plain: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "plain": plain,
        "level": "commune",
        "place": "residence",
        "reach": f"Appelez le standard de votre mairie et demandez {plain}.",
        "source": "https://www.example.org/competences",
    }


UNSAFE = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`]|: |:$| #|^\d+$|\s$|^$""")


def yaml_lines(tree: Any, indent: str = "") -> Iterator[str]:
    """Yields a tree as block YAML, in the one form our loader accepts (flow lists for ids only)."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from yaml_lines(value, indent + "  ")
        elif isinstance(value, list):
            yield from list_lines(key, value, indent)
        elif "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" if line else "" for line in value.splitlines())
        else:
            yield f"{indent}{key}: {scalar(value)}"


def list_lines(key: str, items: list[Any], indent: str) -> Iterator[str]:
    if key in ("contacts", "topics", "services", "provides", "how") and isinstance(items[0], str):
        yield f"{indent}{key}: [{', '.join(items)}]"
        return
    yield f"{indent}{key}:"
    for item in items:
        if isinstance(item, str):
            yield f"{indent}  - {scalar(item)}"
            continue
        lines = yaml_lines(item, indent + "    ")
        yield f"{indent}  - {next(lines).lstrip()}"
        yield from lines


def scalar(value: str) -> str:
    if UNSAFE.search(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def write_project(folder: Path, count: int, seed: int = 1) -> int:
    """Writes the whole project anew.

    Returns:
        the size of the YAML, in bytes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    size = 0
    for name, tree in commons().items():
        size += write_yaml(folder / "content" / name, tree)
    for name in COPIED:
        shutil.copytree(SHIPPED / name, folder / "content" / name)
    for partner in partners(count, seed):
        for name, tree in partner.files.items():
            size += write_yaml(folder / "partners" / partner.id / name, tree)
    return size


def write_yaml(path: Path, tree: Any) -> int:
    data = ("\n".join(yaml_lines(tree)) + "\n").encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)


def corpus_pages(partner: Partner) -> list[str]:
    """Returns the 78 pages that come from the partner's files, as paths in its folder without index.html."""
    pages = ["", *(f"themes/{key}/" for key, _, _ in TOPICS)]
    for name, tree in partner.files.items():
        if name.startswith("journeys/"):
            stem = name.removeprefix("journeys/").removesuffix(".yaml")
            pages += [f"parcours/{stem}/{node}/" for node in (*tree["questions"], *tree["outcomes"])]
        elif name.startswith("contacts/"):
            pages += [f"contacts/{contact['id']}/" for contact in tree["contacts"]]
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--partners", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    size = write_project(options.folder, options.partners, options.seed)
    pages = options.partners * PAGES_PER_PARTNER
    print(f"{options.partners} partners, {pages:,} pages, {size / 1e6:.1f} MB of YAML in {options.folder}")


if __name__ == "__main__":
    main()
