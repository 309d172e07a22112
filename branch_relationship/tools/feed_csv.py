"""Reading a delivery without a database: what refuses it whole, and how cells read.

A delivery is CSV in UTF-8, comma separated, with a header; every line ends with a
newline, so that a file cut off on its way can be told from a whole one.
"""

import codecs
import csv
import datetime
import io
import re

# No environment here: what is said is translated where it is shown.
# pylint: disable=prefer-env-translation
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: Bytes a line may have, and the most that is ever held in memory.
LINE_LIMIT = 65536
#: Written by the download of rejects, ignored by every feed.
REJECT_COLUMNS = ("reject_row", "reject_column", "reject_reason")
#: At most 15 digits before the point: what a double holds exactly to the cent.
NUMBER_PATTERN = r"^[+-]?[0-9]{1,15}(\.[0-9]{1,12})?$"
#: What ``strip`` takes off a cell, for the database: the wide space U+3000 is the last.
WHITESPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
#: A text that a spreadsheet would run; some take the wide signs of Chinese input too.
#: Apostrophes before it are those of :func:`neutralise`, or a customer's own: one more
#: is added, a delivery takes one off.
FORMULA_PATTERN = r"^'*[=+\-@\t\r\n＝＋－＠]"
NEUTRALISED_PATTERN = FORMULA_PATTERN.replace("*", "+", 1)

YES = {"1", "true", "yes", "是"}
NO = {"0", "false", "no", "否"}
UNKNOWN = {"unknown", "未知"}
EARLIEST_YEAR = 1850


class DeliveryRefused(Exception):
    """Nothing of the delivery is taken; the argument says why, maybe lazily."""


class CheckedStream:
    """A binary stream that refuses what is not lines of UTF-8 text.

    The database reads the rows from here (``read``), after ``read_header``. Neither
    holds more than a chunk in memory, however long a line is. ``read`` ends at what it
    refuses and keeps it in ``error``: raised there, it would cost the connection.
    """

    def __init__(self, stream):
        self.error = None
        self._stream = stream
        self._pending = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._line = 1
        self._line_length = 0
        self._tail = b"\n"

    def read_header(self):
        """Return the first line, without byte order mark and line end."""
        data = b""
        while b"\n" not in data and len(data) <= LINE_LIMIT:
            chunk = self._stream.read(LINE_LIMIT)
            if not chunk:
                break
            data += chunk
        data = data.removeprefix(codecs.BOM_UTF8)
        if not data:
            raise DeliveryRefused(_lt("The file is empty."))
        header, newline, self._pending = data.partition(b"\n")
        self._check(header + newline)
        if not newline:
            self._check_end()
        return header.decode().rstrip("\r")

    # a file for COPY, not a model
    def read(self, size=LINE_LIMIT):  # pylint: disable=method-required-super
        try:
            return b"" if self.error else self._read_checked(min(size, LINE_LIMIT))
        except DeliveryRefused as error:
            self.error = error
            return b""

    def _read_checked(self, size):
        data = self._pending or self._stream.read(size)
        data, self._pending = data[:size], data[size:]
        self._check(data)
        if not data:
            self._check_end()
        return data

    def _check(self, data):
        self._check_line_length(data)
        if b"\0" in data:
            raise DeliveryRefused(
                _lt(
                    "Line %(line)s holds a NUL byte: this is no text file.",
                    line=self._get_line(data, data.index(b"\0")),
                )
            )
        self._check_encoding(data)
        self._check_end_marker(data)
        self._line += data.count(b"\n")

    def _check_line_length(self, data):
        first = data.find(b"\n")
        ending = self._line_length + (first if first >= 0 else len(data))
        if ending > LINE_LIMIT:
            raise DeliveryRefused(
                _lt(
                    "Line %(line)s is longer than %(limit)s bytes.",
                    line=self._line,
                    limit=LINE_LIMIT,
                )
            )
        self._line_length = ending if first < 0 else len(data) - data.rfind(b"\n") - 1

    def _check_encoding(self, data):
        try:
            self._decoder.decode(data)
        except UnicodeDecodeError as error:
            line = self._get_line(data, error.start)
            if _looks_like_gbk(data):
                message = _lt(
                    "Line %(line)s is not UTF-8. It looks like GBK: convert to UTF-8.",
                    line=line,
                )
            else:
                message = _lt("Line %(line)s is not UTF-8.", line=line)
            raise DeliveryRefused(message) from None

    def _check_end_marker(self, data):
        r"""Refuse a line ``\.``: older databases stop there and drop the rest."""
        text = self._tail + data
        for marker in (b"\n\\.\n", b"\n\\.\r"):
            if marker in text:
                raise DeliveryRefused(
                    _lt(
                        "Line %(line)s is no row.",
                        line=self._get_line(data, max(text.index(marker) - 2, 0)),
                    )
                )
        self._tail = text[-3:]

    def _check_end(self):
        if not self._tail.endswith(b"\n"):
            raise DeliveryRefused(
                _lt(
                    "The last line (%(line)s) does not end with a newline: the file "
                    "was cut off.",
                    line=self._line,
                )
            )

    def _get_line(self, data, position):
        return self._line + data.count(b"\n", 0, position)


