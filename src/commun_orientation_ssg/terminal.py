"""What depends on the terminal: colour or not, progress or not, and click's own refusals in French."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TextIO

import click

from .refusal import did_you_mean

__all__ = ["Progress", "choose", "hush", "in_words", "is_answered", "typed_lines", "wants_colour"]


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether `stream` is a terminal that shows colours. Source: no-color.org."""
    return not environment.get("NO_COLOR") and environment.get("TERM") != "dumb" and stream.isatty()


class Progress:
    """A bar on one line, once a second has passed; nothing when the error output is not a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._started = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def __call__(self, done: int, total: int, label: str) -> None:
        if self._stream and time.monotonic() - self._started > 1:
            bar = "#" * (20 * done // max(total, 1))
            self._stream.write(f"\r\x1b[K[{bar:<20}] {done}/{total} {label}")
            self._stream.flush()
            self._shown = True


def hush() -> None:
    """Send what is still to be written nowhere: whoever read us has gone (`commun check | head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):  # a stream without a descriptor, as under a test runner
            continue


def is_answered() -> bool:
    """Tell whether somebody can answer a question: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def choose(question: str, words: Sequence[str], lang: str) -> str:
    """Ask for one of `words`, or its first letter (each has its own), until it is one of them."""
    letters = {word[0]: word for word in words} | {word: word for word in words}
    while True:
        answer = str(click.prompt(question, prompt_suffix=" ")).strip().lower()
        if answer in letters:
            return letters[answer]
        click.echo({"fr": "Répondez par l'un de : ", "en": "Answer with one of: "}[lang] + ", ".join(words))


def typed_lines(question: str) -> list[str]:
    """Ask for lines, until one that holds only a full stop."""
    click.echo(question)
    lines: list[str] = []
    while (line := str(click.prompt("", default="", prompt_suffix="> ", show_default=False))).strip() != ".":
        lines.append(line.rstrip())
    return lines


def in_words(problem: click.ClickException, lang: str) -> str:
    """Return what click refuses, in the reader's language."""
    if isinstance(problem, click.NoSuchOption) and problem.option_name in ("--lang", "--project"):
        name = problem.option_name
        return (
            f"{name} goes before the command"
            if lang == "en"
            else f"{name} se place avant la commande : commun {name} … check"
        )
    if lang == "en":
        return problem.format_message()
    if isinstance(problem, click.NoSuchOption):
        near = f" Vouliez-vous dire {' ou '.join(problem.possibilities)} ?" if problem.possibilities else ""
        return f"l'option {problem.option_name} n'existe pas.{near}"
    if isinstance(problem, click.MissingParameter):
        return f"il manque {_name_of(problem)}"
    if isinstance(problem, click.BadParameter):
        return f"{_name_of(problem)} : {_expected(problem)}"
    if isinstance(problem, click.BadOptionUsage):
        return f"l'option {problem.option_name} attend une valeur"
    return _other(problem) if isinstance(problem, click.UsageError) else problem.format_message()


def _name_of(problem: click.BadParameter) -> str:
    if problem.param is None:
        return problem.param_hint if isinstance(problem.param_hint, str) else "une valeur"
    if isinstance(problem.param, click.Option):
        return f"l'option {max(problem.param.opts, key=len)}"
    return problem.param.human_readable_name


def _expected(problem: click.BadParameter) -> str:
    kind = problem.param.type if problem.param else None
    if isinstance(kind, click.Choice):
        return f"l'un de {', '.join(map(str, kind.choices))} est attendu"
    if isinstance(kind, click.IntRange):
        return f"un nombre de {kind.min} à {kind.max} est attendu"
    return problem.message


def _other(problem: click.UsageError) -> str:
    message = problem.format_message()
    if match := re.match(r"No such command '(.*?)'\.", message):
        known = problem.ctx.command.commands if problem.ctx and isinstance(problem.ctx.command, click.Group) else ()
        return f"la commande « {match[1]} » n'existe pas.{did_you_mean(match[1], known)[0]}"
    if message.startswith("Got unexpected extra argument"):
        return f"il y a un mot de trop : {message.partition('(')[2].rstrip(').') or message}"
    return message
