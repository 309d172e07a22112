import {menu, openCrm, shows} from "./steps";

import {registry} from "@web/core/registry";

const click = (trigger) => ({content: `click ${trigger}`, trigger, run: "click"});

const edit = (name, words) => ({
    content: `${name} is ${words}`,
    trigger: `.o_form_view [name=${name}] :is(input, textarea)`,
    run: `edit ${words}`,
});

const addTarget = (name, place) => [
    click("[name=target_ids] .o_field_x2many_list_row_add a"),
    {
        content: `type ${name}`,
        trigger: `[name=target_ids] .o_selected_row:nth-child(${place}) [name=user_id] input`,
        run: `edit ${name}`,
    },
    click(`.o-autocomplete--dropdown-item:contains(${name})`),
];

const chooseAll = () => [
    click(".o_switch_view.o_list"),
    {
        content: "choose all customers",
        trigger: ".o_list_view thead .o_list_record_selector input",
        run: "click",
    },
    click(".o_control_panel_actions .o_cp_action_menus .dropdown-toggle"),
    click(".o-dropdown--menu .o-dropdown-item:contains(客户移交)"),
    shows(".o_form_view [name=line_ids]", "Customer 1"),
];

registry.category("web_tour.tours").add("relationship_handover_head", {
    url: "/odoo/branch-customers",
    steps: () => [
        ...chooseAll(),
        ...addTarget("Wang Wei", 1),
        ...addTarget("Zhao Min", 2),
        click("button[name=action_split]"),
        shows("[name=line_ids] .o_data_row [name=user_id]", "Wang Wei"),
        edit("reason", "李娜离职"),
        click("button[name=action_hand_over]"),
        shows(".modal", "未完成事项"),
        click(".modal .btn-primary"),
        shows(".o_statusbar_status .o_arrow_button_current", "已完成"),
        click("button[name=action_move_back]"),
        shows(".o_breadcrumb", "退回"),
        shows("[name=target_ids] .o_data_row", "Li Na"),
        click("button[name=action_view_lines]"),
        shows(".o_list_view .o_data_row", "Li Na"),
        ...openCrm(),
        menu("crm.crm_menu_sales"),
        menu("branch_relationship.relationship_handover_menu"),
        shows(".o_list_view .o_data_row", "李娜离职"),
        shows(".o_list_view .o_data_row", "草稿"),
    ],
});

registry.category("web_tour.tours").add("relationship_handover_manager", {
    url: "/odoo/relationship-customers",
    steps: () => [
        ...chooseAll(),
        ...addTarget("Zhao Min", 1),
        edit("reason", "客户过多"),
        click("button[name=action_split]"),
        shows("[name=line_ids] .o_data_row [name=user_id]", "Zhao Min"),
        click("button[name=action_propose]"),
        shows(".o_statusbar_status .o_arrow_button_current", "已申请"),
    ],
});

registry.category("web_tour.tours").add("relationship_handover_admin", {
    url: "/odoo/users",
    steps: () => [
        click(".o_data_row:contains(Li Na) .o_data_cell"),
        click("button[name=action_hand_over_customers]"),
        shows(".o_form_view [name=line_ids]", "Customer 6"),
        shows(".o_form_view [name=work_text]", "客户联系 1"),
    ],
});
