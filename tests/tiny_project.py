"""A project of a few lines, with its own commons: what tests of commands read, change and build."""

from __future__ import annotations

from pathlib import Path

from commun_orientation_ssg.project import Settings, find_settings

FILES = {
    "content/commons.yaml": """\
name: Contenu national
edition: 23/11/2026
not_listed: allo-national
""",
    "content/topics.yaml": """\
topics:
  - id: logement
    title: Logement
    hint: Loyer, expulsion
""",
    "content/services.yaml": """\
services:
  - id: fsl
    name: Fonds de solidarité pour le logement
    plain: une aide pour le loyer
    level: departement
    reach: Appelez le standard de votre département.
""",
    "content/contacts/nationaux.yaml": """\
contacts:
  - id: allo-national
    kind: body
    name: Allô national
    provides: [fsl]
    phone: "3939"
""",
    "content/emergency.yaml": """\
lines:
  - id: police
    number: "17"
    label: Police
    when: Vous êtes en danger.
    hours: 24h/24
    source: https://www.service-public.gouv.fr
    verified_on: 22/11/2026
""",
    "content/needs/logement.yaml": """\
needs:
  - id: impaye-loyer
    title: Je n'arrive plus à payer mon loyer
    official: Fonds de solidarité pour le logement
    services: [fsl]
    words:
      - loyers en retard
    next: logement/situation
""",
    "content/journeys/logement.yaml": """\
title: Mon logement
start: situation
questions:
  situation:
    ask: Que se passe-t-il ?
    answers:
      payer:
        text: Je n'arrive plus à payer
        next: retard-loyer
      autre:
        text: Autre chose
        next: conseil
outcomes:
  retard-loyer:
    title: Demandez une aide pour votre loyer
    steps:
      - Réunissez vos quittances.
      - Appelez le service.
    contacts: [fsl]
  conseil:
    title: Demandez conseil
    tell: Je cherche un conseil.
    contacts: [allo-national]
""",
    "content/pages/mentions-legales.md": "# Mentions légales\n\nTexte.\n",
    "content/pages/donnees-personnelles.md": "# Données personnelles\n\nTexte.\n",
    "content/pages/accessibilite.md": "# Accessibilité\n\nTexte.\n",
    "content/territories/communes.csv": """\
insee;name;postcodes;epci;population
83069;Hyères;83400;248300543;55000
83137;Toulon;83000 83200;248300543;180000
93066;Saint-Denis;93200;200054781;150000
97411;Saint-Denis;97400;249740119;155000
""",
    "content/territories/epci.csv": "siren;name;departements\n248300543;Métropole Toulon-Provence-Méditerranée;83\n",
    "content/territories/departements.csv": "code;name;region\n83;Var;93\n93;Seine-Saint-Denis;11\n974;La Réunion;04\n",
    "content/territories/regions.csv": "code;name\n93;Provence-Alpes-Côte d'Azur\n11;Île-de-France\n04;La Réunion\n",
    "partners/var/partner.yaml": """\
name: Département du Var
short: Var
level: departement
territory: "83"
status: demo
website: https://www.var.fr
publisher: Le Département
dpo: dpo
host: hébergeur
not_listed: standard-var
""",
    "partners/var/branding.yaml": """\
colours:
  primary: "#0b4f7a"
  accent: "#a8431a"
""",
    "partners/var/contacts/departement.yaml": """\
# Le Département.
contacts:
  - id: standard-var
    kind: body
    name: Département du Var
    provides: [fsl]
    phone: 04 83 95 00 00
    desk:
      address: 390 avenue des Lices, 83000 Toulon
      hours:
        lundi-vendredi: 8h30-12h
    verified_on: 02/11/2026
    source: https://www.var.fr

  # La maison de Toulon.
  - id: mds-toulon
    part_of: standard-var
    name: "Maison des solidarités : Toulon"
    provides: [fsl]
    phone:
      number: 01 99 00 00 01
""",
    "partners/var/journeys/logement.yaml": """\
outcomes:
  retard-loyer:
    title: Dans le Var, appelez le Département
  conseil:
    hide: oui
    reason: Le Département répond à tout.
""",
}  # fmt: skip
TOULON = {
    "partners/toulon/partner.yaml": FILES["partners/var/partner.yaml"]
    .replace("Département du Var", "Ville de Toulon")
    .replace("short: Var", "short: Toulon")
    .replace("level: departement", "level: commune")
    .replace('"83"', '"83137"')
    .replace("standard-var", "mairie-toulon"),
    "partners/toulon/branding.yaml": FILES["partners/var/branding.yaml"],
    "partners/toulon/contacts/mairie.yaml": """\
contacts:
  - id: mairie-toulon
    kind: body
    name: Mairie de Toulon
    phone: 04 94 36 30 00
""",
}


def write_project(root: Path, files: dict[str, str] | None = None) -> Path:
    """Write the project of département and ville into `root`, with `files` over it; return `root`."""
    for name, text in {**FILES, **TOULON, **(files or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def tiny(root: Path, files: dict[str, str] | None = None, **flags: object) -> Settings:
    """Write the project into `root`; return its settings."""
    return find_settings(write_project(root, files), {}, **flags)
