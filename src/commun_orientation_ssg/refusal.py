"""What a command cannot do as it was asked: a message for people, and exit code 2."""

from __future__ import annotations

from collections.abc import Iterable

from .diagnostics import closest

__all__ = ["Refusal", "did_you_mean"]


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
    return f" Vouliez-vous dire {' ou '.join(f'« {item} »' for item in near)} ?", f" Did you mean {' or '.join(f'“{item}”' for item in near)}?"
