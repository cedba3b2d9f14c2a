"""The open list of France services (ANCT), CSV or JSON, to records as they understand themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .facts import Slot, line_of
from .official import Official

__all__ = ["TYPE", "official_of"]

TYPE = "france_services"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOVES = {"bus_equivalent", "bus_équivalent", "itinérante", "itinerante"}
_WORD = re.compile(r"\w{2}")


def official_of(data: Mapping[str, Any], wanted: Callable[[str], bool] = bool) -> Official | None:
    """Return what a row says, None when it is no row of this list, all of one type."""
    if "id_fs" not in data:
        return None

    def text(key: str) -> str:
        value = data.get(key)
        return line_of(str(value) if isinstance(value, (int, float)) else value)

    comment = text("commentaire")
    moves = text("format_fs").casefold() in _MOVES
    return Official(
        id=f"fs-{number}" if (number := re.sub(r"[^a-z0-9]+", "-", text("id_fs").lower()).strip("-")) else "",
        name=text("lib_fs"),
        types=(TYPE,),
        commune=text("insee_com").zfill(5) if text("insee_com") else "",
        postcode=text("code_postal"),
        address=_address(text("complement_adresse"), text("adresse"), text("code_postal"), text("lib_com")),
        spelled=[(text("telephone"), "")],
        mails=[text("mail")],
        slots=tuple(_slots(data)),
        remark=" ".join(
            part
            for part in (
                "Cet accueil change de lieu selon les jours : appelez avant de vous déplacer." if moves else "",
                comment if _WORD.search(comment) else "",
            )
            if part
        ),
        appointment="Vous pouvez prendre rendez-vous." if text("prise_rdv").casefold() == "oui" else "",
        point=(text("latitude"), text("longitude")),
    )


def _slots(data: Mapping[str, Any]) -> Iterator[Slot]:
    for day in _DAYS:
        written = line_of(data.get(f"h_{day}"))
        if written:
            pairs = []
            for part in written.split("/"):
                opens, _, closes = part.partition("-")
                pairs.append((opens.strip(), closes.strip()))
            yield day, day, tuple(pairs), ""


def _address(more: str, street: str, postcode: str, town: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, [more, street, f"{postcode} {town}".strip()])))
