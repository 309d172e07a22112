import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatCompact, formatDay} from "../relationship_format";

import {Component} from "@odoo/owl";

/** The rules that fit with their points, and assets and score against thresholds. */
export class PointsField extends Component {
    static template = "branch_relationship.PointsField";
    static props = {...standardFieldProps};

    get value() {
        return this.props.record.data[this.props.name] || {};
    }

    get axes() {
        const {asset, potential} = this.value;
        return [
            {key: "asset", label: _t("Assets"), ...asset},
            {key: "potential", label: _t("Potential"), ...potential},
        ]
            .filter((axis) => axis.level !== undefined)
            .map((axis) => this.describe(axis));
    }

    /** The bar ends at twice the threshold, so that the mark stands in its middle. */
    describe(axis) {
        const threshold = axis.next || axis.floor;
        return {
            ...axis,
            share: threshold ? Math.min(100, (50 * axis.value) / threshold) : 0,
            text: _t("%(value)s, threshold %(threshold)s", {
                value: formatCompact(axis.value),
                threshold: formatCompact(threshold),
            }),
            waits: axis.below_since
                ? _t("below since %s", formatDay(axis.below_since))
                : "",
        };
    }

    signed(points) {
        return points > 0 ? `+${points}` : `${points}`;
    }
}

registry.category("fields").add("relationship_points", {
    component: PointsField,
    supportedTypes: ["json"],
});
