import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

let copied = "";

const line = (name, count) => ({
    content: `${count} greetings are to be sent`,
    trigger: `.o_my_day_batch:contains(/${count}.*${name}/)`,
    run: "click",
});

const rows = (count) => ({
    content: `${count} greetings are listed`,
    trigger: `.o_list_view:has(.o_data_row:eq(${count - 1})):not(:has(.o_data_row:eq(${count})))`,
});

const select = (name) => ({
    content: `select the greeting to ${name}`,
    trigger: `.o_data_row:contains(${name}) .o_list_record_selector input`,
    run: "click",
});

const send = (label) => ({
    content: "all selected are sent",
    trigger: `.o_control_panel button[name=action_sent]:contains(${label})`,
    run: "click",
});

const back = {
    content: "back to My Day",
    trigger: ".o_control_panel .breadcrumb-item.o_back_button a",
    run: "click",
};

/** Open the line, copy one customer's words, send two, then all the others. */
const greetings = (name, words, label) => [
    line(name, 4),
    {
        content: "the list is named after the occasion",
        trigger: `.o_control_panel .o_breadcrumb .active:contains(${name})`,
    },
    rows(4),
    {
        content: "the words are this customer's",
        trigger: `.o_data_row:contains(Greeted 2) td[name=wording]:contains("${words}")`,
        run: () => {
            browser.navigator.clipboard.writeText = async (text) => (copied = text);
        },
    },
    {
        content: "copy them",
        trigger: ".o_data_row:contains(Greeted 2) .o_clipboard_button",
        run: "click",
    },
    {
        content: "the user is told",
        trigger: ".o_popover",
        run: () => {
            if (copied !== words) {
                throw new Error(`"${copied}" was copied, not "${words}"`);
            }
        },
    },
    select("Greeted 1"),
    select("Greeted 2"),
    send(label),
    rows(2),
    back,
    line(name, 2),
    rows(2),
    {
        content: "select the others, all at once",
        trigger: "thead .o_list_record_selector input",
        run: "click",
    },
    send(label),
    {
        content: "nothing is left to send",
        trigger: ".o_list_view:not(:has(.o_data_row)) .o_view_nocontent",
    },
    back,
    {
        content: "the line is gone",
        trigger: ".o_my_day_strip",
    },
    {
        content: "for good",
        trigger: "body:not(:has(.o_my_day_batch))",
    },
];

registry.category("web_tour.tours").add("relationship_greetings", {
    url: "/odoo/my-day",
    steps: () => greetings("Birthday", "Best, Greeted 2", "Sent to All Selected"),
});

registry.category("web_tour.tours").add("relationship_greetings_chinese", {
    url: "/odoo/my-day",
    steps: () => greetings("生日问候", "祝好，Greeted 2", "所选均已发送"),
});
