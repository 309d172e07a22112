{
    "name": "Branch Rival",
    "summary": "Classification by stored computed fields, to be measured against",
    "version": "19.0.1.0.0",
    "author": "Branch Relationship contributors",
    "license": "LGPL-3",
    "depends": ["branch_relationship"],
    "installable": True,
}
