import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatCompact, formatDay } from "../relationship_format";

import { Component } from "@odoo/owl";

/** Why a customer is in this class: both axes, their thresholds and the points. */
export class ExplanationField extends Component {
    static template = "branch_relationship.ExplanationField";
    static props = { ...standardFieldProps };

    setup() {
        this.format = formatCompact;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    threshold({ floor, next }) {
        return next
            ? _t("next level from %s", formatCompact(next))
            : _t("level from %s", formatCompact(floor));
    }

    /** Where on the score's bar the next level begins, or the present one. */
    get mark() {
        return this.value.potential.next || this.value.potential.floor;
    }

    points(line) {
        return line.points > 0 ? `+${line.points}` : `${line.points}`;
    }

    get below() {
        const { asset, potential } = this.value;
        const since = asset.below_since || potential.below_since;
        return since ? _t("Below the level since %s", formatDay(since)) : "";
    }
}

registry.category("fields").add("relationship_explanation", {
    component: ExplanationField,
    supportedTypes: ["json"],
});
