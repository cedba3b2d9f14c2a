"""French telephone numbers: what a referent types to a kind, a price, a display and a link; pure.

Turns `03.20.48.11.54`, `+33 (0)3 20...`, `3919`, `116 006` or `0262 40 20 20` into a `PhoneNumber`, or into a
`PhoneProblem` that becomes a located diagnostic. It knows the numbering plan, not who owns a number or if it rings.
Source: Arcep, décision 2018-0881 amended by 2022-1583 (plan national de numérotation); ITU E.164 for the territories.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote

from commun_orientation_ssg.diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = ["ORDINARY_FOR", "PhoneCost", "PhoneKind", "PhoneNumber", "PhoneProblem", "classify", "sms_uri"]


class PhoneKind(StrEnum):
    """What sort of number it is in the plan."""

    EMERGENCY = "emergency"  # 15, 112, 119...: reachable at once, free
    SHORT = "short"  # 3919, 116 006, 10xx: no +33, not reachable from abroad
    TEXT = "text"  # 33700: takes text messages, not calls
    GEOGRAPHIC = "geographic"  # 01 to 05
    MOBILE = "mobile"  # 06, 07
    FREEPHONE = "freephone"  # 0800 to 0805
    ORDINARY_PRICE = "ordinary-price"  # 0806 to 0809, 09: the price of a call
    SURCHARGED = "surcharged"  # 081x, 082x, 089x, 118 xxx, listed short numbers, and the old 083x to 088x
    OVERSEAS = "overseas"  # fixed and mobile of the territories with their own country code


class PhoneCost(StrEnum):
    """What the caller pays above nothing; UNKNOWN when the plan alone does not tell (32xx, 34xx, 36xx, 39xx)."""

    FREE = "free"
    ORDINARY = "ordinary"
    SURCHARGED = "surcharged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number that can be shown and called.

    Args:
        display: as French people write it, groups joined by U+00A0.
        uri: `tel:` link; E.164 where the number has one, the bare digits for short numbers.
        takes_text: True where a text message may arrive (mobiles, 114, 33700).
        is_fictional: True in the blocks that the Arcep keeps for works of fiction (01 99 00, 02 61 91...).
    """

    kind: PhoneKind
    cost: PhoneCost
    display: str
    uri: str
    takes_text: bool = False
    is_fictional: bool = False


@dataclass(frozen=True, slots=True)
class PhoneProblem:
    """Why a text is not a French number; `at` makes it a diagnostic."""

    rule: Rule
    number: str

    def at(self, location: Location) -> Diagnostic:
        """Return the finding at `location`."""
        return self.rule.at(location, number=self.number)


_EXPECTED = Bilingual(
    "un numéro français : dix chiffres (01 99 00 00 01), court (3919, 116 006) ou d'outre-mer (+687 20 00 00)",
    "a French number: ten digits (01 99 00 00 01), short (3919, 116 006) or overseas (+687 20 00 00)",
)
NOT_A_NUMBER = Rule(
    "phone-unreadable",
    Severity.ERROR,
    Bilingual("« {number} » n'est pas un numéro de téléphone", '"{number}" is not a telephone number'),
    _EXPECTED,
    Bilingual(
        "écrivez seulement le numéro ; un commentaire va dans « label ».",
        "write the number alone; a comment goes in `label`.",
    ),
)
WRONG_LENGTH = Rule(
    "phone-wrong-length",
    Severity.ERROR,
    Bilingual("« {number} » n'a pas le bon nombre de chiffres", '"{number}" has the wrong number of digits'),
    _EXPECTED,
    Bilingual("vérifiez qu'aucun chiffre ne manque ou n'est en trop.", "check that no digit is missing or added."),
)
SEVERAL = Rule(
    "phone-several-numbers",
    Severity.ERROR,
    Bilingual("« {number} » contient plusieurs numéros", '"{number}" holds several numbers'),
    Bilingual("un seul numéro par ligne", "one number a line"),
    Bilingual("faites une liste, un tiret par numéro.", "make a list, one dash for each number."),
)
FOREIGN = Rule(
    "phone-not-french",
    Severity.ERROR,
    Bilingual("« {number} » n'est pas un numéro français", '"{number}" is not a French number'),
    _EXPECTED,
    Bilingual(
        "les indicatifs acceptés : +33, +262, +508, +590, +594, +596, +681, +687, +689.",
        "accepted country codes: +33, +262, +508, +590, +594, +596, +681, +687, +689.",
    ),
)
UNASSIGNED = Rule(
    "phone-unassigned",
    Severity.ERROR,
    Bilingual("« {number} » commence par des chiffres sans usage", '"{number}" starts with digits that are not in use'),
    _EXPECTED,
    Bilingual("relisez le numéro sur une source officielle.", "read the number again on an official source."),
)

