"""A service and a commune to the contacts that answer, each with where it comes from and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found for a service, the same in every commune of an EPCI where nothing consulted is special."""

    holders: tuple[Holder, ...]
    answers: tuple[Answer, ...]
    consulted: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Here:
    """The commune one is asked about, and what was found in it so far."""

    commune: str
    around: tuple[str, ...]
    special: frozenset[str]
    direct: dict[str, tuple[tuple[Holder, ...], tuple[tuple[Answer, ...], ...]]]


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
        self._of_level: dict[str, list[str]] = {}
        for service in services.values():
            self._of_level.setdefault(service.level, []).append(service.id)
        self._known: dict[tuple[str, tuple[str, ...]], _Known] = {}
        self._here = _Here("", (), frozenset(), {})

    def use_directory(self, directory: Offers) -> None:
        """Answer with another official directory."""
        self._sources = (*self._sources[:2], ("directory", directory))
        self._known.clear()
        self._here = _Here("", (), frozenset(), {})

    def resolve(self, service: str, commune: str) -> Resolution:
        """Return the answer for a service in a commune of today.

        Raises:
            KeyError: there is no such service, or no such commune.
        """
        asked = self.services[service]
        here = self._here if self._here.commune == commune else self._go(commune)
        known = self._known.get((service, here.around[1:]))
        if known is not None and known.consulted.isdisjoint(here.special):
            own_rule = known.holders[0].level == "commune" and not known.holders[0].line
            tiers = (self.holders.rule(asked, commune), *known.holders[1:]) if own_rule else known.holders
            return Resolution(service, commune, tiers, known.answers)
        consulted = {service}
        tiers, held = self._direct(asked, here)
        listed: list[Answer] = []
        for number, (holder, answers) in enumerate(zip(tiers, held, strict=True)):
            listed += answers
            if holder.receives or not any(answer.offer.human for answer in answers):
                listed += self._receivers(asked, holder, number, here, consulted)
        for offer in self._national.at(service, here.around, len(here.around)):
            listed.append(Answer(offer, "national", "national", service, len(tiers)))
        result = _each_once(listed)
        if consulted.isdisjoint(here.special):
            self._known[service, here.around[1:]] = _Known(tiers, result, frozenset(consulted))
        return Resolution(service, commune, tiers, result)

    def _go(self, commune: str) -> _Here:
        """Note what is special in a commune: the services whose answer its neighbours may not have."""
        around = self.territories.around(commune)
        special: set[str] = set()
        for offers in (*(offers for _, offers in self._sources), self._national):
            special.update(offers.services_at(commune))
            if any(offers.bodies((commune,))):
                special.update(self._of_level.get("commune", ()))
        for name in self.holders.named_at(commune):
            special.update(self._of_level.get(name[1:], ()) if name.startswith("@") else (name,))
        self._here = _Here(commune, around, frozenset(special), {})
        return self._here

    def _direct(self, service: Service, here: _Here) -> tuple[tuple[Holder, ...], tuple[tuple[Answer, ...], ...]]:
        """Return who holds a service here, and the contacts of each; found once for all that ask for it."""
        if (found := here.direct.get(service.id)) is None:
            tiers = self.holders.tiers(service, here.commune, here.around)
            held = tuple(self._for(service, holder, n, here.around) for n, holder in enumerate(tiers))
            found = here.direct[service.id] = tiers, held
        return found

    def _for(self, service: Service, holder: Holder, number: int, around: tuple[str, ...]) -> tuple[Answer, ...]:
        """Return the contacts of the first source that has one with a human channel, else that has any."""
        if not holder.exists or (holder.part and holder.receives):
            return ()  # another body than the one that provides this service: those who receive people answer
        local = bool(holder.places) and holder.level in LOCAL
        reach = len(around)
        if local:
            reach = max((around.index(place) + 1 for place in holder.places if place in around), default=reach)
        first: tuple[Answer, ...] = ()
        for source, offers in self._sources:
            found = offers.at(service.id, around, reach)
            good = [offer for offer in found if self._may_answer(offer, source, service, holder)] if found else []
            human = any(offer.human for offer in good) if good else False
            bodies = offers.bodies(holder.places) if local and not human else []
            if not good and not bodies:
                continue
            why = ["holds"] * len(good)
            if bodies:
                good, why = good + bodies, why + ["body"] * len(bodies)
                human = any(offer.human for offer in bodies)
            if human or not first:
                answers = tuple(
                    Answer(offer, source, word, service.id, number) for offer, word in zip(good, why, strict=True)
                )
                if human:
                    return answers
                first = answers
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
        self, service: Service, holder: Holder, number: int, here: _Here, consulted: set[str]
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
                consulted.add(id)
                receiver = self.services[id]
                after += receiver.received_by
                for answer in self._of(receiver, here):
                    met = met or answer.offer.human
                    yield Answer(answer.offer, answer.source, "receives", id, number)
            if met:
                return
            todo = after

    def _of(self, service: Service, here: _Here) -> Iterator[Answer]:
        """Yield the contacts of those who hold a service, without those who only receive for them."""
        found = False
        for answers in self._direct(service, here)[1]:
            for answer in answers:
                found = True
                yield answer
        if not found:
            for offer in self._national.at(service.id, here.around, len(here.around)):
                yield Answer(offer, "national", "national", service.id, 0)


def _each_once(answers: list[Answer]) -> tuple[Answer, ...]:
    """Return the answers, the first of each contact."""
    if len(answers) < 2:
        return tuple(answers)
    found: dict[str, Answer] = {}
    for answer in answers:
        found.setdefault(answer.offer.id, answer)
    return tuple(found.values())
