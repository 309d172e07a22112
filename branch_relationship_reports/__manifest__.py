{
    "name": "Branch Relationship Reports",
    "summary": "Analysis of the contacts of a bank's branches: result, channel, mood",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Branch Relationship contributors",
    "license": "LGPL-3",
    "depends": ["branch_relationship"],
    "data": [
        "security/ir.model.access.csv",
        "views/relationship_touchpoint_report_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["branch_relationship_reports/static/tests/tours/**/*"],
    },
}
