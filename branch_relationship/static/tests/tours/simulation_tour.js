import {menu, openCrm, shows} from "./steps";

import {registry} from "@web/core/registry";

const THRESHOLD = 400000;

const count = (row, before, after) => ({
    content: `class ${row}: ${before} customers now, ${after} after`,
    trigger:
        `[name=cell_ids] .o_data_row:eq(${row})` +
        `:has([name=count_before]:contains(/^${before}$/))` +
        `:has([name=count_after]:contains(/^${after}$/))`,
});

/**
 * @param {String} headline: what the result says in one sentence
 * @param {String} detail: and when
 */
const simulation = (headline, detail) => [
    ...openCrm(),
    menu("crm.crm_menu_config"),
    menu("branch_relationship.relationship_simulation_menu"),
    {
        content: "the first threshold is that of much money",
        trigger: "[name=level_ids] .o_data_row:first [name=min_value]",
        run: "click",
    },
    {
        content: "try another",
        trigger: "[name=level_ids] .o_data_row:first [name=min_value] input",
        run: `edit ${THRESHOLD}`,
    },
    {
        content: "nothing can be adopted unseen",
        trigger: ".o_form_view:not(:has(button[name=action_adopt]))",
    },
    {
        content: "compute",
        trigger: "button[name=action_compute]",
        run: "click",
    },
    shows(".o_form_view [name=headline]", headline),
    shows(".o_form_view [name=detail]", detail),
    count(0, 0, 0),
    count(1, 0, 0),
    count(2, 1, 2),
    count(3, 2, 1),
    {
        content: "one manager bears it",
        trigger:
            "[name=load_ids]:has(.o_data_row:contains(rel_rm)):not(:has(.text-danger))",
    },
    {
        content: "one customer would move",
        trigger: "[name=move_ids] .o_data_row:contains(Middle)",
    },
    {
        content: "and no other",
        trigger: "[name=move_ids]:not(:contains(Rich)):not(:contains(Poor))",
    },
    {
        content: "adopt it",
        trigger: "button[name=action_adopt]",
        run: "click",
    },
    {
        content: "having read what it does",
        trigger: `.modal .o_field_widget[name=headline]:contains(${headline})`,
    },
    {
        content: "confirm",
        trigger: ".modal button[name=action_confirm]",
        run: "click",
    },
    {
        content: "who moved is listed",
        trigger: ".o_list_view .o_data_row:contains(Middle)",
    },
];

registry.category("web_tour.tours").add("relationship_simulation", {
    url: "/odoo",
    steps: () => simulation("1 customer changes segment", "1 moves at once"),
});

registry.category("web_tour.tours").add("relationship_simulation_chinese", {
    url: "/odoo",
    steps: () => simulation("1 位客户将变动分层", "1 位立即生效"),
});
