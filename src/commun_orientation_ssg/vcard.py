"""What a contact's card shows to a vCard 3.0, which every phone's address book opens. Pure.

Version 3.0, not 4.0: Android and iOS read both, old phones and Outlook only the first. Source: RFC 2426 and RFC 2425.
"""

from __future__ import annotations

from collections.abc import Iterator

from .context import Card, HoursRow

__all__ = ["vcard"]

LINE_BYTES = 75  # RFC 2425, 5.8.1: a longer line goes on after a line break and a space


def vcard(card: Card) -> bytes:
    """Return the vCard of a contact: its numbers, mailboxes, address and pages, with the day they were checked."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_lines(card), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _lines(card: Card) -> Iterator[str]:
    name = _text(card.name)
    yield f"N:{name};;;;"
    yield f"FN:{name}"
    yield f"ORG:{name}"
    yield "X-ABShowAs:COMPANY"
    for phone in card.phones:
        number = (phone.tel or phone.sms).partition(":")[2]
        yield f"TEL;TYPE={'WORK,VOICE' if phone.tel else 'WORK,MSG'}:{number}"
    for mail in card.mails:
        yield f"EMAIL;TYPE=INTERNET:{_text(mail.address)}"
    if card.desk is not None:
        yield f"ADR;TYPE=WORK:;;{_text(card.desk.address)};;;;"
    for link in card.online:
        yield f"URL:{link.url}"
    note = "\n".join(_notes(card))
    if note:
        yield f"NOTE:{_text(note)}"


def _notes(card: Card) -> Iterator[str]:
    """Yield what an address book has no field for: what it is for, when it opens, how old all this is."""
    if card.role or card.why:
        yield card.role or card.why
    for title, rows, text in _hours(card):
        if rows or text:
            yield f"{title} : {' ; '.join([*(f'{row.days} {row.times}' for row in rows), *([text] if text else [])])}"
    if card.checked:
        yield f"{card.checked}."


def _hours(card: Card) -> Iterator[tuple[str, tuple[HoursRow, ...], str]]:
    yield card.hours_for, card.hours, card.hours_text
    for phone in card.phones:
        yield phone.label or "Téléphone", phone.hours, phone.hours_text
    if card.desk is not None:
        yield "Accueil", card.desk.hours, card.desk.hours_text


def _text(value: str) -> str:
    """Return a text value: backslash, comma, semicolon and line breaks escaped."""
    for sign in "\\,;":
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return the line cut at 75 bytes, never inside a character."""
    parts, size = [""], 0
    for char in line:
        bytes_more = len(char.encode())
        if size + bytes_more > LINE_BYTES:
            parts.append("")
            size = 1  # the space that says the line goes on
        parts[-1] += char
        size += bytes_more
    return "\r\n ".join(parts)
