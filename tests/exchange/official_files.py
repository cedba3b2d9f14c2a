"""Official files of a few records, by hand: each shape of the directory, and each trap of the real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commun_orientation_ssg.project import Settings
from tiny_project import tiny

SERVICES = """\
services:
  - id: mairie
    name: Mairie
    plain: la mairie
    level: commune
    reach: Appelez la mairie.
    directory_types: [mairie, paris_mairie_arrondissement]
  - id: caf
    name: Caf
    plain: la Caf
    level: operateur
    reach: Appelez la Caf.
    directory_types: [caf]
  - id: fsl
    name: Fonds de solidarité pour le logement
    plain: une aide pour le loyer
    level: departement
    reach: Appelez le standard de votre département.
    directory_types: [cg]
  - id: region-mobilite
    name: Région
    plain: les trains
    level: region
    reach: Appelez la région.
    directory_types: [cr]
  - id: dechets
    name: Déchets
    plain: les poubelles
    level: intercommunalite
    reach: Appelez la mairie.
    directory_types: [epci]
  - id: tribunal
    name: Tribunal
    plain: le tribunal
    level: etat
    reach: Appelez le tribunal.
    directory_types: [tgi, ti]
  - id: france-services
    name: France services
    plain: un accueil
    level: etat
    reach: Appelez la mairie.
    directory_types: [france_services, msap]
"""
PLACES = {
    "content/services.yaml": SERVICES,
    "content/territories/communes.csv": """\
insee;name;postcodes;epci;population
14371;Livarot-Pays-d'Auge;14140 14290;200069532;6000
2A004;Ajaccio;20000 20090;242010056;70000
75056;Paris;75001 75011;200054781;2100000
83069;Hyères;83400;248300543;55000
83137;Toulon;83000 83200;248300543;180000
93066;Saint-Denis;93200;200054781;150000
97411;Saint-Denis;97400;249740119;155000
98818;Nouméa;98800;;94000
""",
    "content/territories/departements.csv": """\
code;name;region
14;Calvados;28
2A;Corse-du-Sud;94
75;Paris;11
83;Var;93
93;Seine-Saint-Denis;11
974;La Réunion;04
988;Nouvelle-Calédonie;988
""",
    "content/territories/regions.csv": """\
code;name
04;La Réunion
11;Île-de-France
28;Normandie
93;Provence-Alpes-Côte d'Azur
94;Corse
988;Nouvelle-Calédonie
""",
    "content/territories/former.csv": """\
code;name;commune;kind
14265;Fervaques;14371;D
75111;Paris 11e Arrondissement;75056;M
""",
}


def project(root: Path, **files: str) -> Settings:
    """Write the tiny project with these services and places."""
    return tiny(root, {**PLACES, **files})


def current(**changes: Any) -> dict[str, Any]:
    """Return a record in the shape of today's export file."""
    record: dict[str, Any] = {
        "id": "0b19da66-336b-4a4d-a56a-1bbf731ec306",
        "nom": "Mairie - Toulon",
        "pivot": [{"type_service_local": "mairie", "code_insee_commune": ["83137"]}],
        "code_insee_commune": "83137",
        "adresse": [
            {
                "type_adresse": "Adresse",
                "complement1": "Hôtel de ville",
                "complement2": "",
                "numero_voie": "1 place de l'Exemple",
                "service_distribution": "CS 1",
                "code_postal": "83000",
                "nom_commune": "Toulon",
                "longitude": "5.93",
                "latitude": "43.12",
                "accessibilite": "ACC",
                "note_accessibilite": "rampe",
            },
        ],
        "telephone": [{"valeur": "01 99 00 00 01", "description": ""}],
        "adresse_courriel": ["mairie@exemple.fr"],
        "site_internet": [{"libelle": "", "valeur": "https://www.exemple.fr "}],
        "plage_ouverture": [slot("Lundi", "Vendredi", "08:30:00", "12:00:00", "13:30:00", "17:00:00")],
        "date_modification": "03/12/2025 07:55:01",
        "ancien_code_pivot": "mairie-83137-01",
        "url_service_public": "https://exemple.fr/fiche",
    }
    return {**record, **changes}


