"""Names of places to small scripts: those that sound alike at the start, or whose postcodes start alike.

A person's browser loads one or two of them: their names are all that the server learns of what is typed. The same
scripts serve every partner; docs/chooser.md gives their form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ..territory import Commune, Territories
from .keys import bucket_of, normal, postcode_bucket

__all__ = ["bucket_files", "postcode_files", "registered"]

_GLUED = re.compile(r"(?<=^[ld]) ")
"""The place of the apostrophe of a name that begins with one."""
_Named = tuple[Commune, str, str]
"""A commune, one of the names it is known by, and the EPCI that tells it from others."""


def bucket_files(territories: Territories) -> dict[str, bytes]:
    """Return the scripts of the country: bucket -> its content."""
    buckets: dict[str, list[_Named]] = {}
    several = _homonyms(territories)
    for commune, name in territories.named():
        words = normal(name)
        epci = territories.name(commune.epci) if words in several else ""
        for typed in {words, _GLUED.sub("", words)}:  # "L'Haÿ", and "lhay" as it is typed in haste
            buckets.setdefault(bucket_of(typed), []).append((commune, name, epci))
    buckets |= _by_postcode(territories, territories.communes.values())
    return {name: _script(name, inside, territories) for name, inside in sorted(buckets.items()) if name}


def postcode_files(territories: Territories, departements: Iterable[str]) -> dict[str, bytes]:
    """Return the scripts of the postcodes of some départements, for a folder that may stand without the others."""
    communes = (commune for code in sorted(departements) for commune in territories.communes.of_departement(code))
    buckets = _by_postcode(territories, communes)
    return {name: _script(name, inside, territories) for name, inside in sorted(buckets.items())}


def registered(kind: str, name: str, value: object) -> bytes:
    """Return a script that puts a value under `window.communData.<kind>[<name>]`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    put = f'(d.{kind}=d.{kind}||{{}})["{name}"]={text}'
    return f"(function(d){{{put};}})(window.communData=window.communData||{{}});\n".encode()


def _by_postcode(territories: Territories, communes: Iterable[Commune]) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = {}
    for commune in communes:
        for start in sorted({postcode_bucket(postcode) for postcode in commune.postcodes}):
            found.setdefault(start, []).append((commune, commune.name, territories.name(commune.epci)))
    return found


def _homonyms(territories: Territories) -> set[str]:
    """Return the names, as they are typed, of several communes."""
    codes: dict[str, str] = {}
    found = set()
    for commune, name in territories.named():
        words = normal(name)
        if codes.setdefault(words, commune.code) != commune.code:
            found.add(words)
    return found


def _script(bucket: str, inside: list[_Named], territories: Territories) -> bytes:
    """Write a line for each département, its number and name, then its places."""
    lines: dict[str, set[str]] = {}
    for commune, name, epci in inside:
        postcodes = [postcode for postcode in commune.postcodes if postcode_bucket(postcode) == bucket]
        fields = (
            name, commune.code[len(commune.departement) :], str(_size(commune.population)), epci,
            commune.name if commune.name != name else "", " ".join(postcodes),
        )  # fmt: skip
        lines.setdefault(commune.departement, set()).add(";".join(fields).rstrip(";"))
    text = "\n".join(
        "|".join([f"{departement};{territories.name(departement)}", *sorted(entries)])
        for departement, entries in sorted(lines.items())
    )
    return registered("places", bucket, text)


def _size(population: int) -> int:
    """Return how many people live there, from 0 to 9, each four times the one before."""
    return min(9, max(0, population).bit_length() // 2)