def _looks_like_gbk(data):
    """Tell whether these bytes, which are no UTF-8, can be GBK.

    The chunk may begin or end inside a character of two bytes.
    """
    for start in (0, 1):
        try:
            codecs.getincrementaldecoder("gb18030")().decode(data[start:])
        except UnicodeDecodeError:
            continue
        return True
    return False


def parse_header(line, columns, keys):
    """Return the header's columns in order; refuse it when they do not fit the kind.

    :param columns: what the kind of delivery may hold
    :param keys: the columns it must hold
    """
    try:
        header = [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error:
        raise DeliveryRefused(_lt("The header is not a row of CSV.")) from None
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        raise DeliveryRefused(
            _lt("The header has a column twice: %s", ", ".join(twice))
        )
    unknown = [name for name in header if name not in (*columns, *REJECT_COLUMNS)]
    if unknown:
        raise DeliveryRefused(
            _lt(
                "Unknown columns: %(unknown)s. Known are, separated by commas: "
                "%(columns)s",
                unknown=", ".join(unknown),
                columns=",".join(columns),
            )
        )
    missing = [name for name in keys if name not in header]
    if missing:
        raise DeliveryRefused(_lt("Missing columns: %s", ", ".join(missing)))
    return header


def parse_date(text):
    """Return the date written as YYYY-MM-DD, or None when it is none."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if date.year >= EARLIEST_YEAR else None


def parse_number(text):
    """Return the number written in plain digits with a point, or None."""
    return float(text) if re.fullmatch(NUMBER_PATTERN, text) else None


def parse_boolean(text):
    """Return True or False, or None when the text is neither."""
    text = text.casefold()
    return True if text in YES else False if text in NO else None


def mask_account(text):
    """Return an account number of which at most its last four digits can be read.

    Eight digits or fewer are taken as masked already, e.g. 6222 **** 1234.
    """
    digits = re.sub(r"\D", "", text or "")
    return text if len(digits) <= 8 else f"**** {digits[-4:]}"


def neutralise(text):
    """Return the text as a spreadsheet shows it and does not run it."""
    if re.match(FORMULA_PATTERN, text) and parse_number(text) is None:
        return f"'{text}"
    return text


def write_rejects(columns, rejects):
    """Return the CSV file of rejected rows; corrected, it is a delivery again.

    :param columns: the delivery's own columns
    :param rejects: pairs (cells by column, (row, column, reason))
    :return: bytes, with a byte order mark for spreadsheets
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*columns, *REJECT_COLUMNS])
    for cells, reject in rejects:
        row = [cells.get(column) or "" for column in columns]
        writer.writerow([neutralise(str(cell)) for cell in (*row, *reject)])
    return codecs.BOM_UTF8 + stream.getvalue().encode()
