"""A service and a commune to the contacts that answer, each with where it comes from and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Service
from ..territory import Territories
from .holders import LOCAL, Holder, Holders
from .offers import Offer, Offers

__all__ = ["Answer", "Resolution", "Resolver"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One contact of the answer.

    Args:
        source: "own", "mutualised", "directory" or "national".
        why: "holds", "body" (the switchboard of the body that holds it), "receives" or "national".
        service: the one it was found for: another than what was asked when it only receives people.
        tier: which of the holders it answers for.
    """

    offer: Offer
    source: str
    why: str
    service: str
    tier: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer for one service in one commune."""

    service: str
    commune: str
    holders: tuple[Holder, ...]
    answers: tuple[Answer, ...]

    @property
    def has_human(self) -> bool:
        """Tell whether somebody can be called or visited."""
        return any(answer.offer.human for answer in self.answers)


class Resolver:
    """Answers for one partner, or for `national` (level "etat", place "france").

    Args:
        level, place: of the partner.
        own, mutualised, directory, national: the offers of each source.
    """

    def __init__(
        self,
        services: Mapping[str, Service],
        holders: Holders,
        territories: Territories,
        *,
        level: str = "etat",
        place: str = "france",
        own: Offers | None = None,
        mutualised: Offers | None = None,
        directory: Offers | None = None,
        national: Offers | None = None,
    ) -> None:
        none = Offers((), territories)
        self.services, self.holders, self.territories = services, holders, territories
        self.level, self.place = level, place
        self._sources = (("own", own or none), ("mutualised", mutualised or none), ("directory", directory or none))
        self._national = national or none

    def resolve(self, service: str, commune: str) -> Resolution:
        """Return the answer for a service in a commune of today.

        Raises:
            KeyError: there is no such service, or no such commune.
        """
        asked = self.services[service]
        around = self.territories.around(commune)
        tiers = self.holders.tiers(asked, commune, around)
        found: dict[str, Answer] = {}
        for number, holder in enumerate(tiers):
            answers = self._for(asked, holder, number, commune, around)
            for answer in answers:
                found.setdefault(answer.offer.id, answer)
            if holder.receives or not any(answer.offer.human for answer in answers):
                for answer in self._receivers(asked, holder, number, commune, around):
                    found.setdefault(answer.offer.id, answer)
        for offer in self._national.at(service, around, len(around)):
            found.setdefault(offer.id, Answer(offer, "national", "national", service, len(tiers)))
        return Resolution(service, commune, tiers, tuple(found.values()))

    def _for(
        self, service: Service, holder: Holder, number: int, commune: str, around: tuple[str, ...]
    ) -> tuple[Answer, ...]:
        """Return the contacts of the first source that has one with a human channel, else that has any."""
        if not holder.exists or (holder.part and holder.receives):
            return ()  # another body than the one that provides this service: those who receive people answer
        local = bool(holder.places) and holder.level in LOCAL
        reach = max((around.index(place) + 1 for place in holder.places if place in around), default=len(around))
        first: tuple[Answer, ...] = ()
        for source, offers in self._sources:
            good = [
                offer
                for offer in offers.at(service.id, around, reach if local else len(around))
                if self._may_answer(offer, source, service, holder)
            ]
            answers = tuple(Answer(offer, source, "holds", service.id, number) for offer in good)
            if local and not any(offer.human for offer in good):
                answers += tuple(
                    Answer(offer, source, "body", service.id, number) for offer in offers.bodies(holder.places)
                )
            if any(answer.offer.human for answer in answers):
                return answers
            first = first or answers
        return first

    def _may_answer(self, offer: Offer, source: str, service: Service, holder: Holder) -> bool:
        """Tell whether the one that offers it is the holder, or may speak for it."""
        if source == "directory" or offer.place in holder.places:
            return True
        if holder.level in LOCAL and source == "mutualised":
            return False
        # What another body holds is not answered by the partner's own; a town may host an office of the State.
        return not offer.mine or service.level not in LOCAL

    def _receivers(
        self, service: Service, holder: Holder, number: int, commune: str, around: tuple[str, ...]
    ) -> Iterator[Answer]:
        """Yield the contacts of those who receive people; then of those who receive for these, until one can be met."""
        todo = list(holder.receives or service.received_by)
        seen = {service.id}
        while todo:
            after: list[str] = []
            met = False
            for id in todo:
                if id in seen or id not in self.services:
                    continue
                seen.add(id)
                receiver = self.services[id]
                after += receiver.received_by
                for answer in self._direct(receiver, commune, around):
                    met = met or answer.offer.human
                    yield Answer(answer.offer, answer.source, "receives", id, number)
            if met:
                return
            todo = after

    def _direct(self, service: Service, commune: str, around: tuple[str, ...]) -> Iterable[Answer]:
        """Return the contacts of those who hold a service, without those who only receive for them."""
        answers = [
            answer
            for holder in self.holders.tiers(service, commune, around)
            for answer in self._for(service, holder, 0, commune, around)
        ]
        return answers or (
            Answer(offer, "national", "national", service.id, 0)
            for offer in self._national.at(service.id, around, len(around))
        )
