import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** The customer's name with the segment as a badge below. */
export class WhoField extends Component {
    static template = "branch_relationship.WhoField";
    static props = standardFieldProps;

    get name() {
        return this.props.record.data[this.props.name]?.display_name;
    }

    get segment() {
        return this.props.record.data.segment_id?.display_name;
    }

    get segmentClass() {
        return `o_tag_color_${this.props.record.data.segment_color}`;
    }
}

registry.category("fields").add("relationship_who", {
    component: WhoField,
    supportedTypes: ["many2one"],
    fieldDependencies: [
        {name: "segment_id", type: "many2one", relation: "relationship.segment"},
        {name: "segment_color", type: "integer"},
    ],
});
