import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** The state of care as a dot; its word is there for the pointer and for reading aloud. */
export class RelationshipHealthField extends Component {
    static template = "branch_relationship.RelationshipHealthField";
    static props = {...standardFieldProps};

    get health() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const {selection} = this.props.record.fields[this.props.name];
        return Object.fromEntries(selection)[this.health];
    }
}

registry.category("fields").add("relationship_health", {
    component: RelationshipHealthField,
    supportedTypes: ["selection"],
});
