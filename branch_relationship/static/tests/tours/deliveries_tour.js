import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const FILE = "ref,name,branch_code\nT1,陈一,S1\nT2,=王二,X9\nT3,,\n";
const REJECTS =
    "ref,name,branch_code,reject_row,reject_column,reject_reason\r\n" +
    "T2,'=王二,X9,3,branch_code,没有机构号为“X9”的网点。\r\n" +
    "T3,,,4,name,单元格为空。\r\n";

const menu = (xmlid, text = "") => ({
    content: `go to ${xmlid}`,
    trigger: `[data-menu-xmlid='${xmlid}']:contains(${text})`,
    run: "click",
});

const count = (action, label, value) => ({
    content: `${label}: ${value}`,
    trigger: `button[name=${action}]:contains(${label}):contains(/^${value}/)`,
});

/** Return the address to which a click sends the browser, instead of going there. */
async function getDownload(click) {
    const descriptor = Object.getOwnPropertyDescriptor(browser, "location");
    const address = new Promise((assign) => {
        Object.defineProperty(browser, "location", {
            configurable: true,
            get: () => ({href: window.location.href, assign}),
        });
    });
    await click();
    const url = await address;
    Object.defineProperty(browser, "location", descriptor);
    return url;
}

registry.category("web_tour.tours").add("relationship_deliveries_chinese", {
    url: "/odoo",
    steps: () => [
        {
            content: "open the apps",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        menu("crm.crm_menu_root"),
        menu("crm.crm_menu_config", "配置"),
        menu("branch_relationship.relationship_feed_menu", "数据批次"),
        {
            content: "a new delivery",
            trigger: ".o_list_button_add:contains(新建)",
            run: "click",
        },
        {
            content: "of customers",
            trigger: ".o_field_widget[name=kind] input",
            run: "click",
        },
        {
            content: "of customers",
            trigger: ".o_select_menu_item:contains(/^客户$/)",
            run: "click",
        },
        {
            content: "its columns are told",
            trigger: "[name=format_help]:contains(ref,name,gender)",
        },
        {
            content: "choose the file",
            trigger: "[name=delivery_file] input[type=file]:not(:visible)",
            run() {
                const transfer = new window.DataTransfer();
                transfer.items.add(new File([FILE], "九月.csv", {type: "text/csv"}));
                this.anchor.files = transfer.files;
                this.anchor.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "its name stands there",
            trigger: "[name=delivery_file] input[type=text]:value(九月.csv)",
        },
        {
            content: "take it",
            trigger: "button[name=action_receive]:contains(接收批次)",
            run: "click",
        },
        {
            content: "it is done",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(完成)",
        },
        count("action_view_created", "新建", 1),
        count("action_view_updated", "更新", 0),
        count("action_view_rejects", "退回记录", 2),
        {
            content: "download the rejects",
            trigger: "button[name=action_download_rejects]:contains(下载退回记录)",
            async run({click}) {
                const url = await getDownload(click);
                const text = await (await fetch(url)).text();
                if (text !== REJECTS) {
                    throw new Error(`The rejects are: ${text}`);
                }
            },
        },
        {
            content: "look at the rejects",
            trigger: "button[name=action_view_rejects]",
            run: "click",
        },
        {
            content: "the first says what is wrong",
            trigger: ".o_data_row:contains(没有机构号为“X9”的网点。):contains(=王二)",
        },
        {
            content: "so does the second",
            trigger: ".o_data_row:contains(单元格为空。):contains(T3)",
        },
    ],
});
