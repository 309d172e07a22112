"""What the moves of a year should bring: prices, gains and savings, in plain Python."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal


def exact(number):
    return Decimal(str(number or 0))


def find_price_moves(prices, percent):
    """Return (day of landing, change) of the moves as far as this many percent.

    :param prices: (day of landing, unit value, dividend), by day
    """
    moves, reference, dividends = [], None, Decimal(0)
    for landed, value, dividend in prices:
        if reference is None:
            reference = exact(value)
            continue
        dividends += exact(dividend)
        change = exact(value) + dividends - reference
        if abs(change) * 100 >= reference * exact(percent):
            moves.append((landed, change))
            reference, dividends = exact(value), Decimal(0)
    return moves


def find_crossings(gains, percent, sign):
    """Return [day, day of the way back] of each time that it went beyond; who was
    beyond on the first day did not go there.

    :param gains: (day of landing, gain in percent), by day
    """
    crossings, beyond = [], None
    for position, (landed, gain) in enumerate(gains):
        size = gain * sign
        if beyond and size * 10 < exact(percent) * 8:
            beyond[1], beyond = landed, None
        elif not beyond and size >= exact(percent):
            beyond = [landed, None]
            if position:
                crossings.append(beyond)
    return crossings


def is_far(content, before, after):
    """Tell whether this change of assets reaches a content's thresholds."""
    change = exact(after) - exact(before)
    if content["direction"] == "fall":
        change = -change
    return change >= exact(content["threshold_amount"]) and change * 100 >= exact(
        content["threshold_percent"]
    ) * exact(before)


class MoveOracle:
    """The triggers of a delivery: (customer, what, day of landing, whether it holds yet
    on a night)."""

    def get_moves(self, content):
        finder = getattr(self, f"_get_{content['trigger']}_moves", None)
        return finder(content) if finder else ()

    def _get_price_move_moves(self, content):
        sign = -1 if content["direction"] == "fall" else 1
        for holding in self.rows["funds"]:
            percent = self._get_threshold(content, holding, "price_move")
            prices = [row[1:] for row in self._get_prices(holding)]
            dates = dict(row[1::-1] for row in self._get_prices(holding))
            moves = find_price_moves(prices, percent)
            for landed, change in moves:
                turns = [day for day, other in moves if other * change < 0]
                if change * sign > 0 and self._is_held(holding, dates[landed]):
                    yield (
                        holding["customer_id"],
                        holding["product_id"],
                        landed,
                        lambda night, landed=landed, turns=turns: (
                            not any(landed < day <= night for day in turns)
                        ),
                    )

    def _get_dividend_moves(self, content):
        for holding in self.rows["funds"]:
            months = set()
            for day, landed, _value, dividend in self._get_prices(holding):
                is_first = (day.year, day.month) not in months
                if dividend and is_first and self._is_held(holding, day):
                    months.add((day.year, day.month))
                    yield (
                        holding["customer_id"],
                        holding["product_id"],
                        landed,
                        lambda _night: True,
                    )

    def _get_take_profit_moves(self, content):
        return self._get_gain_moves(content, 1)

    def _get_stop_loss_moves(self, content):
        return self._get_gain_moves(content, -1)

    def _get_gain_moves(self, content, sign):
        for holding in self.rows["funds"]:
            cost = exact(holding["cost_amount"])
            if not cost:
                continue
            gains = [
                (landed, self._get_gain(exact(holding["quantity"]), value, cost))
                for _day, landed, value, _dividend in self._get_prices(holding)
            ]
            percent = self._get_threshold(content, holding, content["trigger"])
            for landed, back in find_crossings(gains, percent, sign):
                yield (
                    holding["customer_id"],
                    holding["id"],
                    landed,
                    lambda night, back=back: not back or night < back,
                )

    def _get_gain(self, quantity, value, cost):
        gain = 100 * (quantity * exact(value) / cost - 1)
        return gain.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def _get_balance_move_moves(self, content):
        for customer_id, assets in self.rows["assets"].items():
            days = [(self.first - timedelta(days=1), assets)]
            days += [row[1:] for row in self.rows["balances"] if row[0] == customer_id]
            known = []
            for (_day, before), (landed, after) in zip(days, days[1:], strict=False):
                back = self._is_return(known, landed, before, after)
                if self._is_any_far(before, after):
                    known.append((landed, before, after, back))
                if is_far(content, before, after) and not back:
                    yield (
                        customer_id,
                        None,
                        landed,
                        lambda night, before=before, days=days: is_far(
                            content, before, self._get_last(days, night)
                        ),
                    )

    def _get_news_moves(self, content):
        for news in self.rows["news"]:
            if news["is_financial"] != (content["category"] == "tracking"):
                continue
            for customer_id in self._get_audience(news):
                yield (
                    customer_id,
                    news["id"],
                    news["date_from"],
                    lambda night, news=news: night <= news["date_until"],
                )

    def _get_audience(self, news):
        """Return the holders of its products, or the friends of its interests and of
        those one below."""
        if news["is_financial"]:
            return {
                holding["customer_id"]
                for holding in self.rows["funds"]
                if holding["product_id"] in news["products"]
            }
        return {
            row["customer_id"]
            for row in self.rows["interests"]
            if {row["interest"], row["parent"]} & set(news["interests"])
        }

    def _is_any_far(self, before, after):
        return any(
            is_far(content, before, after)
            for content in self.rows["contents"]
            if content["trigger"] == "balance_move"
        )

    def _is_return(self, known, landed, before, after):
        """Tell whether this takes back a fall of a week or a rise of a day ago, and
        does not go as far on the other side."""
        for day, other_before, other_after, back in reversed(known):
            is_fall = other_after < other_before
            is_recent = landed - day <= timedelta(days=7 if is_fall else 1)
            if back or not is_recent or is_fall == (after < before):
                continue
            is_beyond = (after > other_before) == is_fall
            if not (is_beyond and self._is_any_far(other_before, after)):
                return True
        return False

    def _get_last(self, days, night):
        return [assets for day, assets in days if day <= night][-1]

    def _get_prices(self, holding):
        """Return (day, day of landing, unit value, dividend) of the product."""
        return [
            (day, landed, value, dividend)
            for landed, product_id, day, value, dividend in self.rows["prices"]
            if product_id == holding["product_id"]
        ]

    def _is_held(self, holding, day):
        return not holding["opened_on"] or holding["opened_on"] < day

    def _get_threshold(self, content, holding, name):
        own = holding[f"{name}_percent"] or holding[f"product_{name}_percent"]
        return own or content["threshold_percent"]
