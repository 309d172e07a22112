import { registry } from "@web/core/registry";

const counter = (name, value) => ({
    content: `${name} is ${value}`,
    trigger: `.o_my_day_${name}:contains(/^${value}$/)`,
});

let keysPressed = 0;
const count = () => keysPressed++;

/** Press one key where the focus is, and let it be counted with the others. */
const press = (key) => ({
    content: `press ${key}`,
    trigger: "body",
    run: `press ${key}`,
});

registry.category("web_tour.tours").add("relationship_my_day", {
    url: "/odoo/my-day",
    steps: () => [
        counter("left", 3),
        counter("done", 0),
        counter("overdue", 2),
        {
            content: "the most urgent contact is chosen, its facts stand beside it",
            trigger: ".o_my_day_chosen .o_relationship_who_name:contains(Anna)",
        },
        {
            content: "read the reason",
            trigger: ".o_my_day_chosen .o_relationship_why_sentence:contains(Calm 180)",
        },
        {
            content: "read the words to say",
            trigger: ".o_my_day_panel .o_my_day_script:contains(Ms Anna)",
            run: () => window.addEventListener("keydown", count, true),
        },
        press("1"),
        {
            content: "the outcome is asked",
            trigger: ".modal .o_field_widget[name=result]",
        },
        press("Alt+q"),
        counter("left", 2),
        counter("done", 1),
        counter("overdue", 1),
        {
            content: "the next contact is chosen",
            trigger: ".o_my_day_chosen .o_relationship_who_name:contains(Ben)",
        },
        {
            content: "its facts follow",
            trigger: ".o_my_day_panel_name:contains(Ben)",
        },
        press("ArrowDown"),
        {
            content: "the arrow moves the choice",
            trigger: ".o_my_day_chosen .o_relationship_who_name:contains(Carl)",
        },
        {
            content: "the panel follows",
            trigger: ".o_my_day_panel_name:contains(Carl)",
        },
        press("3"),
        counter("left", 1),
        {
            content: "at most eight keys were pressed",
            trigger: ".o_my_day_chosen .o_relationship_who_name:contains(Ben)",
            run: () => {
                window.removeEventListener("keydown", count, true);
                if (keysPressed > 8) {
                    throw new Error(`${keysPressed} keys`);
                }
            },
        },
    ],
});
