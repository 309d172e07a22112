import {registry} from "@web/core/registry";

const figure = (name, value) => ({
    content: `${name} is ${value}`,
    trigger: `.o_my_day_${name}:contains(/${value}$/)`,
});

const figures = (values) =>
    Object.entries(values).map(([name, value]) => figure(name, value));

const click = (content, trigger) => ({content, trigger, run: "click"});

const row = (name, button) =>
    click(
        `${button} of ${name}`,
        `.o_data_row:contains(${name}) button[name=action_${button}]`,
    );

const back = () =>
    click("back to My Day", ".o_control_panel .breadcrumb-item.o_back_button a");

registry.category("web_tour.tours").add("relationship_my_day_counters", {
    url: "/odoo/my-day",
    steps: () => [
        ...figures({done: 0, left: 5, overdue: 1, pool: 1}),
        figure("batch", "3.*"),
        row("Anna", "reached"),
        ...figures({done: 1, left: 4, overdue: 0}),
        row("Ben", "not_reached"),
        ...figures({done: 1, left: 3}),
        row("Carl", "postpone"),
        ...figures({done: 1, left: 2}),
        row("Dora", "skip"),
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=skip_reason] input",
            run: "edit abroad",
        },
        click("save", ".modal button[name=action_save]"),
        ...figures({done: 1, left: 1}),
        row("Emil", "record_outcome"),
        click("save", ".modal button[name=action_save]"),
        ...figures({done: 2, left: 0}),
        {
            content: "the empty day speaks of the greetings",
            trigger: ".o_my_day_empty:contains(3)",
        },
        click("log a contact", ".o_control_panel button:contains(Log a Contact)"),
        {
            content: "with whom, is asked first",
            trigger: ".modal .o_field_widget[name=customer_id] input:focus",
            run: "edit Frida",
        },
        click("choose her", ".o-autocomplete--dropdown-item:contains(Frida)"),
        click("save", ".modal button[name=action_save]"),
        ...figures({done: 3, left: 0}),
        click("open the greetings", ".o_my_day_batch"),
        {
            content: "their words are ready to be copied",
            trigger: ".o_data_row:first .o_clipboard_button",
        },
        click("one is sent", ".o_data_row:first button[name=action_sent]"),
        {
            content: "two are left",
            trigger: ".o_list_view:not(:has(.o_data_row:eq(2)))",
        },
        back(),
        figure("batch", "2.*"),
        click("open the pool", ".o_my_day_pool"),
        row("Gerd", "claim"),
        ...figures({left: 1, pool: 0}),
        back(),
        ...figures({done: 3, left: 1, pool: 0}),
        click("open the customer's card", ".o_my_day_panel .o_my_day_open"),
        {
            content: "it is the card of the relationship, the address on its page",
            trigger: ".o_form_view .nav-link[name=relationship_address]",
        },
        back(),
        ...figures({done: 3, left: 1, pool: 0}),
    ],
});

const column = (name) => `.o_kanban_group:contains(${name})`;

/** Drop it well inside the column: on its edge the strip above would be met. */
const give = (content, name, from, to) => ({
    content,
    trigger: `${column(from)} .o_kanban_record:contains(${name})`,
    run: ({drag_and_drop}) =>
        drag_and_drop(column(to), {position: {top: 100}, relative: true}),
});

registry.category("web_tour.tours").add("relationship_branch_day_drag", {
    url: "/odoo/branch-day?view_type=kanban",
    steps: () => [
        {
            content: "one person has not opened My Day",
            trigger: ".o_my_day_not_opened:contains(/1$/)",
        },
        {
            content: "a colleague without contacts has a column",
            trigger: `${column("rel_free")}:not(:has(.o_kanban_record))`,
        },
        give("give Anna's contact to the colleague", "Anna", "rel_rm", "rel_free"),
        {
            content: "it is there",
            trigger: `${column("rel_free")} .o_kanban_record:contains(Anna)`,
        },
        {
            content: "the colleague, too, is awaited",
            trigger: ".o_my_day_not_opened:contains(/2$/)",
        },
        give("give Ben's to somebody absent", "Ben", "rel_rm", "rel_colleague"),
        {
            content: "it is refused, and says why",
            trigger: ".modal:contains(rel_colleague):contains(is absent today)",
        },
        click("close it", ".modal .modal-footer .btn-primary"),
        {
            content: "the card is back",
            trigger: `${column("rel_rm")} .o_kanban_record:contains(Ben)`,
        },
        click("who has not opened My Day", ".o_my_day_not_opened"),
        {
            content: "these people",
            trigger: ".o_list_view .o_data_row:contains(rel_free)",
        },
        click(
            "their contacts",
            ".o_data_row:contains(rel_free) button[name=action_open_branch_day]",
        ),
        {
            content: "Anna's is there",
            trigger: ".o_my_day_rows .o_data_row:contains(Anna)",
        },
    ],
});