# Arcep's list of emergency numbers. 116 117 (doctor on duty) and 116 006 (victims) are helplines, not among them here.
_EMERGENCY = frozenset({"15", "17", "18", "112", "114", "115", "116000", "119", "191", "196", "197"})
# 3PQR short numbers whose price is known; 30xx, 31xx and 116xxx are free by the plan itself.
_FREE_SHORT = frozenset({"3919"})
_ORDINARY_SHORT = frozenset({"3230", "3646", "3939"})
_SURCHARGED_SHORT = frozenset({"3250"})  # Météo-France
_TEXT_NUMBERS = frozenset({"33700"})
_FICTIONAL = ("019900", "026191", "035301", "046571", "053649", "063998")

# National prefix of the territories that share the ten-digit plan -> country code. 0976, 0947x and 0939x are 09 numbers
# of these places: they are left to +33 here, where French networks route them.
_OVERSEAS_CODES = {
    "0262": "262", "0263": "262", "0269": "262", "0639": "262", "0692": "262", "0693": "262",
    "0508": "508",
    "0590": "590", "0690": "590", "0691": "590",
    "0594": "594", "0694": "594",
    "0596": "596", "0696": "596", "0697": "596",
    "07090": "590", "07091": "596", "07092": "262", "070930": "594", "070931": "594", "070932": "594",
    "070933": "594", "070935": "262", "070936": "262", "070937": "262", "07084": "508", "07085": "508",
}  # fmt: skip
# Country code -> length of the subscriber number, for those with their own plan. +508 is six digits or nine.
_OWN_PLANS = {"508": (6,), "681": (6,), "687": (6,), "689": (8,)}

ORDINARY_FOR: Mapping[str, str] = MappingProxyType({})
"""Ten-digit surcharged number -> ordinary number of the same service, only with a source; none is sure today."""


def classify(text: str) -> PhoneNumber | PhoneProblem:
    """Read one telephone number as French people write it; any text gives an answer."""
    shown = " ".join(text.split())[:80]
    digits = _digits(text)
    if digits is None:
        parts = re.split(r"[,;]|\bou\b|\bet\b", text)
        return PhoneProblem(SEVERAL if len(parts) > 1 and all(map(_digits, parts)) else NOT_A_NUMBER, shown)
    found = _international(digits[1:]) if digits.startswith("+") else _national(digits)
    if isinstance(found, Rule):
        return PhoneProblem(found, shown)
    return found


def sms_uri(number: PhoneNumber, body: str = "") -> str | None:
    """Return the `sms:` link of a number that takes text messages, None for others.

    Args:
        body: text to prefill. Source: RFC 5724.
    """
    if not number.takes_text:
        return None
    return number.uri.replace("tel:", "sms:") + (f"?body={quote(body)}" if body else "")


_PLAIN = re.compile(r"0[1-9](?:[ .-]?[0-9]{2}){4}")
"""How nearly all of them are written."""


