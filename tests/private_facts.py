"""Private facts of agents beside the small project, with marks to find in what is built."""

from __future__ import annotations

from pathlib import Path

from commun_orientation_ssg.build import BuildReport, build
from tiny_project import tiny

FACTS = {
    "contacts.yaml": """\
contacts:
  - id: mds-toulon
    note: Marque-note, demandez le dossier.
    transfer: Marque-transfert, je vous passe l'accueil.
    direct:
      number: 01 99 00 00 21
      extension: "98761"
      name: Marque-prénom Exemple
      label: marque-responsable
      hours: marque-heures sauf le soir
    mail:
      address: marque.interne@exemple.fr
      label: "Marque-boîte :"
    verified_on: 13/01/2026
  - id: marque-astreinte
    name: Marque-astreinte logement
    role: Marque-rôle de nuit.
    provides: [fsl]
    direct: 01 99 00 00 22
""",
    "notes.yaml": """\
notes:
  - id: logement/retard-loyer
    note: Marque-fonds fermé jusqu'au 15.
  - id: logement/situation
    note: Marque-question à poser doucement.
""",
}


def private(root: Path, files: dict[str, str] | None = None) -> Path:
    """Write private files beside the project."""
    folder = root / "prive"
    for name, text in (FACTS if files is None else files).items():
        path = folder / ("" if "/" in name else "var") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def run(
    root: Path, files: dict[str, str] | None = None, *, over: dict[str, str] | None = None, **flags: object
) -> BuildReport:
    """Build the small project, with the files `over` it and its private facts."""
    return build(tiny(root / "projet", over, private=private(root, files), jobs=1, **flags))
