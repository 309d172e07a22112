import {menu, openCrm, shows} from "@branch_relationship/../tests/tours/steps";

import {registry} from "@web/core/registry";

const view = (name) => ({
    content: `go to the ${name}`,
    trigger: `.o_switch_view.o_${name}`,
    run: "click",
});

registry.category("web_tour.tours").add("relationship_contact_analysis", {
    url: "/odoo",
    steps: () => [
        ...openCrm(),
        menu("crm.crm_menu_report"),
        menu("branch_relationship_reports.relationship_touchpoint_report_menu"),
        shows(".o_breadcrumb", "联系分析"),
        {
            content: "the graph is drawn",
            trigger: ".o_graph_renderer canvas",
        },
        view("pivot"),
        shows(".o_pivot", "定期联系"),
        shows(".o_pivot", "已联系"),
        view("list"),
        shows(".o_list_view th", "主要事由"),
        shows(".o_data_row:contains(Anna)", "已完成"),
    ],
});
