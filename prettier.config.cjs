module.exports = {
    bracketSpacing: false,
    plugins: [require.resolve("@prettier/plugin-xml")],
    printWidth: 88,
    tabWidth: 4,
    xmlWhitespaceSensitivity: "preserve",
    overrides: [{files: ["*.yml"], options: {tabWidth: 2}}],
};
