"""Spreadsheets by hand: what office suites write, and what they never should."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0&quot; day&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def xlsx(rows: str, *, after: str = "", strings: str = "", book: str = "") -> bytes:
    """Return a workbook whose sheet holds these XML rows."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    parts: dict[str, str | bytes] = {
        "xl__workbook_xml": book or f'<workbook xmlns="{MAIN}"><sheets><sheet name="A"/></sheets></workbook>',
        "xl__worksheets__sheet1_xml": sheet,
        "xl__styles_xml": STYLES,
    }
    if strings:
        parts["xl__sharedStrings_xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return zipped(**parts)


def row(number: int, *cells: str) -> str:
    """Return a row of texts, or of cells already written in XML."""
    written = [
        cell if cell.startswith("<c") or not cell else f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells
    ]
    return f'<row r="{number}">{"".join(cell or "<c/>" for cell in written)}</row>'


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(rows: str) -> bytes:
    """Return a document whose first table holds these XML rows."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" '
        f'xmlns:text="{OFFICE}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>'
        '<table:table table:name="B"><table:table-row><table:table-cell><text:p>ailleurs</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(content_xml=content, mimetype="application/vnd.oasis.opendocument.spreadsheet")


def ods_row(*cells: str, **marks: str) -> str:
    written = [
        cell if cell.startswith("<table:") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    ]
    told = "".join(f' table:{key.replace("_", "-")}="{value}"' for key, value in marks.items())
    return f"<table:table-row{told}>{''.join(written)}</table:table-row>"
