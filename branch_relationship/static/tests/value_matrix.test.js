import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {press, queryAll, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Customer extends models.Model {
    _name = "customer";

    name = fields.Char();
    segment_id = fields.Integer();

    _views = {value_matrix: `<value_matrix/>`};
}

defineMailModels();
defineModels([Customer]);

const cell = (segment_id, asset_level_id, potential_level_id, count, share) => ({
    segment_id,
    asset_level_id,
    potential_level_id,
    count,
    share,
    name: `Class ${segment_id}`,
    color: 1,
    goal: `Goal ${segment_id}`,
    contact_interval: 15 * segment_id,
    amount: 1000000 * share,
});

const MATRIX = {
    currency_id: 1,
    count: 30,
    amount: 1000000,
    asset_levels: [
        {id: 3, name: "Private", min_value: 6000000, below: false},
        {id: 2, name: "High", min_value: 500000, below: 6000000},
        {id: 1, name: "Low", min_value: 0, below: 500000},
    ],
    potential_levels: [
        {id: 11, name: "Dim", min_value: 0, below: 60},
        {id: 12, name: "Bright", min_value: 60, below: false},
    ],
    cells: [
        cell(1, 2, 12, 6, 0.6),
        cell(2, 1, 12, 4, 0.1),
        cell(3, 2, 11, 5, 0.25),
        cell(4, 1, 11, 15, 0.05),
    ],
    unclassified_count: 2,
    workload: [
        {user_id: 7, name: "Lin", count: 20, contacts: 13.44, capacity: 15},
        {user_id: 8, name: "Xu", count: 10, contacts: 16, capacity: 15},
    ],
    can_simulate: false,
};

async function mountMatrix(matrix = MATRIX) {
    onRpc("customer", "get_value_matrix", ({args}) => {
        expect.step(JSON.stringify(args[0]));
        return matrix;
    });
    await mountView({
        resModel: "customer",
        type: "value_matrix",
        domain: [["name", "!=", "x"]],
    });
}

test("cells show class, goal, interval, count and share; gaps stay empty", async () => {
    await mountMatrix();
    expect.verifySteps([`[["name","!=","x"]]`]);
    expect(".o_value_matrix_cell").toHaveCount(4);
    expect(".o_value_matrix_gap").toHaveCount(2);
    expect(queryAllTexts(".o_value_matrix_count")).toEqual(["5", "6", "15", "4"]);
    expect(`[data-segment="1"]`).toHaveText(/Class 1/);
    expect(`[data-segment="1"]`).toHaveText(/every 15 days/);
    expect(`[data-segment="1"]`).toHaveText(/Goal 1/);
    expect(`[data-segment="1"]`).toHaveText(/60%/);
});

test("a larger share of the assets is deeper", async () => {
    await mountMatrix();
    expect.verifySteps([`[["name","!=","x"]]`]);
    const depths = queryAll(".o_value_matrix_cell").map((el) =>
        el.style.getPropertyValue("--o-matrix-depth"),
    );
    expect(depths).toEqual(["49%", "100%", "19%", "27%"]);
    expect(".o_value_matrix_deep").toHaveCount(1);
});

test("a cell opens the customers of its class within the same domain", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(action.name);
            expect.step(JSON.stringify(action.domain));
        },
    });
    await mountMatrix();
    await contains(`[data-segment="3"]`).click();
    await contains(`.o_value_matrix_line:first`).click();
    expect.verifySteps([
        `[["name","!=","x"]]`,
        "Class 3",
        `["&",["name","!=","x"],["segment_id","=",3]]`,
        "Xu",
        `["&",["name","!=","x"],["user_id","=",8]]`,
    ]);
});

test("the arrow keys go from cell to cell", async () => {
    await mountMatrix();
    expect.verifySteps([`[["name","!=","x"]]`]);
    queryAll(`[data-segment="3"]`)[0].focus();
    await press("ArrowRight");
    await animationFrame();
    expect(`[data-segment="1"]`).toBeFocused();
    await press("ArrowDown");
    await animationFrame();
    expect(`[data-segment="2"]`).toBeFocused();
    await press("ArrowDown");
    await animationFrame();
    expect(`[data-segment="2"]`).toBeFocused();
});

test("the workload names who is over capacity", async () => {
    await mountMatrix();
    expect.verifySteps([`[["name","!=","x"]]`]);
    expect(queryAllTexts(".o_value_matrix_line b:first-child")).toEqual(["Xu", "Lin"]);
    expect(".o_value_matrix_over").toHaveCount(1);
    expect(".o_value_matrix_free").toHaveCount(1);
    expect(".o_value_matrix_line:last").toHaveText(/13\.4 a day/);
});

test("only an administrator gets the simulation", async () => {
    mockService("action", {doAction: (action) => expect.step(action)});
    await mountMatrix({...MATRIX, can_simulate: true});
    await contains(".o_value_matrix_simulate").click();
    expect.verifySteps([
        `[["name","!=","x"]]`,
        "branch_relationship.relationship_simulation_action",
    ]);
});

test("without a simulation right there is no button", async () => {
    await mountMatrix();
    expect.verifySteps([`[["name","!=","x"]]`]);
    expect(".o_value_matrix_simulate").toHaveCount(0);
});
