import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {KIND_COLORS} from "../../customer_card/allocation_field";
import {formatCompact} from "../../relationship_format";

import {Component, useEffect, useState} from "@odoo/owl";

const FACES = {
    pleased: "fa-smile-o text-success",
    calm: "fa-smile-o text-info",
    reserved: "fa-meh-o text-muted",
    worried: "fa-meh-o text-warning",
    upset: "fa-frown-o text-danger",
};

/**
 * The facts beside the chosen row. Loads by itself, so that moving through the rows
 * never waits for it.
 */
export class MyDayPanel extends Component {
    static template = "branch_relationship.MyDayPanel";
    static props = {
        resModel: String,
        resId: Number,
        reasons: Array,
        /** Changes with every reload of the list, so that the facts follow. */
        version: {type: [String, Number], optional: true},
    };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({panel: null});
        useEffect(
            (resId) => {
                this.load(resId);
            },
            () => [this.props.resId, this.props.version],
        );
    }

    async load(resId) {
        const call = this.orm.call(this.props.resModel, "my_day_panel", [[resId]]);
        this.state.panel = await this.keepLast.add(call);
    }

    get panel() {
        return this.state.panel;
    }

    get isCurrent() {
        return this.panel.id === this.props.resId;
    }

    get tel() {
        return `tel:${this.panel.phone.replace(/[\s()-]/g, "")}`;
    }

    get face() {
        return FACES[this.panel.last.mood] || "fa-comment-o text-muted";
    }

    get lastWords() {
        const {day, channel, mood_label} = this.panel.last;
        return [day, channel, mood_label].filter(Boolean).join(" · ");
    }

    /** The width of each holding in the bar, in percent. */
    get shares() {
        const total = this.panel.holdings.reduce((sum, {amount}) => sum + amount, 0);
        return this.panel.holdings.map((holding) => ({
            ...holding,
            color: KIND_COLORS[holding.kind],
            percent: (100 * holding.amount) / total,
            text: formatCompact(holding.amount),
        }));
    }

    get assets() {
        return formatCompact(this.panel.asset_amount);
    }

    async copyWording() {
        await browser.navigator.clipboard.writeText(this.panel.wording);
        this.notification.add(_t("The wording is copied."), {type: "success"});
    }

    /** Open the calendar, where a meeting with this customer is dragged onto an hour. */
    async arrangeMeeting() {
        const action = await this.orm.call("res.partner", "schedule_meeting", [
            [this.panel.customer_id],
        ]);
        return this.action.doAction(action);
    }

    async openCustomer() {
        const action = await this.orm.call("res.partner", "get_formview_action", [
            [this.panel.customer_id],
        ]);
        return this.action.doAction(action);
    }
}
