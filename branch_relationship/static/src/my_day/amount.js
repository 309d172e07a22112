import { user } from "@web/core/user";

/** @returns {string} an amount in the reader's short manner: 520K, 52万 */
export function compactAmount(amount) {
    const format = new Intl.NumberFormat(user.lang, {
        notation: "compact",
        maximumFractionDigits: 1,
    });
    return format.format(amount);
}
