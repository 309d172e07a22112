import {deserializeDate} from "@web/core/l10n/dates";
import {user} from "@web/core/user";

/** A figure as people say it: 1.3M, or 128万 for a Chinese reader. */
export function formatCompact(value) {
    return new Intl.NumberFormat(user.lang || "en", {
        notation: "compact",
        maximumFractionDigits: Math.abs(value) >= 1e8 ? 2 : 1,
    }).format(value || 0);
}

export function formatPercent(share) {
    return new Intl.NumberFormat(user.lang || "en", {
        style: "percent",
        maximumFractionDigits: 1,
    }).format(share || 0);
}

/** A day of this year without its year: Sep 23, or 9月23日. */
export function formatDay(isoDate) {
    const day = deserializeDate(isoDate);
    const format = {month: "short", day: "numeric"};
    if (day.year !== luxon.DateTime.now().year) {
        format.year = "numeric";
    }
    return day.toLocaleString(format);
}
