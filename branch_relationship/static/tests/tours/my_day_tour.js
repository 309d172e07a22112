import {openCrm} from "./steps";

import {registry} from "@web/core/registry";

const MOST_KEYS = 8;
let pressed = 0;
const countKey = () => pressed++;

const counter = (name, value) => ({
    content: `${name} is ${value}`,
    trigger: `.o_my_day_${name}:contains(/^${value}$/)`,
});

const press = (key) => ({
    content: `press ${key}`,
    trigger: ".o_my_day_strip",
    run: `press ${key}`,
});

const chosen = (name) => [
    {
        content: `${name} is chosen`,
        trigger: `.o_my_day_chosen .o_relationship_who_name:contains(${name})`,
    },
    {
        content: `the facts of ${name} stand beside it`,
        trigger: `.o_my_day_panel_name:contains(${name})`,
    },
];

/** Read the first row, record its outcome, see the counters fall and the next row. */
const morning = (sentence) => [
    counter("left", 3),
    counter("done", 0),
    counter("overdue", 2),
    ...chosen("Anna"),
    {
        content: "read the reason",
        trigger: `.o_my_day_chosen .o_relationship_why_sentence:contains(${sentence})`,
    },
    {
        content: "read the words to say",
        trigger: ".o_my_day_panel .o_my_day_script:contains(Ms Anna)",
        run: () => {
            pressed = 0;
            window.addEventListener("keydown", countKey, true);
        },
    },
    press("1"),
    {
        content: "the outcome is asked",
        trigger: ".modal .o_field_widget[name=result]",
    },
    {
        content: "record it",
        trigger: ".modal",
        run: "press Alt+q",
    },
    counter("left", 2),
    counter("done", 1),
    counter("overdue", 1),
    ...chosen("Ben"),
    {
        content: `it took at most ${MOST_KEYS} key presses`,
        trigger: ".o_my_day_chosen",
        run: () => {
            window.removeEventListener("keydown", countKey, true);
            if (!pressed || pressed > MOST_KEYS) {
                throw new Error(`${pressed} keys were pressed`);
            }
        },
    },
];

registry.category("web_tour.tours").add("relationship_my_day", {
    url: "/odoo",
    steps: () => [
        ...openCrm(), // which begins with My Day
        ...morning("Calm 180"),
        press("ArrowDown"),
        ...chosen("Carl"),
        press("3"),
        counter("left", 1),
        ...chosen("Ben"),
        {
            content: "reached, in one click",
            trigger: ".o_my_day_chosen button[name=action_reached]",
            run: "click",
        },
        counter("left", 0),
        counter("done", 2),
    ],
});

registry.category("web_tour.tours").add("relationship_my_day_chinese", {
    url: "/odoo/my-day",
    steps: () => [
        {
            content: "the day is written in Chinese",
            trigger: ".o_my_day_strip:contains(9月23日星期三)",
        },
        ...morning("30万"),
    ],
});

registry.category("web_tour.tours").add("relationship_my_day_phone", {
    url: "/odoo/my-day",
    steps: () => [
        {
            content: "the first card can be called",
            trigger: ".o_kanban_record:first a[href='tel:13800002716']",
        },
        counter("done", 0),
        {
            content: "one touch",
            trigger:
                ".o_kanban_record:contains(Anna) button[name=action_record_outcome]",
            run: "click",
        },
        {
            content: "record it",
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        counter("done", 1),
        {
            content: "the card has left",
            trigger: ".o_kanban_renderer:not(:contains(Anna))",
        },
    ],
});
