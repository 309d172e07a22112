/** Steps that several tours share. */

export const menu = (xmlid) => ({
    content: `go to ${xmlid}`,
    trigger: `[data-menu-xmlid='${xmlid}']`,
    run: "click",
});

export const openCrm = () => [
    {
        content: "open the apps",
        trigger: ".o_navbar_apps_menu button",
        run: "click",
    },
    menu("crm.crm_menu_root"),
];

export const shows = (selector, words) => ({
    content: `${selector} shows ${words}`,
    trigger: `${selector}:contains(${words})`,
});
