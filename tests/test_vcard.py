"""vCards: what any address book can read (RFC 2426), made of what the card shows and of nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg import context as c
from commun_orientation_ssg.pages import Pages
from commun_orientation_ssg.vcard import vcard
from real_sites import site


def unfolded(data: bytes) -> list[str]:
    """Return the lines of a vCard; each physical line must hold 75 bytes at most and end in CRLF."""
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value(text: str) -> str:
    """Read a text value back."""
    found, at = "", 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
            found += "\n" if text[at] == "n" else text[at]
        else:
            assert text[at] not in ",;"
            found += text[at]
        at += 1
    return found


def test_a_card_becomes_an_entry_of_an_address_book() -> None:
    """Numbers, mailbox, address, page, and in the note the hours and the day of the check."""
    card = c.Card(
        key="a",
        name="Maison, des solidarités ; Toulon",
        role="Aide et écoute.",
        phones=(c.PhoneLine("01 99 00 00 01", "tel:+33199000001", hours=(c.HoursRow("Lundi", "de 9 h à 12 h"),)),),
        mails=(c.MailLine("a@example.org", "mailto:a@example.org"),),
        desk=c.Desk("1 rue A, 83000 Toulon"),
        online=(c.Link("example.org", "https://example.org/"),),
        checked="Vérifié le 2 novembre 2026",
    )
    lines = unfolded(vcard(card))
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert lines[-1] == "END:VCARD"
    found = {name: text for name, _, text in (line.partition(":") for line in lines)}
    assert value(found["FN"]) == value(found["ORG"]) == "Maison, des solidarités ; Toulon"
    assert found["N"].count(";") - found["N"].count("\\;") == 4
    assert found["TEL;TYPE=WORK,VOICE"] == "+33199000001"
    assert found["ADR;TYPE=WORK"] == ";;1 rue A\\, 83000 Toulon;;;;"
    assert value(found["NOTE"]) == "Aide et écoute.\nTéléphone : Lundi de 9 h à 12 h\nVérifié le 2 novembre 2026."


@given(st.text(max_size=300))
def test_any_text_is_folded_and_read_back(text: str) -> None:
    """Accents, emoji, commas, line breaks: nothing is cut inside a character, nothing starts a line of its own."""
    text = "".join(char for char in text if char >= " " or char == "\n").replace("\x85", "").replace("\u2028", "")
    lines = unfolded(vcard(c.Card(key="a", name=text or "x")))
    assert [value(line.partition(":")[2]) for line in lines if line.startswith("FN:")] == [text or "x"]
    assert len(lines) == 7


def test_a_sensitive_contact_has_no_vcard() -> None:
    """A name in the address book would say what one came for."""
    pages = Pages(site("var"))
    paths = [path for path, _ in pages.vcards()]
    assert paths
    assert set(paths) <= {path.replace("index.html", "contact.vcf") for path in pages.links.contacts.values()}
    for name, page in pages.all():
        if name == "sensitive":
            assert "vcard='contacts/" not in repr(page)
