"""Invents the unit values of the demo products: one falls far on the last day, one pays
a dividend on it."""

from random import Random

from ..tools.price_move import Price, find_crossings

DAYS = 120
#: product code -> (first unit value, what it moves by in a day)
PRODUCTS = {
    "F01": (1.52, 0.008),
    "F02": (1.08, 0.001),
    "F03": (0.97, 0.007),
    "M01": (560.0, 0.006),
}
FALLING, PAYING = "F01", "F02"
FALL, DIVIDEND = 0.056, 0.03


def make_prices(code, days):
    """Return a ``Price`` for each of these days."""
    value, volatility = PRODUCTS[code]
    rng = Random(code)
    prices = []
    for day in days[:-1]:
        value *= 1 + rng.gauss(0.0003, volatility)
        prices.append(Price(day, round(value, 4)))
    prices.append(_make_last(code, days[-1], prices))
    return prices


def _make_last(code, day, prices):
    value = prices[-1].value
    if code == PAYING:
        return Price(day, round(value - DIVIDEND, 4), DIVIDEND)
    if code != FALLING:
        return Price(day, value)
    crossings = find_crossings(prices, 0.05)
    since = crossings[-1].date if crossings else prices[0].date
    [reference] = [price.value for price in prices if price.date == since]
    return Price(day, round(reference * (1 - FALL), 4))
