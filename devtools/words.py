"""Words that no file of the project may hold: outdated Odoo, package registries."""

import re

from . import layout

# What Odoo 19 ignores, warns about or shows as nothing, though it looks right.
OUTDATED = {
    r"_sql_constraints": "models.Constraint",
    r"odoo\.osv": "odoo.fields.Domain",
    r"\bread_group\(": "_read_group",
    r"groups_id": "group_ids",
    r"kanban-box": "the template named card",
    r"<tree": "<list>",
    r"<group[^>]* expand=": "a bare <group>",
    r"\bt-esc\b": "t-out",
    r"oe_chatter": "<chatter/>",
    r"self\._(cr|uid|context)\b": "self.env.cr, .uid, .context",
}
# Spelled in parts, so that this list does not name what it forbids.
REGISTRIES = [
    r"\.".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npm"),
        ("npmjs", "(org|com)"),
        ("deb", "debian", "org"),
        ("snapshot", "debian", "org"),
    )
]


def outdated(paths):
    """Return a line for each outdated word in the addons' Python and XML files."""
    ours = [path for path in paths if path.parts[0] in layout.ADDONS]
    found = []
    for path in ours:
        if path.suffix in (".py", ".xml"):
            found += findings(
                path, OUTDATED, "{word} is outdated in Odoo 19: use {advice}"
            )
    return found


def registries(paths):
    """Return a line for each registry named: each machine has its own."""
    patterns = dict.fromkeys(REGISTRIES, "")
    return [
        line
        for path in paths
        for line in findings(path, patterns, "{word} names a package registry")
    ]


def findings(path, patterns, message):
    """Return a line for each match in a file of the repository."""
    try:
        text = (layout.ROOT / path).read_text()
    except UnicodeDecodeError:  # a picture
        return []
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, advice in patterns.items():
            match = re.search(pattern, line)
            if match:
                found.append(
                    f"{path}:{number}: " + message.format(word=match[0], advice=advice)
                )
    return found