def slot(first: str, last: str, *times: str, comment: str = "") -> dict[str, str]:
    """Return days and hours in today's shape."""
    opens1, closes1, opens2, closes2 = (*times, "", "", "", "")[:4]
    return {
        "nom_jour_debut": first,
        "nom_jour_fin": last,
        "valeur_heure_debut_1": opens1,
        "valeur_heure_fin_1": closes1,
        "valeur_heure_debut_2": opens2,
        "valeur_heure_fin_2": closes2,
        "commentaire": comment,
    }


def export(*records: Any) -> str:
    """Return an export file of these records, one a line."""
    return '{"service":[\n' + ",\n".join(json.dumps(item, ensure_ascii=False) for item in records) + "\n]}\n"


def as_api(record: dict[str, Any]) -> str:
    """Return a record as the API gives it: nested fields in JSON strings, nothing as null."""
    flat = {key: json.dumps(value) if isinstance(value, list) else value or None for key, value in record.items()}
    return json.dumps({**flat, "adresse_courriel": ";".join(record["adresse_courriel"])}, ensure_ascii=False)


OLD = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [5.93, 43.12]},
    "properties": {
        "id": "caf-83137-01",
        "codeInsee": "83137",
        "dateMiseAJour": "2025-11-13",
        "pivotLocal": "caf",
        "Nom": "Caf du Var",
        "Adresse": [
            {"type": "postale", "Ligne": "BP 1", "CodePostal": "83001", "NomCommune": "Toulon Cedex"},
            {
                "type": "physique",
                "Ligne": ["Bâtiment A", "2 rue de l'Exemple"],
                "CodePostal": "83000",
                "NomCommune": "Toulon",
                "Accessibilité": {"type": "DEM"},
            },
        ],
        "CoordonnéesNum": {"Téléphone": {"coût": "Numéro gris : service gratuit", "$t": "3230"}, "Url": "www.caf.fr"},
        "Ouverture": {
            "PlageJ": [
                {"début": "vendredi", "fin": "vendredi", "PlageH": {"début": "09:00:00", "fin": "12:00:00"}},
                {
                    "début": "lundi",
                    "fin": "mardi",
                    "PlageH": [{"début": "09:00:00", "fin": "12:00:00"}, {"début": "14:00:00", "fin": "16:00:00"}],
                },
            ]
        },
    },
}
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<Organisme id="caf-83137-01" codeInsee="83137" dateMiseAJour="2025-11-13" pivotLocal="caf">
  <Nom>Caf du Var</Nom>
  <Adresse type="postale"><Ligne>BP 1</Ligne><CodePostal>83001</CodePostal><NomCommune>Toulon Cedex</NomCommune></Adresse>
  <Adresse type="physique">
    <Ligne>Bâtiment A</Ligne><Ligne>2 rue de l'Exemple</Ligne>
    <CodePostal>83000</CodePostal><NomCommune>Toulon</NomCommune>
    <Localisation><Latitude>43.12</Latitude><Longitude>5.93</Longitude></Localisation>
    <Accessibilité type="DEM"/>
  </Adresse>
  <CoordonnéesNum><Téléphone coût="Numéro gris : service gratuit">3230</Téléphone><Url>www.caf.fr</Url></CoordonnéesNum>
  <Ouverture>
    <PlageJ début="vendredi" fin="vendredi"><PlageH début="09:00:00" fin="12:00:00"/></PlageJ>
    <PlageJ début="lundi" fin="mardi">
      <PlageH début="09:00:00" fin="12:00:00"/><PlageH début="14:00:00" fin="16:00:00"/>
    </PlageJ>
  </Ouverture>
</Organisme>
"""
FRANCE_SERVICES = """\
"id_fs","insee_dep","lib_fs","adresse","complement_adresse","insee_com","code_postal","lib_com","latitude","longitude","mail","telephone","h_lundi","h_mardi","h_mercredi","h_jeudi","h_vendredi","h_samedi","prise_rdv","commentaire","type_fs","format_fs","groupe_fs","labellisation_fs"
"7","83","France services de Toulon","5 rue de l'Exemple",,"83137","83000","Toulon",43.12,5.93,"fs@exemple.fr","01 99 00 00 02","09:00 - 12:00 / 13:30 - 17:00",,,,,"09:00 - 12:00","Oui","Sur rendez-vous
ou sans","Principal","Fixe",,""
"8","83","Bus France services","6 rue de l'Exemple",,"83069","83400","Hyères",43.1,6.1,"-","01 99 00 00 03","09:00 - 12:00",,,,,,"Non",,"Principal","Bus_équivalent",,""
"""
