import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {press, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    MockServer,
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Touchpoint extends models.Model {
    _name = "touchpoint";

    customer_id = fields.Many2one({relation: "customer"});
    segment_id = fields.Many2one({relation: "customer"});
    segment_color = fields.Integer();
    priority = fields.Selection({
        selection: [
            ["1", "Routine"],
            ["3", "Urgent"],
        ],
    });
    reason_summary = fields.Char();
    reason_tags = fields.Json();

    _records = [
        {id: 1, customer_id: 1, priority: "3", reason_summary: "Deposit matures"},
        {id: 2, customer_id: 2, priority: "1", reason_summary: "30 days"},
        {id: 3, customer_id: 3, priority: "1", reason_summary: "45 days"},
    ];
    _views = {
        list: `
            <list js_class="relationship_my_day_list" class="o_my_day" expand="1"
                default_order="priority desc, id">
                <field name="customer_id" widget="relationship_who"/>
                <field name="reason_summary" widget="relationship_why"/>
                <button name="action_record_outcome" type="object" string="Reached"/>
                <button name="action_postpone" type="object" string="Later"/>
            </list>`,
        kanban: `
            <kanban js_class="relationship_my_day_kanban">
                <templates><t t-name="card"><field name="customer_id"/></t></templates>
            </kanban>`,
        search: `<search/>`,
    };
}

class Customer extends models.Model {
    _name = "customer";

    name = fields.Char();

    _records = [
        {id: 1, name: "Anna"},
        {id: 2, name: "Ben"},
        {id: 3, name: "Carl"},
    ];
}

defineMailModels();
defineModels([Touchpoint, Customer]);

const STRIP = {
    date: "2026-09-23",
    scope: "mine",
    done: 6,
    left: 9,
    overdue: 4,
    held: 2,
    pool: 0,
    empty: false,
    batches: [],
};

const PANELS = {
    1: {
        id: 1,
        name: "Anna",
        wording: "Good day Ms Anna",
        customer_id: 1,
        phone: "138 0000 2716",
        facts: "Ms Anna",
        asset_amount: 800000,
        holdings: [
            {kind: "fund", label: "Fund", amount: 600000},
            {kind: "deposit", label: "Deposit", amount: 200000},
        ],
        last: false,
        notices: [
            "Quiet time until October 3",
            "Outside the contact hours: 09:00-12:00",
        ],
    },
    2: {id: 2, name: "Ben", wording: false},
    3: {id: 3, name: "Carl", wording: false},
};

async function mountMyDay(strip = {}, props = {}) {
    onRpc("touchpoint", "my_day_strip", () => ({...STRIP, ...strip}));
    onRpc("touchpoint", "my_day_panel", ({args}) => PANELS[args[0][0]]);
    await mountView({
        resModel: "touchpoint",
        type: "list",
        groupBy: ["priority"],
        noContentHelp: "What comes here",
        ...props,
    });
    await animationFrame();
}

/** Let the buttons of the rows tell what they would do, and take the row away. */
function takeRows() {
    mockService("action", {
        doActionButton({name, resId, onClose}) {
            expect.step(`${name} ${resId}`);
            MockServer.env.touchpoint.unlink([resId]);
            return onClose();
        },
    });
}

test("the strip counts; the most urgent is chosen, its facts beside it", async () => {
    await mountMyDay();
    expect(".o_my_day_done").toHaveText("6");
    expect(".o_my_day_left").toHaveText("9");
    expect(".o_my_day_overdue").toHaveText("4");
    expect(".o_my_day_strip .progress-bar").toHaveStyle({width: "40%"}, {inline: true});
    expect(".o_my_day_pool").toHaveClass("btn-secondary");
    expect(queryAllTexts(".o_group_name")).toEqual(["Urgent (1)", "Routine (2)"]);
    expect(".o_my_day_chosen .o_relationship_who_name").toHaveText("Anna");
    expect(".o_my_day_panel_name").toHaveText("Anna");
    expect(".o_my_day_tel").toHaveAttribute("href", "tel:13800002716");
    expect(queryAllTexts(".o_my_day_legend > div")).toEqual([
        "Fund\n600K",
        "Deposit\n200K",
    ]);
    expect(queryAllTexts(".o_my_day_notice")).toEqual(PANELS[1].notices);
});

test("the arrows move the choice over the groups, the panel follows", async () => {
    await mountMyDay();
    await press("ArrowDown");
    await animationFrame();
    await animationFrame();
    expect(".o_my_day_chosen .o_relationship_who_name").toHaveText("Ben");
    expect(".o_my_day_panel_name").toHaveText("Ben");
    expect(".o_my_day_tel").toHaveCount(0);
    await press("ArrowUp");
    await press("ArrowUp");
    await animationFrame();
    expect(".o_my_day_chosen .o_relationship_who_name").toHaveText("Anna");
});

test("a click chooses a row and opens nothing", async () => {
    await mountMyDay();
    await contains(".o_data_row:last .o_relationship_why_sentence").click();
    expect(".o_my_day_chosen .o_relationship_who_name").toHaveText("Carl");
});

test("keys press the chosen row's buttons; the next row is chosen", async () => {
    takeRows();
    await mountMyDay();
    await press("ArrowDown");
    await animationFrame();
    await press("3");
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["action_postpone 2"]);
    expect(".o_my_day_chosen .o_relationship_who_name").toHaveText("Carl");
});

