import {registry} from "@web/core/registry";
import {formatMonetary} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatCompact} from "../relationship_format";

import {Component} from "@odoo/owl";

/** An amount in short form; the full one shows under the pointer. */
export class RelationshipAmountField extends Component {
    static template = "branch_relationship.RelationshipAmountField";
    static props = {...standardFieldProps};

    get short() {
        return formatCompact(this.props.record.data[this.props.name]);
    }

    get full() {
        const {data, fields} = this.props.record;
        const currency = data[fields[this.props.name].currency_field];
        return formatMonetary(data[this.props.name], {currencyId: currency?.id});
    }
}

registry.category("fields").add("relationship_amount", {
    component: RelationshipAmountField,
    supportedTypes: ["monetary"],
});
