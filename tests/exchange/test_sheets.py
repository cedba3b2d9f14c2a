"""Tables of cells in, whatever wrote them, and out, without a formula: sizes bounded, places told."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.exchange.sheet_writing import as_csv, as_xlsx, guarded, unguarded
from commun_orientation_ssg.exchange.sheets import Table, cell_name, filled, read_table

from .sheet_files import MAIN, ods, ods_row, row, xlsx, zipped


def table_of(tmp_path: Path, data: bytes, name: str = "t.xlsx") -> Table:
    path = tmp_path / name
    path.write_bytes(data)
    table, findings = read_table(path, name)
    assert table is not None, [item.says() for item in findings]
    return table


def refused(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "t"
    path.write_bytes(data)
    table, findings = read_table(path, "t")
    assert table is None
    (finding,) = findings
    return f"{finding.code} {finding.location} {finding.says()}"


# --- XLSX.


def test_cells_come_with_their_row_and_column(tmp_path: Path) -> None:
    """Shared and inline texts, gaps, booleans; phonetic readings are no text."""
    rows = row(2, '<c r="A2" t="s"><v>0</v></c>', '<c r="D2" t="b"><v>1</v></c>', '<c t="str"><v>e</v></c>') + row(
        5, "a &amp; b"
    )
    strings = "<si><r><t>Ma</t></r><r><t>irie</t></r><rPh><t>x</t></rPh></si>"
    assert table_of(tmp_path, xlsx(rows, strings=strings)).rows == {
        2: {0: "Mairie", 3: "oui", 4: "e"},
        5: {0: "a & b"},
    }


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c s="1"><v>46328</v></c>', "02/11/2026"),
        ('<c s="2"><v>46328.5</v></c>', "02/11/2026"),
        ('<c s="3"><v>46328</v></c>', "46328"),
        ('<c t="d"><v>2026-11-02T00:00:00</v></c>', "02/11/2026"),
        ("<c><v>83137.0</v></c>", "83137"),
        ("<c><v>4.94E8</v></c>", "494000000"),
        ("<c><v>43.12</v></c>", "43.12"),
        ("<c><v>1e999</v></c>", "1e999"),
        ("<c><v>nan</v></c>", "nan"),
        ('<c t="s"><v>99</v></c>', None),
        (f'<c t="s"><v>{"9" * 5000}</v></c>', None),
        (f'<c s="{"9" * 5000}"><v>1</v></c>', "1"),
    ],
)
def test_numbers_and_dates_are_written_as_people_do(tmp_path: Path, cell: str, text: str | None) -> None:
    """A date by its style, never by its look."""
    found = table_of(tmp_path, xlsx(row(1, cell))).rows
    assert found == ({1: {0: text}} if text else {})


def test_days_of_old_macs_count_from_1904(tmp_path: Path) -> None:
    """Some workbooks still say so."""
    book = f'<workbook xmlns="{MAIN}"><workbookPr date1904="1"/><sheets><sheet name="A"/></sheets></workbook>'
    assert table_of(tmp_path, xlsx(row(1, '<c s="1"><v>44866</v></c>'), book=book)).rows == {1: {0: "02/11/2026"}}


def test_the_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    """A hidden one before it is somebody's notes."""
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Notes" state="hidden" r:id="a"/><sheet name="Contacts" r:id="b"/></sheets></workbook>'
    )
    rels = '<Relationships><Relationship Id="a" Target="worksheets/a.xml"/><Relationship Id="b" Target="/xl/b.xml"/></Relationships>'
    sheet = '<worksheet xmlns="{}"><sheetData>{}</sheetData></worksheet>'
    data = zipped(
        xl__workbook_xml=book,
        **{"xl/_rels/workbook.xml.rels": rels},
        xl__worksheets__a_xml=sheet.format(MAIN, row(1, "notes")),
        xl__b_xml=sheet.format(MAIN, row(1, "contacts")),
    )
    assert table_of(tmp_path, data).rows == {1: {0: "contacts"}}


def test_formulas_errors_and_merged_cells_are_told(tmp_path: Path) -> None:
    """The value that a formula had is no fact; a merged cell counts for each of its rows."""
    rows = (
        row(1, '<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="B1" t="e"><v>#REF!</v></c>')
        + row(2, "a", "b")
        + row(3, "", "c")
    )
    table = table_of(tmp_path, xlsx(rows, after='<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'))
    assert (table.formulas, table.errors, table.merged) == ({(1, 0)}, {(1, 1)}, [(2, 0, 4, 0)])
    assert dict(filled(table))[3] == {0: "a", 1: "c"}


