import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** The customer's class as a pill in the class's colour. */
export class RelationshipSegmentField extends Component {
    static template = "branch_relationship.RelationshipSegmentField";
    static props = {...standardFieldProps};

    get segment() {
        return this.props.record.data[this.props.name];
    }

    get color() {
        return this.props.record.data.segment_color || 0;
    }
}

registry.category("fields").add("relationship_segment", {
    component: RelationshipSegmentField,
    supportedTypes: ["many2one"],
    fieldDependencies: [{name: "segment_color", type: "integer"}],
});
