"""The name of a place, or what somebody types of it, to the bucket of names that holds it.

`themes/default/js/place-names.js` says the same to the browser; a test compares them on every name of the country.
Names are heard, not read: "Saint", "Le" and "La" are left out, vowels too but the first letter, and consonants that
people take for one another count as one. So a slip of the finger or of the ear seldom leads to another bucket.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONG", "bucket_of", "heard", "normal", "postcode_bucket"]

LONG = frozenset(("AN", "FL", "FR", "KR", "NR", "NT", "PL", "PR", "SN", "SR"))
"""Keys under which names are so many that the next sound splits them again."""
_LEADING = re.compile(r"^(?:(?:le|la|les|l|saint|sainte|st|ste) )+(?=.)")
_SPELLINGS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"gn"), "n"),
    (re.compile(r"[sc]?ch|sh"), "s"),
    (re.compile(r"[cs]*c(?=[eiy])"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"x"), "s"),
)
_SOUNDS = str.maketrans("bpdtgkqczsjfvwmnlr", "PPTTKKKKSSSFFFNNLR")
_SILENT = re.compile(r"(.)[stxdpz]+$")


def normal(text: str) -> str:
    """Return what is typed in small letters and figures, without accents, words a space apart."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    words = re.sub(r"[^a-z0-9]+", " ", text).strip()
    return re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", words))


def heard(words: str) -> str:
    """Return what is heard of a normal text: a letter a sound, "A" for a vowel at the start."""
    words = re.sub(r"\b\d+(?:e|er|eme)?\b", "", words).strip()
    text = _LEADING.sub("", words).replace(" ", "")
    if len(text) > 3:
        text = _SILENT.sub(r"\1", text)
    for pattern, sound in _SPELLINGS:
        text = pattern.sub(sound, text)
    first = "A" if text[:1] in tuple("aeiouyh") else ""
    return first + re.sub(r"(.)\1+", r"\1", re.sub(r"[^A-Z]", "", text.translate(_SOUNDS)))


def bucket_of(words: str) -> str:
    """Return the bucket of a normal text; "" when there is nothing to hear in it."""
    key = heard(words)
    size = 2
    while size < len(key) and key[:size] in LONG:
        size += 1
    return key[:size].lower()


def postcode_bucket(postcode: str) -> str:
    """Return the bucket of a postcode, the first figures of one included: by département, three figures overseas."""
    return f"p{postcode[: 3 if postcode.startswith(('97', '98')) else 2]}"
