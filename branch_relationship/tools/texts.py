from babel.dates import format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from odoo.tools.misc import babel_locale_parse


def day_text(env, date):
    """Return month and day in the reader's manner: September 24, 9月24日."""
    return format_skeleton("MMMMd", date, locale=babel_locale_parse(env.lang))


def amount_text(env, amount, currency):
    """Return an amount as a sentence carries it: ¥300,000, in Chinese 30万元."""
    locale = babel_locale_parse(env.lang)
    if locale.language != "zh":
        return format_currency(amount, currency.name, "¤#,##0.##", locale, False)
    unit = "元" if currency.name == "CNY" else f" {currency.name}"
    if abs(amount) >= 10_000:
        amount, unit = amount / 10_000, f"万{unit}"
    return format_decimal(amount, "#,##0.##", locale) + unit


def percent_text(env, percent, signed=False):
    """Return a percentage as a sentence carries it: 30%, signed -5.2% or +5.2%."""
    pattern = "+#,##0.#%;-#,##0.#%" if signed else "#,##0.#%"
    return format_percent(percent / 100, pattern, babel_locale_parse(env.lang))
