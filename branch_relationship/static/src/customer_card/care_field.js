import {_t} from "@web/core/l10n/translation";
import {deserializeDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatDay} from "../relationship_format";

import {Component} from "@odoo/owl";

/** Where this day stands between the last contact, the ideal and the latest next one. */
export class CareField extends Component {
    static template = "branch_relationship.CareField";
    static props = {...standardFieldProps};

    setup() {
        this.day = formatDay;
    }

    get value() {
        return this.props.record.data[this.props.name] || {};
    }

    get health() {
        const {selection} = this.props.record.fields.contact_health;
        return Object.fromEntries(selection)[this.value.health];
    }

    get recentText() {
        return _t("%s contacts in the last 90 days", this.value.recent_count);
    }

    /** Positions on the bar in percent, or false without a cadence. */
    get bar() {
        const {start, ideal, latest, today} = this.value;
        if (!start || !latest) {
            return false;
        }
        const first = deserializeDate(start);
        const days = (date) => deserializeDate(date).diff(first, "days").days;
        const length = Math.max(days(latest), 1);
        const place = (date) => Math.min(100, Math.max(0, (100 * days(date)) / length));
        return {ideal: place(ideal), today: place(today)};
    }
}

registry.category("fields").add("relationship_care", {
    component: CareField,
    supportedTypes: ["json"],
    fieldDependencies: [{name: "contact_health", type: "selection"}],
});
