"""Bring the catalogues of a language in step with the terms of their addons.

Usage: merge_translations.py LANGUAGE ADDON_FOLDER...
"""

import sys
from pathlib import Path

import polib

# Change with every export though nothing else did: left out, so that a diff shows what
# changed.
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def without_dates(catalogue):
    """Remove the dates of a catalogue's header."""
    for name in DATES:
        catalogue.metadata.pop(name, None)
    return catalogue


def merged(template, translated, language):
    """Return the template's terms with the translations that exist."""
    texts = {entry.msgid: entry.msgstr for entry in translated if not entry.obsolete}
    result = polib.POFile()
    result.header = template.header
    result.metadata = {**template.metadata, "Language": language}
    for entry in template:
        entry.msgstr = texts.get(entry.msgid, "")
        result.append(entry)
    return result


def main(language, *folders):
    """Merge each addon and print what is left to translate."""
    for folder in map(Path, folders):
        source = folder / "i18n" / f"{folder.name}.pot"
        template = without_dates(polib.pofile(source))
        template.save()
        target = folder / "i18n" / f"{language}.po"
        catalogue = merged(
            template, polib.pofile(target) if target.exists() else [], language
        )
        catalogue.save(target)
        missing = catalogue.untranslated_entries()
        print(f"{target}: {len(catalogue)} terms, {len(missing)} to translate")
        for entry in missing:
            print(f"    {entry.msgid!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