def test_a_merged_cell_counts_to_the_last_row_of_the_sheet(tmp_path: Path) -> None:
    """However far below it goes."""
    rows = row(1, "nom", "lieu") + row(2, "a", "Toulon") + "".join(row(number, "b") for number in range(3, 1500))
    table = table_of(tmp_path, xlsx(rows, after='<mergeCells><mergeCell ref="B2:B1048576"/></mergeCells>'))
    assert {cells[1] for number, cells in filled(table) if number > 1} == {"Toulon"}
    assert len(dict(filled(table))) == 1499


# --- ODS.


def test_document_cells_are_read(tmp_path: Path) -> None:
    """Repeated cells and rows, dates, several lines, notes left out; the second sheet too."""
    rows = (
        ods_row("nom", '<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>')
        + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', number_rows_repeated="3")
        + ods_row(
            '<table:table-cell office:value-type="date" office:date-value="2026-11-02"><text:p>2 nov.</text:p></table:table-cell>',
            '<table:table-cell><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>',
            '<table:table-cell table:formula="of:=1+1"><text:p>2</text:p></table:table-cell>',
        )
        + ods_row("fin", number_rows_repeated="1048000").replace("fin", "")
    )
    table = table_of(tmp_path, ods(rows), "t.ods")
    assert table.rows == {1: {0: "nom", 1: "x", 2: "x"}, 5: {0: "02/11/2026", 1: "a  b\nc", 2: "2"}}
    assert table.formulas == {(5, 2)}


@pytest.mark.parametrize("times", ["1000000000", "9" * 40])
def test_empty_rows_of_a_document_are_nothing_whatever_their_number(tmp_path: Path, times: str) -> None:
    """Office suites fill a sheet to its end with them; a row that holds something counts as often as it says."""
    rows = ods_row("nom") + ods_row("a", number_rows_repeated="3") + ods_row("", number_rows_repeated=times)
    table = table_of(tmp_path, ods(rows), "t.ods")
    assert table.rows == {1: {0: "nom"}, 2: {0: "a"}, 3: {0: "a"}, 4: {0: "a"}}


def test_document_merged_cells_are_told(tmp_path: Path) -> None:
    """As in the other format."""
    merged = '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>a</text:p></table:table-cell>'
    table = table_of(tmp_path, ods(ods_row(merged, "b") + ods_row("<table:covered-table-cell/>", "c")), "t.ods")
    assert dict(filled(table)) == {1: {0: "a", 1: "b"}, 2: {0: "a", 1: "c"}}


# --- CSV.


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("nom;tél\nMairie;3939\n".encode(), {1: {0: "nom", 1: "tél"}, 2: {0: "Mairie", 1: "3939"}}),
        ("\ufeffnom,tél\r\nMairie,3939\r\n".encode(), {1: {0: "nom", 1: "tél"}, 2: {0: "Mairie", 1: "3939"}}),
        ("nom;tél\n".encode("cp1252"), {1: {0: "nom", 1: "tél"}}),
        ("nom\ttél\n".encode("utf-16"), {1: {0: "nom", 1: "tél"}}),
        (b'nom;"a\nb"\nc;d\n', {1: {0: "nom", 1: "a\nb"}, 3: {0: "c", 1: "d"}}),
        (b"", {}),
    ],
)
def test_text_is_read_in_the_encodings_and_marks_of_spreadsheets(
    tmp_path: Path, data: bytes, rows: dict[int, dict[int, str]]
) -> None:
    """Lines are counted as an editor counts them."""
    assert table_of(tmp_path, data, "t.csv").rows == rows


def test_a_formula_in_text_is_told(tmp_path: Path) -> None:
    """It would run in the spreadsheet of whoever opens the file."""
    assert table_of(tmp_path, b"nom\n=1+1\n-a\n", "t.csv").formulas == {(2, 0)}


# --- What never opens.


