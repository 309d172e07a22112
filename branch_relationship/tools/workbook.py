"""Sheets of plain values as one XLSX file."""

import datetime
import io

import xlsxwriter

MAX_TITLE = 31
MAX_WIDTH = 60
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def workbook(sheets):
    """Return the bytes of an XLSX file.

    Text is written as text, whatever it begins with: nothing of it is a formula.

    :param sheets: ``[(title, header, rows)]``; titles are cut to what Excel takes and
        told apart by a number where they are the same
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        titles = set()
        for title, header, rows in sheets:
            sheet = book.add_worksheet(_free_title(title, titles))
            sheet.freeze_panes(1, 0)
            for column, text in enumerate(header):
                sheet.write_string(0, column, text, bold)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, day)
            for column, width in enumerate(_widths(header, rows)):
                sheet.set_column(column, column, width)
    return output.getvalue()


def _free_title(title, taken):
    title = title.translate(FORBIDDEN)[:MAX_TITLE]
    number = 1
    while title.lower() in taken:
        number += 1
        title = f"{title[: MAX_TITLE - 3]} {number}"
    taken.add(title.lower())
    return title


def _widths(header, rows):
    """Return the width of each column, by its longest text; Chinese takes twice."""
    for cells in zip(header, *rows, strict=True):
        longest = max(len(str(cell).encode("gbk", "replace")) for cell in cells)
        yield min(MAX_WIDTH, longest + 2)


def _write(sheet, row, column, value, day):
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, value)
