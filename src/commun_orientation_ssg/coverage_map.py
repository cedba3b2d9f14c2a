"""Counts of communes to a table, JSON, and a map in SVG: a tile a département, a square a commune, no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from .model import Service
from .resolution import BEST_FIRST, Coverage, Share
from .territory import Territories

__all__ = ["TILES", "as_json", "as_text", "country_svg", "territory_svg"]

TILES = """
..  ..  ..  ..  ..  62  59  ..  ..  ..  ..  ..
..  ..  ..  ..  76  80  02  08  ..  ..  ..  ..
..  ..  50  14  27  60  95  51  55  57  67  ..
29  22  35  61  28  78  93  77  10  54  88  68
..  56  53  72  92  75  94  89  52  70  90  ..
..  44  49  37  41  45  91  58  21  39  25  ..
..  85  79  86  36  18  03  71  01  74  ..  ..
..  17  16  87  23  63  42  69  38  73  ..  ..
..  33  24  19  15  43  07  26  05  ..  ..  ..
..  40  47  46  12  48  30  84  04  06  ..  ..
..  64  32  82  81  34  13  83  ..  ..  ..  ..
..  65  31  09  11  ..  ..  ..  ..  ..  2B  ..
..  ..  ..  66  ..  ..  ..  ..  ..  ..  2A  ..
..  ..  ..  ..  ..  ..  ..  ..  ..  ..  ..  ..
971 972 978 977 975 973 ..  974 976 ..  ..  ..
988 987 986 989 984 ..  ..  ..  ..  ..  ..  ..
"""
"""About where each département is. A drawing made by hand: it says who is next to whom, and no distance."""
_COLOURS = ("#f2f2f2", "#d3e0ee", "#9dbddb", "#5a8fc0", "#1f4e79")
_STEPS = (0, 0.25, 0.5, 0.75)
_WORDS = {
    "own": ("du partenaire", "own"),
    "mutualised": ("mutualisé", "mutualised"),
    "directory": ("annuaire", "directory"),
    "national": ("national seul", "national only"),
    "none": ("personne", "nobody"),
}
_FONT = 'font-family="sans-serif"'


def as_text(found: Coverage, services: Mapping[str, Service], places: Territories, title: str, lang: str) -> str:
    """Return the counts by service, then by département: the same as the map, in words."""
    word = int(lang == "en")
    communes = max((share.total for share in found.services.values()), default=0)
    lines = [
        title,
        (
            f"{communes} communes, {found.asked} services. Source du premier contact à appeler ou à voir :",
            f"{communes} communes, {found.asked} services. Source of the first contact to call or visit:",
        )[word],
        "",
        _row("service", [_WORDS[name][word] for name in BEST_FIRST]),
    ]
    lines += [_row(id, list(share.communes.values())) for id, share in sorted(found.services.items())]
    lines += ["", _row(("département", "département")[word], [_WORDS[name][word] for name in BEST_FIRST])]
    for code, share in sorted(found.departements.items()):
        lines.append(_row(f"{code} {places.name(code)}", [_percent(share, name) for name in BEST_FIRST]))
    return "\n".join(lines)


def _row(head: str, cells: Sequence[object]) -> str:
    return f"{head[:34]:<34} " + " ".join(f"{cell!s:>13}" for cell in cells)


def _percent(share: Share, name: str) -> str:
    return f"{share.communes[name] / share.total:.0%}" if share.total else "-"


def as_json(found: Coverage) -> str:
    """Return the counts as one JSON object."""
    data = {
        "services": {id: share.communes for id, share in sorted(found.services.items())},
        "departements": {code: share.communes for code, share in sorted(found.departements.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def country_svg(found: Coverage, places: Territories, title: str) -> str:
    """Return the map of the country: a tile a département, coloured by how many pairs have somebody near."""
    tiles = []
    for code, x, y in _tiles():
        share = found.departements.get(code, Share())
        near = share.near / share.total if share.total else 0.0
        name = places.name(code)
        said = _french_percent(near) if share.total else "-"
        ink = f'{_FONT} text-anchor="middle" fill="{_ink(near)}"'
        tiles.append(
            f'<g transform="translate({x * 50 + 10} {y * 50 + 60})">'
            f"<title>{escape(f'{name} ({code}) : {said}')}</title>"
            f'<rect width="46" height="46" rx="4" fill="{_colour(near)}" stroke="#555"/>'
            f'<text x="23" y="20" font-size="14" font-weight="bold" {ink}>{code}</text>'
            f'<text x="23" y="37" font-size="12" {ink}>{escape(said)}</text></g>'
        )
    overseas, rows = min(y for code, _, y in _tiles() if len(code) == 3), max(y for _, _, y in _tiles()) + 1
    tiles.append(f'<text x="10" y="{overseas * 50 + 48}" {_FONT} font-size="13" fill="#222">Outre-mer</text>')
    note = "Une case est un département, à peu près à sa place. Le tableau « commun coverage » dit la même chose."
    return _svg(620, rows * 50 + 110, title, tiles, note)


def _french_percent(share: float) -> str:
    """Return a share in words; what is nearly nothing is not nothing."""
    return "< 1\u00a0%" if 0 < share < 0.01 else f"{share * 100:.0f}\u00a0%"


def _tiles() -> Iterator[tuple[str, int, int]]:
    for y, line in enumerate(TILES.strip().splitlines()):
        for x, code in enumerate(line.split()):
            if code != "..":
                yield code, x, y


def territory_svg(found: Coverage, places: Territories, title: str) -> str:
    """Return the map of one territory: a square a commune, gathered by EPCI, the largest first."""
    parts: list[str] = []
    y, width, side = 70, 620, 16
    per_row = (width - 20) // side
    for epci, communes in sorted(found.groups.items(), key=lambda item: (-len(item[1]), item[0])):
        head = (
            f"{places.name(epci) or 'Sans intercommunalité'} ({len(communes)}) : {_range(communes)} sur {found.asked}"
        )
        parts.append(f'<text x="10" y="{y}" {_FONT} font-size="13" fill="#222">{escape(head)}</text>')
        y += 6
        for n, (code, near) in enumerate(sorted(communes.items(), key=lambda item: places.name(item[0]))):
            share = near / found.asked if found.asked else 0.0
            said = f"{places.name(code)} ({code}) : {near} services sur {found.asked}"
            left, top = 10 + n % per_row * side, y + n // per_row * side
            parts.append(
                f'<rect x="{left}" y="{top}" width="{side - 2}" height="{side - 2}" fill="{_colour(share)}"'
                f' stroke="#777" stroke-width=".5"><title>{escape(said)}</title></rect>'
            )
        y += ((len(communes) - 1) // per_row + 1) * side + 22
    note = "Un carré est une commune, rangée par intercommunalité : ce n'est pas sa place sur une carte."
    return _svg(width, y + 40, title, parts, note)


def _range(communes: Mapping[str, int]) -> str:
    """Return how many services have somebody near, in the commune that has fewest and in the one that has most."""
    least, most = min(communes.values()), max(communes.values())
    return f"{least} services" if least == most else f"de {least} à {most} services"


def _svg(width: int, height: int, title: str, parts: list[str], note: str) -> str:
    legend = []
    for n, colour in enumerate(_COLOURS):
        words = ("0 %", "moins de 25 %", "25 à 50 %", "50 à 75 %", "plus de 75 %")[n]
        x = 10 + n * 118
        legend.append(
            f'<rect x="{x}" y="{height - 44}" width="14" height="14" fill="{colour}" stroke="#555"/>'
            f'<text x="{x + 20}" y="{height - 32}" {_FONT} font-size="12" fill="#222">{words}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t">'
        f'<title id="t">{escape(title)}</title><rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="10" y="26" {_FONT} font-size="17" font-weight="bold" fill="#222">{escape(title)}</text>'
        f'<text x="10" y="46" {_FONT} font-size="12" fill="#222">Part des services qui ont une personne à appeler,'
        " ou à voir, près de chez soi. Le reste : un numéro national, ou personne.</text>"
        f"{''.join(parts)}{''.join(legend)}"
        f'<text x="10" y="{height - 10}" {_FONT} font-size="11" fill="#444">{escape(note)}</text></svg>\n'
    )


def _colour(share: float) -> str:
    return _COLOURS[sum(share > step for step in _STEPS)]


def _ink(share: float) -> str:
    return "#fff" if share > _STEPS[-1] else "#111"