test("a figure opens the contacts behind it, of the same people", async () => {
    mockService("action", {
        doAction(action, {additionalContext}) {
            expect.step([action.split("_").at(-1), additionalContext]);
        },
    });
    await mountMyDay({scope: "branch"});
    await contains(".o_my_day_held").click();
    await contains(".o_my_day_pool").click();
    const context = {my_day_scope: "branch", search_default_filter_mine: false};
    expect.verifySteps([
        ["held", {...context, search_default_group_by_user_id: 1}],
        ["pool", {...context, search_default_group_by_user_id: false}],
    ]);
});

test("Branch Day counts who has not opened My Day, and opens these people", async () => {
    onRpc("relationship.day", "action_not_opened", () => ({name: "not opened"}));
    mockService("action", {
        doAction({name}) {
            expect.step(name);
        },
    });
    await mountMyDay({scope: "branch", not_opened: 2});
    expect(".o_my_day_not_opened").toHaveText("Not opened yet\n2");
    await contains(".o_my_day_not_opened").click();
    expect.verifySteps(["not opened"]);
});

test("the first look of the day is noted, once", async () => {
    const strip = {opened: 0};
    onRpc("relationship.day", "note_opened", () => {
        expect.step("noted");
        strip.opened = 1;
        return true;
    });
    takeRows();
    await mountMyDay(strip);
    expect.verifySteps(["noted"]);
    expect(".o_my_day_not_opened").toHaveCount(0);
    await press("3");
    await animationFrame();
    expect.verifySteps(["action_postpone 1"]);
});

test("the pool is no day that is opened", async () => {
    onRpc("relationship.day", "note_opened", () => expect.step("noted"));
    await mountMyDay({opened: 0}, {context: {my_day_pool: true}});
    expect.verifySteps([]);
});

test("an empty day says why", async () => {
    Touchpoint._records = [];
    await mountMyDay({left: 0, empty: "All done today: 6 contacts."});
    expect(".o_my_day_empty").toHaveText("All done today: 6 contacts.");
    expect(".o_view_nocontent").toHaveCount(0);
    expect(".o_my_day_panel").toHaveCount(0);
});

test("a day that filters hide says what comes here", async () => {
    Touchpoint._records = [];
    await mountMyDay();
    expect(".o_my_day_empty").toHaveCount(0);
    expect(".o_view_nocontent").toHaveText("What comes here");
});

test("the empty pool says what comes here, however the day stands", async () => {
    Touchpoint._records = [];
    const strip = {left: 0, empty: "All done today: 6 contacts."};
    await mountMyDay(strip, {context: {my_day_pool: true}});
    expect(".o_my_day_empty").toHaveCount(0);
    expect(".o_view_nocontent").toHaveText("What comes here");
});

test("the cards of a phone say why the day is empty, and nothing else", async () => {
    Touchpoint._records = [];
    const strip = {left: 0, empty: "All done today: 6 contacts."};
    await mountMyDay(strip, {type: "kanban", groupBy: []});
    expect(".o_my_day_empty").toHaveText("All done today: 6 contacts.");
    expect(".o_view_nocontent").toHaveCount(0);
});
