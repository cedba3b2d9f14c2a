"""What a template sees: one dataclass per page type. This room IS the theme contract.

Every template receives `page` (one of the page classes below), `frame` (what all pages of a partner share) and `style`.
Text is plain and escaped by the template; a field whose name ends in `_html` is cleaned HTML, safe as it is.
A `path` points inside the partner's folder and is written after `page.root` (`{{ page.root }}{{ tile.path }}`); a
`url` leaves the site and is written as it is. Empty strings and empty tuples mean "nothing to show".
"""

from __future__ import annotations

from .contacts import (
    AlertLine,
    Card,
    CardGroup,
    ContactPage,
    Desk,
    HoursRow,
    Internal,
    InternalLine,
    MailLine,
    Opening,
    PhoneLine,
    PlaceGroup,
)
from .embedding import Embed, IntegrationPage, PosterPage, WayGroup
from .emergency import EmergencyLine, EmergencyPage, EmergencyWords, LanguageLink
from .frame import Advice, Chooser, Frame, Help, Later, Style
from .journeys import (
    CallNow,
    Choice,
    EntryPage,
    GivenAnswer,
    OutcomeBody,
    OutcomePage,
    QuestionBody,
    QuestionPage,
    SensitivePage,
    Wording,
)
from .lists import (
    AgentsPage,
    AlphabetLetter,
    AlphabetLine,
    AlphabetPage,
    CommuneContacts,
    CommuneGroupPage,
    CommuneLetter,
    CommunesPage,
    HiddenItem,
    HomePage,
    TopicPage,
)
from .page import Link, Page, Tile
from .root import PartnerGroup, PartnerTile, RootPage
from .texts import MovedPage, NotFoundPage, OfflinePage, TextPage

__all__ = [
    "PAGES",
    "Advice",
    "AgentsPage",
    "AlertLine",
    "AlphabetLetter",
    "AlphabetLine",
    "AlphabetPage",
    "CallNow",
    "Card",
    "CardGroup",
    "Choice",
    "Chooser",
    "CommuneContacts",
    "CommuneGroupPage",
    "CommuneLetter",
    "CommunesPage",
    "ContactPage",
    "Desk",
    "Embed",
    "EmergencyLine",
    "EmergencyPage",
    "EmergencyWords",
    "EntryPage",
    "Frame",
    "GivenAnswer",
    "Help",
    "HiddenItem",
    "HomePage",
    "HoursRow",
    "IntegrationPage",
    "Internal",
    "InternalLine",
    "LanguageLink",
    "Later",
    "Link",
    "MailLine",
    "MovedPage",
    "NotFoundPage",
    "OfflinePage",
    "Opening",
    "OutcomeBody",
    "OutcomePage",
    "Page",
    "PartnerGroup",
    "PartnerTile",
    "PhoneLine",
    "PlaceGroup",
    "PosterPage",
    "QuestionBody",
    "QuestionPage",
    "RootPage",
    "SensitivePage",
    "Style",
    "TextPage",
    "Tile",
    "TopicPage",
    "WayGroup",
    "Wording",
]

PAGES: dict[str, type[Page]] = {
    "home": HomePage,
    "entry": EntryPage,
    "topic": TopicPage,
    "question": QuestionPage,
    "outcome": OutcomePage,
    "sensitive": SensitivePage,
    "contact": ContactPage,
    "emergency": EmergencyPage,
    "alphabet": AlphabetPage,
    "communes": CommunesPage,
    "group": CommuneGroupPage,
    "text": TextPage,
    "not-found": NotFoundPage,
    "offline": OfflinePage,
    "moved": MovedPage,
    "integration": IntegrationPage,
    "poster": PosterPage,
    "agents": AgentsPage,
    "root": RootPage,
}
"""Template name (`pages/<name>.html`) -> the class of its `page`."""
