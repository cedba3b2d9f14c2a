"""Documents to a partner's site: ids checked, numbers and hours read, conditions decided, contacts given to services.

What comes out cannot hold a dangling id. What the partner does not touch is resolved once, in `Commons`, and shared.
Whether the content is good is left to `checks`.
"""

from .commons import Commons, resolve_commons
from .documents import Bound, Documents, bind_layer, bind_overlay
from .internals import resolve_internals
from .partner import own_contacts, resolve_partner
from .providers import SharedContact, national_offers, offers_of, shared_contacts, shared_offers

__all__ = [
    "Bound",
    "Commons",
    "Documents",
    "SharedContact",
    "bind_layer",
    "bind_overlay",
    "national_offers",
    "offers_of",
    "own_contacts",
    "resolve_commons",
    "resolve_internals",
    "resolve_partner",
    "shared_contacts",
    "shared_offers",
]
