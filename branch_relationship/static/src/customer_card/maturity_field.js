import {_t} from "@web/core/l10n/translation";
import {deserializeDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatCompact, formatDay} from "../relationship_format";
import {KIND_COLORS} from "./allocation_field";

import {Component} from "@odoo/owl";

/** What falls due in the next twelve months, on a line of time. */
export class MaturityField extends Component {
    static template = "branch_relationship.MaturityField";
    static props = {...standardFieldProps};

    setup() {
        this.format = formatCompact;
        this.day = formatDay;
    }

    get value() {
        return this.props.record.data[this.props.name] || {items: []};
    }

    get total() {
        const amount = this.value.items.reduce((sum, item) => sum + item.amount, 0);
        return _t("%s in 12 months", formatCompact(amount));
    }

    /** The next four, each where it lies in the year, in percent of the line. */
    get items() {
        const {items, today, end} = this.value;
        const first = today && deserializeDate(today);
        const length = first && deserializeDate(end).diff(first, "days").days;
        const count = Math.min(items.length, 4);
        return items.slice(0, 4).map((item, index) => ({
            ...item,
            place: (100 * item.days) / length,
            slot: (100 * (index + 0.5)) / count,
            color: item.days <= 7 ? "#cf4a45" : KIND_COLORS[item.kind],
            isSoon: item.days <= 7,
        }));
    }
}

registry.category("fields").add("relationship_maturity", {
    component: MaturityField,
    supportedTypes: ["json"],
});