def _digits(text: str) -> str | None:
    """Return the digits, with "+" before a country code; None when anything but a number is there."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "").replace(".", "").replace("-", "")
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"^(?:tel\.?|tél\.?|tel:)\s*:?\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s.\-\u2010-\u2015/]", "", text.replace("(0)", "" if re.match(r"\+|00", text) else "0"))
    text = re.sub(r"[()]", "", text)
    if not re.fullmatch(r"\+?[0-9]+", text):
        return None
    return "+" + text[2:] if text.startswith("00") else text


def _international(digits: str) -> PhoneNumber | Rule:
    if digits.startswith("33"):
        return _after_33(digits[2:])
    code, rest = digits[:3], digits[3:]
    if code in _OWN_PLANS and len(rest) in _OWN_PLANS[code]:
        return _overseas(code, rest, " ".join([f"+{code}", *_pairs(rest)]))
    if code in {*_OVERSEAS_CODES.values()}:
        national = rest if rest.startswith("0") else f"0{rest}"
        if len(national) != 10:
            return WRONG_LENGTH
        return _ten_digits(national) if _overseas_code(national) == code else UNASSIGNED
    return WRONG_LENGTH if code in _OWN_PLANS else FOREIGN


def _after_33(rest: str) -> PhoneNumber | Rule:
    national = rest if rest.startswith("0") else f"0{rest}"
    if len(national) == 10:
        return _ten_digits(national)
    # "+33 3919" is dialled by nobody: a short number stands alone, so the mended form is the short number itself.
    return _short(rest) if _is_short(rest) else WRONG_LENGTH


def _national(digits: str) -> PhoneNumber | Rule:
    if _is_short(digits):
        return _short(digits)
    if len(digits) >= 20 and len(digits) % 10 == 0 and digits.startswith("0"):
        return SEVERAL
    if len(digits) != 10:
        return WRONG_LENGTH
    return _ten_digits(digits) if digits.startswith("0") else UNASSIGNED


def _ten_digits(digits: str) -> PhoneNumber | Rule:
    code = _overseas_code(digits)
    if code:  # the fictional 06 39 98 is in the series of Mayotte, but belongs to no place
        return _overseas(code, digits[1:], _ten_display(digits))
    kind = _kind_of_ten(digits)
    if kind is None:
        return UNASSIGNED
    cost = {PhoneKind.FREEPHONE: PhoneCost.FREE, PhoneKind.SURCHARGED: PhoneCost.SURCHARGED}.get(
        kind, PhoneCost.ORDINARY
    )
    return PhoneNumber(
        kind,
        cost,
        _ten_display(digits),
        f"tel:+33{digits[1:]}",
        takes_text=kind is PhoneKind.MOBILE,
        is_fictional=digits.startswith(_FICTIONAL),
    )


def _kind_of_ten(digits: str) -> PhoneKind | None:
    """Return the kind of a metropolitan ten-digit number, None where the plan has nothing."""
    second, head = digits[1], digits[:4]
    if second in "12345":
        return PhoneKind.GEOGRAPHIC
    if second in "67":
        return None if digits.startswith("070") else PhoneKind.MOBILE
    if second == "9" or "0806" <= head <= "0809":
        return PhoneKind.ORDINARY_PRICE
    if "0800" <= head <= "0805":
        return PhoneKind.FREEPHONE
    return PhoneKind.SURCHARGED if second == "8" else None


def _overseas_code(digits: str) -> str | None:
    if digits.startswith(_FICTIONAL):
        return None
    return next((_OVERSEAS_CODES[digits[:n]] for n in (4, 5, 6) if digits[:n] in _OVERSEAS_CODES), None)


def _overseas(code: str, rest: str, display: str) -> PhoneNumber:
    mobile = code in ("262", "508", "590", "594", "596") and rest[0] in "67" and len(rest) == 9
    return PhoneNumber(
        PhoneKind.OVERSEAS, PhoneCost.ORDINARY, display.replace(" ", "\u00a0"), f"tel:+{code}{rest}", takes_text=mobile
    )


def _is_short(digits: str) -> bool:
    if digits in _EMERGENCY or digits in _TEXT_NUMBERS:
        return True
    return bool(re.fullmatch(r"3[012469][0-9]{2}|10[0-9]{2}|116[0-9]{3}|118[0-9]{3}", digits))


def _short(digits: str) -> PhoneNumber:
    kind, cost = PhoneKind.SHORT, PhoneCost.UNKNOWN
    if digits in _EMERGENCY:
        kind, cost = PhoneKind.EMERGENCY, PhoneCost.FREE
    elif digits in _TEXT_NUMBERS:
        kind, cost = PhoneKind.TEXT, PhoneCost.ORDINARY
    elif digits.startswith("118") or digits in _SURCHARGED_SHORT:
        kind, cost = PhoneKind.SURCHARGED, PhoneCost.SURCHARGED
    elif digits.startswith(("30", "31", "116")) or digits in _FREE_SHORT:
        cost = PhoneCost.FREE
    elif digits in _ORDINARY_SHORT:
        cost = PhoneCost.ORDINARY
    display = f"{digits[:3]}\u00a0{digits[3:]}" if len(digits) == 6 else digits
    return PhoneNumber(kind, cost, display, f"tel:{digits}", takes_text=digits in {"114", *_TEXT_NUMBERS})


def _ten_display(digits: str) -> str:
    """Group by pairs, except 0800 000 000 for special numbers (Arcep's own writing) and 0262 00 00 00 overseas."""
    if digits.startswith("08"):
        groups = [digits[0], digits[1:4], digits[4:7], digits[7:]]
    elif _overseas_code(digits) and len(digits) == 10:
        groups = [digits[:4], *_pairs(digits[4:])]
    else:
        groups = _pairs(digits)
    return "\u00a0".join(groups)


def _pairs(digits: str) -> list[str]:
    return [digits[index : index + 2] for index in range(0, len(digits), 2)]
