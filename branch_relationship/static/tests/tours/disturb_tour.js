import {shows} from "./steps";

import {registry} from "@web/core/registry";

const click = (trigger) => ({content: `click ${trigger}`, trigger, run: "click"});

registry.category("web_tour.tours").add("relationship_held", {
    url: "/odoo/my-day",
    steps: () => [
        shows(".o_my_day_empty", "暂缓联系：1 项"),
        click(".o_my_day_held"),
        shows(".o_group_name", "免打扰期"),
        shows(".o_data_row", "免打扰期至10月3日"),
        {
            content: "a manager releases nothing",
            trigger: ".o_list_view:not(:has(button[name=action_release]))",
        },
        click(".o_data_row .o_data_cell[name=hold_text]"),
        shows(".o_form_view .alert", "免打扰期至10月3日"),
    ],
});

registry.category("web_tour.tours").add("relationship_consent", {
    url: "/odoo/relationship-customers",
    steps: () => [
        click(".o_kanban_record:contains(Anna)"),
        shows(".o_form_view .alert", "免打扰期至10月3日"),
        click("button[name=action_grant_consent]"),
        click(".modal .o_field_widget[name=source] input"),
        click(".o_select_menu_item:contains(网点书面授权)"),
        click(".modal .o_form_button_save, .modal footer .btn-primary"),
        shows("[name=current_consent_ids] .o_data_row", "已授权"),
        click("[name=current_consent_ids] button[name=action_revise]"),
        click(".modal .o_field_widget[name=source] input"),
        click(".o_select_menu_item:contains(电话)"),
        click(".modal footer .btn-primary"),
        shows("[name=current_consent_ids] .o_data_row", "已撤回"),
        shows(".o_form_view .alert", "客户已拒绝：营销"),
    ],
});

registry.category("web_tour.tours").add("relationship_release", {
    url: "/odoo/branch-day",
    steps: () => [
        click(".o_my_day_held"),
        click(".o_group_header:contains(免打扰期)"),
        click(".o_data_row button[name=action_release]"),
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit 客户要求来电",
        },
        click(".modal button[name=action_release]"),
        {
            content: "nothing is held any more",
            trigger: ".o_list_view:not(:has(.o_data_row))",
        },
    ],
});
