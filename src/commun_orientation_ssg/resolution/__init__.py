"""For a service and a commune: who holds it, which contacts answer, in which order, and why.

Pure: competence is data (`holders`), contacts come as `Offers`, whoever read them. docs/resolution.md is the algorithm.
"""

from .coverage import BEST_FIRST, Coverage, Share, coverage_of
from .holders import LOCAL, Holder, Holders, check_holders, read_holders
from .offers import Offer, Offers
from .places import landings, places
from .resolving import Answer, Resolution, Resolver

__all__ = [
    "BEST_FIRST",
    "LOCAL",
    "Answer",
    "Coverage",
    "Holder",
    "Holders",
    "Offer",
    "Offers",
    "Resolution",
    "Resolver",
    "Share",
    "check_holders",
    "coverage_of",
    "landings",
    "places",
    "read_holders",
]
