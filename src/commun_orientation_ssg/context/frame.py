"""What all pages of a partner share: its name, its style, its scripts, who helps, how a place is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .contacts import AlertLine, PhoneLine
from .page import Tile

__all__ = ["Advice", "Chooser", "Frame", "Help", "Later", "Style"]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do when one cannot say which commune; `number` and its `tel:` address are "" when nobody is to call."""

    title: str
    text: str
    number: str = ""
    tel: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """ "Réponses pour Toulon. J'habite ailleurs": how a page asks where one lives.

    Args:
        here: whose answers the page gives ("Toulon", "le Département du Var", "toute la France").
        commune: it is one commune.
        path: the page that lists the communes without script, "" when there is none.
        own: départements whose contacts stand in the partner's folder, separated by spaces.
        live: facts that are old are not shown.
        otherwise: for those who cannot say.
    """

    here: str
    commune: bool = False
    path: str = ""
    own: str = ""
    live: bool = False
    otherwise: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """ "Quelqu'un peut vous aider": at the foot of every page, and where "not in the list" leads.

    Args:
        path: the contact's page, or "".
    """

    name: str
    phones: tuple[PhoneLine, ...]
    path: str
    france_services_url: str


@dataclass(frozen=True, slots=True)
class Style:
    """What a page type looks like.

    Args:
        css: the whole style sheet, to inline.
        csp: the content of the CSP meta tag; it names the hash of `css`.
    """

    css: str
    csp: str


@dataclass(frozen=True, slots=True)
class Later:
    """The scripts that a page asks for once it is there: paths in the partner's folder, a space apart, in order.

    Args:
        search: for the box of search: as soon as it is touched, or when the page is quiet.
        places: for the chooser of places: when it is touched, or when a place is known.
        steps: for who has answered a question already.
        sending: for what one does with an answer: when the page is quiet.
        agent: for agents, and nobody else.
    """

    search: str = ""
    places: str = ""
    steps: str = ""
    sending: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a partner shares.

    Args:
        name, short, of: "Département du Var", "Var", "du Département du Var".
        service_line: the first words on screen.
        logo: path of the logo in the partner's folder, or "".
        logo_width: its width in pixels where it is 40 high, 0 when unknown.
        demo, indexed: a demonstration (banner); may search engines index its public pages.
        styles: template -> the style of its pages, handed over as `style`.
        font: path of the font in the partner's folder, or "".
        logo_data: the logo itself, as a `data:` address, where it is light; else "".
        scripts: template -> paths of the deferred scripts of its pages, in order.
        later: template -> the scripts that its pages ask for later, handed over as `later`.
        exit_url: where "Quitter vite" leads.
        icon: the picture of a browser tab, as a `data:` address; sensitive pages do without.
        base_url: "https://orientation.example/var/" when `site_url` is known, else "".
        chooser: how pages ask where one lives.
        offline: pages ask the browser to keep what opens without network.
        agents: path of the agents' first page, "" in public pages.
    """

    name: str
    short: str
    of: str
    website: str
    service_line: str
    logo: str
    logo_alt: str
    demo: bool
    indexed: bool
    styles: Mapping[str, Style]
    scripts: Mapping[str, tuple[str, ...]]
    help: Help
    footer: tuple[Tile, ...]
    alerts: tuple[AlertLine, ...] = ()
    base_url: str = ""
    exit_url: str = "https://meteofrance.com/"
    offline: bool = False
    icon: str = "data:,"
    logo_width: int = 0
    logo_data: str = ""
    font: str = ""
    later: Mapping[str, Later] = field(default_factory=dict)
    chooser: Chooser = Chooser("toute la France")
    agents: str = ""
