"""Official codes of places: names, which lies in which, what a merged commune became.

Reads the text of `content/territories/*.csv`; no I/O. A place is written as in the YAML: a commune by its five
characters (83137), a part of one by its postcode (83137/83200), a canton by its list (canton-83-03), a département by
two or three (83, 2A, 971), a région by R and two digits (R93), an EPCI by nine digits, "france" for the whole country.
"""

from .addresses import misplaced, too_far_km
from .communes import Commune, Communes, Former, departement_of
from .compact import compact_tables
from .distance import distance_km
from .places import Territories, level_of, place_of
from .reading import TABLES, read_territories

__all__ = [
    "TABLES",
    "Commune",
    "Communes",
    "Former",
    "Territories",
    "compact_tables",
    "departement_of",
    "distance_km",
    "level_of",
    "misplaced",
    "place_of",
    "read_territories",
    "too_far_km",
]
