import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatDay} from "../relationship_format";

import {Component} from "@odoo/owl";

/** What is next with this customer. */
export class NextField extends Component {
    static template = "branch_relationship.NextField";
    static props = {...standardFieldProps};

    get value() {
        return this.props.record.data[this.props.name] || {};
    }

    get when() {
        const {days, date, is_late: isLate} = this.value.next;
        if (days === 0) {
            return _t("Today");
        }
        if (days === 1) {
            return _t("Tomorrow");
        }
        return isLate ? _t("Late since %s", formatDay(date)) : formatDay(date);
    }

    get dates() {
        const {ideal, latest} = this.value;
        return ideal
            ? _t("Contact by %(ideal)s, at the latest %(latest)s", {
                  ideal: formatDay(ideal),
                  latest: formatDay(latest),
              })
            : "";
    }
}

registry.category("fields").add("relationship_next", {
    component: NextField,
    supportedTypes: ["json"],
});
