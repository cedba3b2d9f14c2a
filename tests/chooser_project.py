"""A project where a commune decides who answers: a maison in Toulon, a France services in Hyères, a CEDEX, two Saint-Denis."""

from __future__ import annotations

import json

SERVICES = """\
services:
  - id: fsl
    name: Fonds de solidarité pour le logement
    plain: une aide pour le loyer
    level: departement
    reach: Appelez le standard de votre département.
  - id: france-services
    name: France services
    plain: un lieu où l'on vous aide
    level: etat
    reach: Allez dans une France services.
"""
CONTACTS = """\
contacts:
  - id: standard-var
    kind: body
    name: Département du Var
    phone: 04 83 95 00 00
    verified_on: 02/11/2026
    source: https://www.var.fr
  - id: mds-toulon
    name: "Maison des solidarités : Toulon"
    provides: [fsl]
    area: [83137]
    phone: 01 99 00 00 01
    verified_on: 02/11/2026
    source: https://www.var.fr
  - id: mds-hyeres
    name: "Maison des solidarités : Hyères"
    provides: [fsl]
    area: [83069]
    phone: 01 99 00 00 02
    verified_on: 02/11/2026
    source: https://www.var.fr
"""
_WELCOMES = [
    {
        "id": f"fs-{code}", "name": f"France services de {name}", "services": ["france-services"], "area": ["83"],
        "commune": code, "address": f"1 rue A, {name}", "phones": ["01 99 00 00 09"], "hours": {"lundi": "9h-12h"},
        "lat": lat, "lon": lon, "source": "Liste", "source_date": "2026-08-01",
    }
    for code, name, lat, lon in (("83069", "Hyères", 43.12, 6.13), ("83137", "Toulon", 43.125, 5.93))
]  # fmt: skip
ADVICE = """\
advice:
  - id: sans-adresse
    title: Je n'ai pas d'adresse
    text: Pour dormir ce soir, appelez.
    call: police
"""
FILES = {
    "content/services.yaml": SERVICES,
    "content/advice.yaml": ADVICE,
    "content/territories/centres.csv": "insee;lat;lon\n83069;43.035;6.255\n83137;43.125;5.931\n",
    "content/directory/france-services-83.jsonl": "".join(
        f"{json.dumps(record, ensure_ascii=False)}\n" for record in _WELCOMES
    ),
    "partners/var/contacts/departement.yaml": CONTACTS,
    "partners/var/journeys/logement.yaml": "outcomes:\n  retard-loyer:\n    title: Appelez le Département\n",
}
OUTCOME = "parcours/logement/retard-loyer/index.html"
