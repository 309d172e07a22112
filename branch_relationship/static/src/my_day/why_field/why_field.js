import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** Why this customer today: the reasons as tags, the sentence below. */
export class WhyField extends Component {
    static template = "branch_relationship.WhyField";
    static props = standardFieldProps;

    get tags() {
        return this.props.record.data.reason_tags || [];
    }

    get sentence() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("relationship_why", {
    component: WhyField,
    supportedTypes: ["char"],
    fieldDependencies: [{name: "reason_tags", type: "json"}],
});
