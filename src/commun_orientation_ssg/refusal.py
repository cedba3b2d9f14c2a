"""What a command cannot do as it was asked: a message for people, and exit code 2."""

from __future__ import annotations

from collections.abc import Iterable

from .diagnostics import closest
from .project import NATIONAL, Settings

__all__ = ["Refusal", "did_you_mean", "partner_folders", "partner_of"]


class Refusal(Exception):  # noqa: N818 - what people read, not a fault of the program
    """The command was not understood, or would do harm; `fr` and `en` say why and what to do."""

    exit_code = 2

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the end of a sentence, in French and in English: the nearest known words, or "" twice."""
    near = list(closest(word, known))
    if not near:
        return "", ""
    return (
        f" Vouliez-vous dire {' ou '.join(f'« {item} »' for item in near)} ?",
        f" Did you mean {' or '.join(f'“{item}”' for item in near)}?",
    )


def partner_folders(settings: Settings) -> list[str]:
    """Return the names of the partners' folders, sorted."""
    return sorted(path.name for path in settings.partners.iterdir() if path.is_dir() and not path.name.startswith("."))


def partner_of(settings: Settings, partner: str) -> str:
    """Return the partner meant: the one named, or the only one of the project.

    Raises:
        Refusal: there is no such partner, or nothing says which.
    """
    known = partner_folders(settings)
    if partner in known or (partner == NATIONAL and settings.has_national):
        return partner
    if not partner and len(known) == 1:
        return known[0]
    if not partner:
        raise Refusal(
            f"pour quel partenaire ? Ajoutez --partner, avec l'un de : {', '.join(known) or '(aucun encore)'}",
            f"for which partner? Add --partner, with one of: {', '.join(known) or '(none yet)'}",
        )
    near = did_you_mean(partner, known)
    raise Refusal(f"il n'y a pas de partenaire « {partner} ».{near[0]}", f"there is no partner “{partner}”.{near[1]}")
