from babel.dates import format_skeleton

from odoo.tools.misc import babel_locale_parse, format_amount, get_lang


def day_text(env, date):
    """Return month and day in the reader's manner: 24 September, 9月24日."""
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton("MMMMd", date, locale=locale)


def amount_text(env, amount, currency):
    """Return an amount as a sentence carries it: ¥ 300,000 or 30 万元."""
    if get_lang(env).code.startswith("zh") and abs(amount) >= 10_000:
        unit = "万元" if currency.name == "CNY" else f"万 {currency.name}"
        figure = f"{amount / 10_000:,.1f}".removesuffix(".0")
        return f"{figure} {unit}"
    return format_amount(env, amount, currency, trailing_zeroes=False)
