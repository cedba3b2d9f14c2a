"""Kind name -> the shape of one of its items. A table."""

from __future__ import annotations

from .contacts import Contact, EmergencyLine, Service
from .danger import Danger, Sign
from .fields import Doc
from .journeys import Condition, Journey, Need, Scenario, Topic
from .languages import EmergencyLanguage
from .partners import Advice, Alert, Branding, Commons, Entry, Partner, Replaced
from .plain_words import PlainWords
from .private import PrivateContact, PrivateNote
from .words import Lexicon

__all__ = ["MODELS"]

MODELS: dict[str, type[Doc]] = {
    "commons": Commons,
    "topic": Topic,
    "service": Service,
    "emergency": EmergencyLine,
    "language": EmergencyLanguage,
    "condition": Condition,
    "lexicon": Lexicon,
    "sign": Sign,
    "danger": Danger,
    "plain": PlainWords,
    "need": Need,
    "journey": Journey,
    "contact": Contact,
    "scenario": Scenario,
    "partner": Partner,
    "branding": Branding,
    "entry": Entry,
    "alert": Alert,
    "advice": Advice,
    "replaced": Replaced,
    "private-contact": PrivateContact,
    "private-note": PrivateNote,
}
