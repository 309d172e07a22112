const js = require("@eslint/js");

// What the browser and Odoo's own bundles offer without an import.
const readable = [
    "Blob",
    "Chart",
    "CustomEvent",
    "Event",
    "File",
    "FormData",
    "HTMLElement",
    "IntersectionObserver",
    "MutationObserver",
    "Node",
    "ResizeObserver",
    "URL",
    "URLSearchParams",
    "clearInterval",
    "clearTimeout",
    "console",
    "document",
    "fetch",
    "getComputedStyle",
    "localStorage",
    "location",
    "luxon",
    "navigator",
    "odoo",
    "requestAnimationFrame",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "window",
];

module.exports = [
    js.configs.recommended,
    {
        files: ["*/static/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: Object.fromEntries(readable.map((name) => [name, "readonly"])),
        },
        rules: {
            curly: "error",
            eqeqeq: ["error", "always", {null: "ignore"}],
            "no-console": "error",
            "no-shadow": "error",
            "no-unused-vars": ["error", {args: "after-used"}],
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
        },
    },
    {
        // A tour tells the test runner by the console that it is through.
        files: ["*/static/tests/**/*.js"],
        rules: {"no-console": "off"},
    },
    {
        files: ["*.cjs"],
        languageOptions: {globals: {module: "writable", require: "readonly"}},
    },
];
