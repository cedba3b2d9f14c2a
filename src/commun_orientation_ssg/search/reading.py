"""A project's folders to the index of one partner: what `commun search` and the checks of scenarios start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site
from ..overlay import lay_over, layer_of
from ..permalinks import permalinks_of
from ..project import ProjectError, Settings
from ..refusal import partner_of
from ..resolve import Bound, bind_layer, resolve_commons, resolve_partner
from ..schema import Lexicon
from ..source import read_folder, read_tables
from ..territory import read_territories
from .building import index_data
from .index import Index
from .ranking import search

__all__ = ["Searchable", "check_scenarios", "read_searchable"]

SCENARIO_LOST = Rule(
    "scenario-lost",
    Severity.ERROR,
    Bilingual(
        "la recherche « {query} » ne trouve plus « {expected} » dans les trois premières réponses",
        "searching “{query}” no longer finds “{expected}” among the first three answers",
    ),
    Bilingual("« {expected} » parmi : {found}", "“{expected}” among: {found}"),
    Bilingual(
        "ajoutez ces mots aux mots du besoin (needs.yaml, words), ou corrigez ce qui est attendu",
        "add these words to those of the need (needs.yaml, words), or mend what is expected",
    ),
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """One partner, ready to be searched: its site, what the page loads, the same read, and the scenarios by id."""

    site: Site
    lexicon: Lexicon | None
    data: Mapping[str, Any]
    index: Index
    scenarios: Mapping[str, Bound]


def read_searchable(settings: Settings, partner: str) -> Searchable:
    """Read the commons and `partner`, and index them.

    Raises:
        Refusal: there is no such partner.
        ProjectError: its content has errors that `commun check` shows.
    """
    partner = partner_of(settings, partner)
    layer, _ = layer_of(read_folder(settings.content, settings.content_shown)[0], "commons", "commons")
    documents, _ = bind_layer(layer)
    commons, _ = resolve_commons(layer, documents, read_territories(read_tables(settings.content)))
    if commons is None:
        raise _broken("content")
    over, _ = layer_of(read_folder(settings.partners / partner, f"partners/{partner}")[0], partner, "partner")
    merged, _ = lay_over(layer, over)
    bound, _ = bind_layer(merged, layer, documents)
    site, _ = resolve_partner(partner, merged, bound, commons)
    if site is None:
        raise _broken(partner)
    held = bound["lexicon"].get("lexicon")
    lexicon = held.doc if held else None
    data = index_data(site, lexicon, permalinks_of(site), commons.made.needs)
    return Searchable(site, lexicon, data, Index(data, site.needs), bound["scenario"])


def _broken(name: str) -> ProjectError:
    return ProjectError(
        f"le contenu de « {name} » a des erreurs : lancez « commun check » pour les voir",
        f"the content of “{name}” has errors: run “commun check” to see them",
    )


def check_scenarios(scenarios: Mapping[str, Bound], index: Index) -> Iterator[Diagnostic]:
    """Yield an error for each phrase whose expected need is not among the first three answers.

    Scenarios that walk, or that expect something else than a need, are left to other checks.
    """
    for bound in scenarios.values():
        query, expected = bound.doc.search, bound.doc.expect
        if query and expected in index.places:
            found = [index.ids[need] for need, _ in search(query, index).results[:3]]
            if expected not in found:
                yield SCENARIO_LOST.at(
                    bound.at("search"), query=query, expected=expected, found=", ".join(found) or "-"
                )