def bomb(part: str) -> bytes:
    """Return a workbook of 200 KB, one part of which opens into more than 256 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets><sheet name="A"/></sheets></workbook>')
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"/>')
        with archive.open(part, "w", force_zip64=True) as file:
            file.write(b"<a>")
            for _ in range(260):
                file.write(b" " * (1 << 20))
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_zip_bomb_is_refused_before_it_fills_memory(tmp_path: Path, part: str) -> None:
    """Whatever size its header claims."""
    assert refused(tmp_path, bomb(part)) == "table-too-big t ce tableau est trop grand : > 256 Mo une fois ouvert"


BAD = {
    "not a workbook": (zipped(a_xml="<a/>"), "unreadable-table t ce tableau ne se lit pas : ni XLSX ni ODS"),
    "cut": (xlsx(row(1, "a"))[:-60], "unreadable-table t"),
    "not xml": (zipped(xl__workbook_xml="<a", xl__worksheets__sheet1_xml="<a/>"), "unreadable-table t ce tableau ne se lit pas : XML"),
    "entities": (xlsx("").replace(b"x", b"x") and zipped(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "unreadable-table t ce tableau ne se lit pas : XML, DOCTYPE"),
    "no sheet": (zipped(xl__workbook_xml="<workbook/>"), "unreadable-table t ce tableau ne se lit pas : pas de feuille"),
    "row too far": (xlsx(row(1_048_576, "a")), "table-too-big t:200001:1"),
    "column too far": (xlsx('<row r="1"><c r="XFD1" t="str"><v>a</v></c></row>'), "table-too-big t:1:1 ce tableau est trop grand : XFD1"),
    "cell too long": (xlsx(row(1, "a" * 40_000)), "table-too-big t:1:1"),
    "wide rows of a document": (ods(ods_row('<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>')), "table-too-big t:1:1"),
    "a row repeated": (ods(ods_row("nom") + ods_row("a", number_rows_repeated="1000000000")), "table-too-big t:2:1 ce tableau est trop grand : une ligne répétée 1000000000 fois"),
    "below a thousand million rows": (ods(ods_row("", number_rows_repeated="1000000000") + ods_row("a")), "table-too-big t:200001:1"),
    "binary": (b"\x89PNG\0\0", "unreadable-table t ce tableau ne se lit pas : ce n'est pas du texte"),
    "before 2007": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "unreadable-table t ce tableau ne se lit pas : ancien .xls ou mot de passe"),
    "two encodings": ("é;".encode() + b"\n\xe9;\n", "unreadable-table t:2:1 ce tableau ne se lit pas : UTF-8 et Windows-1252 mêlés"),
    "open quotes": (b'nom\n"a\nb', "unreadable-table t:2:1 ce tableau ne se lit pas : un guillemet"),
    "many columns": (b";" * 300, "table-too-big t:1:1"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "told"), BAD.values(), ids=list(BAD))
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, told: str) -> None:
    """Without a traceback, with its row when there is one."""
    assert refused(tmp_path, data).startswith(told)


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    """In some seconds, whoever wrote them."""
    data = as_xlsx([["nom", "téléphone"], *([f"Mairie {number}", "01 99 00 00 01"] for number in range(100_000))])
    started = time.process_time()
    table = table_of(tmp_path, data)
    assert len(table.rows) == 100_001
    assert time.process_time() - started < 60


# --- Out.


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("+687 20 00 00", "+687 20 00 00"),
        ("+33 (0)1 99 00 00 01", "+33 (0)1 99 00 00 01"),
        ("-1.55", "-1.55"),
        ("l'accueil", "l'accueil"),
        ("'entre'", "'entre'"),
    ],
)
def test_what_a_spreadsheet_would_run_is_disarmed(text: str, written: str) -> None:
    """Telephone numbers and numbers stay; what we added comes off again."""
    assert guarded(text) == written
    assert unguarded(written) == text


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=8))
def test_disarming_loses_nothing(text: str) -> None:
    """And nothing that starts like a formula is left, but numbers."""
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=@\t\r")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10), min_size=2, max_size=3),
        max_size=4,
    )
)
def test_rows_come_back_from_both_formats(rows: list[list[str]]) -> None:
    """Cell by cell."""
    import tempfile

    kept = [{n: cell for n, cell in enumerate(cells) if cell.strip()} for cells in rows]
    with tempfile.TemporaryDirectory() as name:
        table = table_of(Path(name), as_xlsx(rows))
    assert [table.rows.get(number, {}) for number in range(1, len(rows) + 1)] == kept
    read = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [[unguarded(cell) for cell in line] for line in read] == rows


def test_the_same_rows_give_the_same_bytes() -> None:
    """No date of today inside."""
    assert as_xlsx([["a"]]) == as_xlsx([["a"]])


@pytest.mark.parametrize(("column", "name"), [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")])
def test_cells_are_named_as_in_a_spreadsheet(column: int, name: str) -> None:
    """So that people find them."""
    assert cell_name(7, column) == name
