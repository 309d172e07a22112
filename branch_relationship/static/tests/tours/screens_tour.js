import {menu, openCrm, shows} from "./steps";

import {registry} from "@web/core/registry";

const LEAST_HEIGHT = 20;

const contacts = () => [
    menu("crm.crm_menu_sales"),
    menu("branch_relationship.relationship_touchpoint_calendar_menu"),
    shows(".o_contact_calendar_view .fc-event", "Anna: 定期联系"),
    shows(".o_contact_calendar_view .fc-col-header", "周一"),
    shows(".o_calendar_sidebar", "客户经理"),
    menu("crm.crm_menu_report"),
    menu("branch_relationship.relationship_touchpoint_report_menu"),
    shows(".o_pivot", "定期联系"),
    shows(".o_pivot", "已计划"),
    {
        content: "go to the graph",
        trigger: ".o_switch_view.o_graph",
        run: "click",
    },
    {
        content: "the graph is drawn",
        trigger: ".o_graph_renderer canvas",
    },
    shows(".o_control_panel .o_breadcrumb", "联系"),
];

const news = () => [
    menu("crm.crm_menu_sales"),
    menu("branch_relationship.relationship_news_menu"),
    shows(".o_list_view .o_data_row", "网点旁新开宠物医院"),
    {
        content: "open the news",
        trigger: ".o_data_row .o_data_cell:contains(网点旁新开宠物医院)",
        run: "click",
    },
    {
        content: "see whom it concerns",
        trigger: "button[name=action_view_customers]:contains(1)",
        run: "click",
    },
    shows(".o_breadcrumb", "涉及客户"),
    shows(".o_kanban_view", "1"),
];

const daysOff = () => [
    menu("crm.crm_menu_config"),
    menu("branch_relationship.relationship_calendar_day_menu"),
    {
        content: "open the dialog",
        trigger: ".o_control_panel button:contains(导入或填充)",
        run: "click",
    },
    shows(".modal", "仅避开周末"),
    {
        content: "fill the calendar",
        trigger: ".modal button:contains(不用文件直接填充)",
        run: "click",
    },
    shows(".o_notification", "法定节假日"),
    shows(".o_list_view .o_data_row", "国庆节"),
];

const handovers = () => [
    menu("crm.crm_menu_sales"),
    menu("branch_relationship.relationship_handover_menu"),
    shows(".o_breadcrumb", "客户移交"),
    shows(".o_nocontent_help", "暂无客户移交"),
    {
        content: "prepare a handover",
        trigger: ".o_list_button_add",
        run: "click",
    },
    shows(".o_form_view .o_statusbar_status", "草稿"),
    shows("[name=target_ids] thead", "移交后"),
];

registry.category("web_tour.tours").add("relationship_screens_head", {
    url: "/odoo",
    steps: () => [
        ...openCrm(),
        shows(".o_breadcrumb", "网点今日"),
        shows(".o_my_day_strip", "今日进度"),
        ...contacts(),
        ...handovers(),
        ...news(),
        menu("branch_relationship.res_partner_menu_relationship"),
        menu("branch_relationship.res_partner_menu_branch"),
        shows(".o_value_matrix_view", "客户经理负荷"),
    ],
});

registry.category("web_tour.tours").add("relationship_screens_admin", {
    url: "/odoo",
    steps: () => [
        ...openCrm(),
        ...contacts(),
        ...handovers(),
        menu("crm.crm_menu_config"),
        menu("branch_relationship.relationship_check_menu"),
        shows(".o_breadcrumb", "配置检查"),
        shows(".o_form_view .o_data_row", "没有风险等级的产品"),
        menu("crm.crm_menu_config"),
        menu("branch_relationship.relationship_run_menu"),
        shows(".o_data_row:has(.text-bg-success)", "派发"),
        shows(".o_data_row.text-warning:has(.text-bg-warning)", "等待至 07:00：客户"),
        menu("crm.crm_menu_config"),
        menu("branch_relationship.relationship_feed_menu"),
        shows(".o_list_view .o_data_row", "客户"),
        menu("crm.crm_menu_config"),
        menu("branch_relationship.relationship_festival_menu"),
        shows(".o_data_row", "农历8月15日"),
        {
            content: "go to the calendar",
            trigger: ".o_switch_view.o_calendar",
            run: "click",
        },
        shows(".o_calendar_sidebar", "节气"),
        {
            content: "the year's festivals are there, also one that is past",
            trigger: ".o_calendar_renderer .fc-day[data-date$='-01-01'] .fc-event",
        },
        ...daysOff(),
    ],
});

registry.category("web_tour.tours").add("relationship_screens_phone", {
    url: "/odoo/contact-calendar",
    steps: () => [
        {
            content: "a contact stands on one line, high enough to be touched",
            trigger: ".o_contact_calendar_view .fc-event:contains(Anna)",
            run: ({anchor}) => {
                const title = anchor.querySelector(".o_event_title");
                const {height} = anchor.getBoundingClientRect();
                if (height < LEAST_HEIGHT || title.clientHeight > height) {
                    throw new Error(`${title.clientHeight} in ${height} pixels`);
                }
            },
        },
        {
            content: "touch it",
            trigger: ".o_contact_calendar_view .fc-event:contains(Anna)",
            run: "click",
        },
        {
            content: "call from there",
            trigger: ".o_cw_popover a[href^='tel:'], .modal a[href^='tel:']",
        },
    ],
});
