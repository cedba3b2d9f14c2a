"""Every sentence exists in both languages, with the same fields; every code is kebab-case and means one thing."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string

import pytest

import commun_orientation_ssg
from commun_orientation_ssg.diagnostics import Bilingual, Rule, Severity

SKIPPED = ("shipped", "starters", "__main__")
SHARED_CODES = {
    "wrong-shape": "a value of the wrong form, wherever it stands",
    "unknown-key": "a key that is not expected, in a file or in an item",
    "missing-file": "a file that must be there",
    "holders-columns": "the columns of holders.csv, in its head or in a line",
}
"""Codes that two rules share, because they say one thing of two places."""


def all_rules() -> dict[str, Rule]:
    """Return every rule of the package, by "module.NAME"."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(commun_orientation_ssg.__path__, "commun_orientation_ssg."):
        if not any(part in module.name.split(".") for part in SKIPPED):
            loaded = importlib.import_module(module.name)
            found |= {f"{module.name}.{name}": value for name, value in vars(loaded).items() if isinstance(value, Rule)}
    return found


RULES = all_rules()


def fields(text: str) -> set[str]:
    """Return the names in braces, without the suffix of a field that is said differently in English."""
    return {
        (name or "").removesuffix("_en").removesuffix("_fr")
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }


def sentences(rule: Rule) -> list[Bilingual]:
    """Return all that a rule says."""
    return [text for text in (rule.says, rule.expected, rule.help) if text is not None]


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_the_same_in_both_languages(name: str) -> None:
    """Both sentences exist and take the same fields."""
    for text in sentences(RULES[name]):
        assert text.fr.strip(), name
        assert text.en.strip(), name
        assert fields(text.fr) == fields(text.en), name


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_code_is_kebab_case(name: str) -> None:
    """It is written in ignore lists and searched for: stable and plain."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", RULES[name].code)
    assert RULES[name].severity in Severity


def test_a_code_means_one_thing() -> None:
    """Two rules with one code are one rule imported twice, or listed above with the reason."""
    by_code: dict[str, set[int]] = {}
    for rule in RULES.values():
        by_code.setdefault(rule.code, set()).add(id(rule))
    assert {code for code, rules in by_code.items() if len(rules) > 1} <= set(SHARED_CODES)
