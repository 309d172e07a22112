import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatCompact, formatPercent} from "../relationship_format";

import {Component} from "@odoo/owl";

export const KIND_COLORS = {
    deposit: "#7d8fb8",
    wealth: "#71639e",
    fund: "#5aa7a0",
    insurance: "#b0768e",
    metal: "#d4b062",
    loan: "#8a929c",
    card: "#8a929c",
};

/** What the customer owns, as a ring of the kinds of holdings. */
export class AllocationField extends Component {
    static template = "branch_relationship.AllocationField";
    static props = {...standardFieldProps};

    setup() {
        this.format = formatCompact;
    }

    get value() {
        return this.props.record.data[this.props.name] || {assets: [], total: 0};
    }

    /** The ring's parts: a circle of circumference 100, drawn part by part. */
    get parts() {
        const {assets, total} = this.value;
        let start = 0;
        return assets.map((line) => {
            const share = (100 * line.amount) / total;
            const part = {
                ...line,
                color: KIND_COLORS[line.kind],
                dash: `${share} ${100 - share}`,
                offset: 25 - start,
                percent: formatPercent(line.amount / total),
            };
            start += share;
            return part;
        });
    }
}

registry.category("fields").add("relationship_allocation", {
    component: AllocationField,
    supportedTypes: ["json"],
});
