import {shows} from "./steps";

import {registry} from "@web/core/registry";

/**
 * @param {Object} words: what the screens say in the user's language
 */
const customers = (words) => [
    {
        content: "the own customers stand in their class",
        trigger: ".o_kanban_group:first .o_kanban_record:contains(Anna)",
    },
    shows(".o_kanban_group:first .o_kanban_header", words.segment),
    {
        content: "nobody of a colleague's is there",
        trigger: ".o_kanban_view:not(:contains(Zoe))",
    },
    {
        content: "go to the value matrix",
        trigger: ".o_switch_view.o_value_matrix",
        run: "click",
    },
    shows(".o_value_matrix_view", words.matrix),
    {
        content: "one of the own customers is in the first class",
        trigger: ".o_value_matrix_cell:first .o_value_matrix_count:contains(/^1$/)",
    },
    {
        content: "open the class of much and rising",
        trigger:
            ".o_value_matrix_cell:eq(1):has(.o_value_matrix_count:contains(/^2$/))",
        run: "click",
    },
    {
        content: "its customers are listed",
        trigger: ".o_data_row:eq(1)",
    },
    {
        content: "open Anna's card",
        trigger: ".o_data_row .o_data_cell:contains(Anna)",
        run: "click",
    },
    shows(".o_form_view", words.card),
    {
        content: "the card tells what she owns",
        trigger: ".o_field_relationship_allocation svg.o_customer_ring",
    },
    {
        content: "when we last spoke and how she felt",
        trigger: ".o_field_relationship_mood svg circle",
    },
    {
        content: "why she is in this class",
        trigger: ".o_field_relationship_points .o_relationship_points",
    },
    {
        content: "what is next",
        trigger: ".o_field_relationship_next .o_customer_next",
    },
    {
        content: "open her holdings",
        trigger: "button[name=action_view_holdings]",
        run: "click",
    },
    {
        content: "the holding is listed",
        trigger: ".o_data_row:contains(CALM)",
    },
];

registry.category("web_tour.tours").add("relationship_customers", {
    url: "/odoo/relationship-customers",
    steps: () =>
        customers({
            segment: "High Assets",
            matrix: "a deeper colour",
            card: "Last contact",
        }),
});

registry.category("web_tour.tours").add("relationship_customers_chinese", {
    url: "/odoo/relationship-customers",
    steps: () =>
        customers({segment: "高资产·高潜力", matrix: "颜色越深", card: "上次联系"}),
});
