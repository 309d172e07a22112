import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {mockDate} from "@odoo/hoot-mock";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

class Customer extends models.Model {
    _name = "customer";

    care_overview = fields.Json();
}

defineMailModels();
defineModels([Customer]);

/** Show the card on Saturday 26 September 2026; return what it says is next. */
async function showNext(next) {
    mockDate("2026-09-26 09:00:00");
    Customer._records = [
        {id: 1, care_overview: {health: "green", next: {title: "Interval", ...next}}},
    ];
    await mountView({
        resModel: "customer",
        resId: 1,
        type: "form",
        arch: `<form><field name="care_overview" widget="relationship_next"/></form>`,
    });
    return expect(".o_customer_next div:first");
}

test("a contact that is late says since when", async () => {
    const next = await showNext({date: "2026-09-24", days: -2, is_late: true});
    next.toHaveText("Late since Sep 24 · Interval");
});

test("Friday's contact is not late on Saturday", async () => {
    const next = await showNext({date: "2026-09-25", days: -1, is_late: false});
    next.toHaveText("Sep 25 · Interval");
});

test("a near day is said in words", async () => {
    const next = await showNext({date: "2026-09-27", days: 1, is_late: false});
    next.toHaveText("Tomorrow · Interval");
});

test("what is held back says why", async () => {
    const held = "Quiet time";
    const next = await showNext({date: "2026-09-26", days: 0, is_late: false, held});
    next.toBeVisible();
    expect(".o_customer_next_held").toHaveText("Quiet time");
});
