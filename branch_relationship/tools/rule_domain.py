"""Domains that administrators type: read as plain literals, never evaluated."""

import ast
import re

from dateutil.relativedelta import relativedelta

_TODAY = re.compile(r"today(?:\s+[-+=]\d+[dwmy])*")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def parse_domain(text):
    """Read the text of a domain.

    :raise NameError: a name is used (code, such as ``uid`` or ``context_today``); the
        error's ``name`` says which
    :raise ValueError: the text is no list of conditions
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
        value = ast.literal_eval(tree)
    except SyntaxError as error:
        raise ValueError(text) from error
    except (ValueError, TypeError) as error:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                raise NameError(node.id, name=node.id) from error
        raise ValueError(text) from error
    if not isinstance(value, list):
        raise ValueError(text)
    return value


def iter_conditions(domain):
    """Yield each (field path, operator, value), those below ``any`` with their path."""
    for item in domain:
        if isinstance(item, (list, tuple)) and len(item) == 3:
            path, operator, value = item
            if operator in ("any", "not any") and isinstance(value, (list, tuple)):
                for name, *condition in iter_conditions(value):
                    yield (f"{path}.{name}", *condition)
            else:
                yield path, operator, value


def resolve_today(value, date):
    """Return the domain with relative dates counted from this date.

    "today -35y" means the local day of the customer's branch, not the server's.
    """
    if isinstance(value, str) and _TODAY.fullmatch(value.strip()):
        return _add_offsets(date, value.split()[1:]).isoformat()
    if isinstance(value, (list, tuple)):
        return type(value)(resolve_today(item, date) for item in value)
    return value


def _add_offsets(date, offsets):
    for offset in offsets:
        sign, number, unit = offset[0], int(offset[1:-1]), _UNITS[offset[-1]]
        if sign == "=":
            date += relativedelta(**{unit.removesuffix("s"): number})
        else:
            date += relativedelta(**{unit: -number if sign == "-" else number})
    return date
